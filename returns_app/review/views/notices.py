"""The notice to the person: on paper, handed over, answered, and what a colleague decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.review import queries, service
from returns_app.review.forms.exchange import DeliveredForm, NoticeAnswerForm, RulingForm
from returns_app.review.presenting.notice import notice_pdf
from returns_app.review.views import of_case
from returns_app.review.views.blueprint import pages
from returns_app.web.filters import day
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/notices/<uuid:notice_id>/paper", allow=Permission.REVIEW_FOLLOW)
def download_notice(case_id: UUID, notice_id: UUID) -> ResponseReturnValue:
    """The notice on paper, in the person's language."""
    session, actor = db.session(), current_actor()
    notice = _notice(case_id, notice_id)
    review = queries.get_review(session, actor, notice.review_id)
    paper = notice_pdf(notice, review, queries.own_side(session, review), clock.utc_now())
    record_read(actor, Action.NOTICE_READ, case_id=case_id, notice=notice_id)
    answer = make_response(paper)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{review.reference}.pdf"'
    return answer


@pages.post("/cases/<uuid:case_id>/notices/<uuid:notice_id>/delivery", allow=Permission.REVIEW_ASK_PERSON)
def record_delivery(case_id: UUID, notice_id: UUID) -> ResponseReturnValue:
    """When and how the person got it."""
    _notice(case_id, notice_id)
    form = DeliveredForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.record_delivery(work, notice_id, form.delivery())
            flash(_("Recorded. The person has two weeks from that day."))
            return redirect(url_for("review.show_case", case_id=case_id))
    return of_case.page_with(case_id, form, about=notice_id)


@pages.post("/cases/<uuid:case_id>/notices/<uuid:notice_id>/answer", allow=Permission.REVIEW_ASK_PERSON)
def record_notice_answer(case_id: UUID, notice_id: UUID) -> ResponseReturnValue:
    """What the person answered."""
    _notice(case_id, notice_id)
    form = NoticeAnswerForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.record_notice_answer(work, notice_id, form.heard.data, form.day())
            flash(_("The answer is recorded. An approver can decide now."))
            return redirect(url_for("review.show_case", case_id=case_id))
    return of_case.page_with(case_id, form, about=notice_id)


@pages.post("/cases/<uuid:case_id>/notices/<uuid:notice_id>/decision", allow=Permission.REVIEW_RULE)
def rule_on(case_id: UUID, notice_id: UUID) -> ResponseReturnValue:
    """What follows for the person."""
    _notice(case_id, notice_id)
    form = RulingForm()
    if form.validate_on_submit():
        with form.refusals(), _day_in_words():
            with unit_of_work(current_actor()) as work:
                check = service.rule_on(work, notice_id, form.ruling())
            if check:
                run_now(check)
            flash(_("Decided. Tell the person in writing, with the reasons."))
            return redirect(url_for("review.show_case", case_id=case_id))
    return of_case.page_with(case_id, form, about=notice_id)


@contextmanager
def _day_in_words() -> Iterator[None]:
    """Say a day as a reader writes it."""
    try:
        yield
    except RuleBroken as refusal:
        if isinstance(refusal.params.get("day"), date):
            refusal.params = {**refusal.params, "day": day(refusal.params["day"])}  # type: ignore[arg-type]
        raise


def _notice(case_id: UUID, notice_id: UUID) -> queries.Notice:
    get_own_case(db.session(), current_actor(), case_id)
    notice = queries.get_notice(db.session(), current_actor(), notice_id)
    if notice.case_id != case_id:
        raise NotFound
    return notice
