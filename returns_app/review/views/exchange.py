"""Asking the other state for one field, showing it one of ours, writing to it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.review import labels, queries, service
from returns_app.review.forms.exchange import AskFieldForm, DeclineForm, MessageForm
from returns_app.review.views import of_case, pairs
from returns_app.review.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor


@pages.post("/reviews/<uuid:review_id>/disclosures", allow=Permission.REVIEW_JUDGE)
def ask_field(review_id: UUID) -> ResponseReturnValue:
    """A reviewer asks for one field."""
    return _ask(review_id)


@pages.post("/reviews/<uuid:review_id>/adjudicators-disclosures", allow=Permission.REVIEW_ADJUDICATE)
def ask_field_as_adjudicator(review_id: UUID) -> ResponseReturnValue:
    """The adjudicator asks for one field."""
    return _ask(review_id)


@pages.post("/reviews/<uuid:review_id>/disclosures/<uuid:disclosure_id>/look", allow=Permission.REVIEW_READ)
def look_at_field(review_id: UUID, disclosure_id: UUID) -> ResponseReturnValue:
    """Show what was granted, to whoever asked; every look is logged on both sides."""
    session, actor = db.session(), current_actor()
    review = queries.get_review(session, actor, review_id)
    if queries.get_disclosure(session, actor, disclosure_id).review_id != review_id:
        raise NotFound
    with unit_of_work(actor) as work:
        value, letter = service.look_at_field(work, disclosure_id)
    service.carry(letter)
    asked = queries.get_disclosure(db.session(), actor, disclosure_id)
    review = queries.get_review(db.session(), actor, review_id)
    return render_template("review/look.html", review=review, asked=asked, value=value, labels=labels)


@pages.post("/cases/<uuid:case_id>/disclosures/<uuid:disclosure_id>/grant", allow=Permission.REVIEW_ANSWER)
def grant_field(case_id: UUID, disclosure_id: UUID) -> ResponseReturnValue:
    """Show one field to the other state for three days."""
    _of_this_case(case_id, disclosure_id)
    form = Form()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            letter = service.grant_field(work, disclosure_id)
        service.carry(letter)
        flash(_("The field is shown to the other state for 72 hours."))
    return redirect(url_for("review.show_case", case_id=case_id))


@pages.post("/cases/<uuid:case_id>/disclosures/<uuid:disclosure_id>/decline", allow=Permission.REVIEW_ANSWER)
def decline_field(case_id: UUID, disclosure_id: UUID) -> ResponseReturnValue:
    """Do not show it, and say why."""
    _of_this_case(case_id, disclosure_id)
    form = DeclineForm()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            letter = service.decline_field(work, disclosure_id, form.why.data)
        service.carry(letter)
        flash(_("The request was declined."))
        return redirect(url_for("review.show_case", case_id=case_id))
    return of_case.page_with(case_id, form)


@pages.post("/cases/<uuid:case_id>/reviews/<uuid:review_id>/messages", allow=Permission.REVIEW_ANSWER)
def send_message(case_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """Write to the other state."""
    get_own_case(db.session(), current_actor(), case_id)
    if queries.get_review(db.session(), current_actor(), review_id).case_id != case_id:
        raise NotFound
    form = MessageForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                letter = service.send_message(work, review_id, form.message())
            service.carry(letter)
            flash(_("The message is on its way. You see here when it arrived."))
            return redirect(url_for("review.show_case", case_id=case_id))
    return of_case.page_with(case_id, form, about=review_id)


def _ask(review_id: UUID) -> ResponseReturnValue:
    form = AskFieldForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                letter = service.ask_field(work, review_id, form.request_made())
            service.carry(letter)
            flash(_("The other state was asked. You see its answer here."))
            return redirect(url_for("review.show_pair", review_id=review_id))
    return pairs.page_with(review_id, asking=form)


def _of_this_case(case_id: UUID, disclosure_id: UUID) -> None:
    get_own_case(db.session(), current_actor(), case_id)
    if queries.get_disclosure(db.session(), current_actor(), disclosure_id).case_id != case_id:
        raise NotFound
