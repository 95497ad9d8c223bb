"""Proposing a claim, hearing the person, and what a second person says."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.recovery import queries, service
from returns_app.recovery.forms import AnswerForm, DecliningForm, HearingForm, ReplyForm, claim_form
from returns_app.recovery.views.blueprint import pages
from returns_app.recovery.views.showing import TAB, claim_page, done
from returns_app.web.routing import current_actor

CLAIM = "/cases/<uuid:case_id>/recovery/<uuid:claim_id>"


@pages.form("/cases/<uuid:case_id>/recovery/new", allow=Permission.RECOVERY_PROPOSE)
def propose_claim(case_id: UUID) -> ResponseReturnValue:
    """Which support, why, how much of each line."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    lines = [one for one in queries.claimable(session, case_id) if one.left]
    form = claim_form(lines)
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(actor) as work:
                claim_id = service.propose_claim(work, case_id, form.entry()).id
            return done(case_id, claim_id, _("Proposed. Now hear the person: hand the letter over and record it."))
    case = get_own_case(session, actor, case_id)
    record_read(actor, Action.RECOVERY_READ, case_id=case_id)
    years, left_on = queries.repay_years(case), queries.departed_on(session, case_id)
    return form.page(
        "recovery/propose.html", **case_frame(case, actor, TAB), lines=lines, years=years,
        left_on=left_on,
    )  # fmt: skip


@pages.post(f"{CLAIM}/hearing", allow=Permission.RECOVERY_PROPOSE)
def record_hearing(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """The person has the letter."""
    form = HearingForm(prefix="hearing-")
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                language = get_own_case(work.session, work.actor, case_id).notice_language
                service.record_hearing(work, case_id, claim_id, form.hearing(language))
            return done(case_id, claim_id, _("Recorded. The person can answer until the day shown below."))
    return claim_page(case_id, claim_id, hearing=form)


@pages.post(f"{CLAIM}/answer", allow=Permission.RECOVERY_PROPOSE)
def record_answer(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """What the person said."""
    form = AnswerForm(prefix="answer-")
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.record_answer(work, case_id, claim_id, form.answer())
            return done(case_id, claim_id, _("The answer is kept. Another person reads it and decides."))
    return claim_page(case_id, claim_id, answer=form)


@pages.post(f"{CLAIM}/decision", allow=Permission.RECOVERY_DECIDE)
def decide_claim(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Say yes."""
    form = ReplyForm(prefix="deciding-")
    if form.validate_on_submit():
        with form.refusals():
            service.decide_claim(current_actor(), case_id, claim_id, form.reply())
            return done(
                case_id, claim_id, _("Decided. Hand the letter over: the terms to object and to pay begin with it.")
            )
    return claim_page(case_id, claim_id, deciding=form)


@pages.post(f"{CLAIM}/refusal", allow=Permission.RECOVERY_DECIDE)
def decline_claim(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Say no."""
    form = DecliningForm(prefix="declining-")
    if form.validate_on_submit():
        with form.refusals():
            service.decline_claim(current_actor(), case_id, claim_id, form.reply())
            return done(case_id, claim_id, _("Declined. Nothing is asked back."))
    return claim_page(case_id, claim_id, declining=form)


@pages.post(f"{CLAIM}/withdrawal", allow=Permission.RECOVERY_PROPOSE)
def take_claim_back(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Think better of it."""
    form = ReplyForm(prefix="taking_back-")
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            service.take_claim_back(work, case_id, claim_id)
        return done(case_id, claim_id, _("Taken back. Nothing is asked back."))
    return claim_page(case_id, claim_id, taking_back=form)
