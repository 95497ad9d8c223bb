"""Proposing to change what was granted, and what a second person says to it."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.decisions import queries, service
from returns_app.decisions.forms import CHANGE_FORMS, DecliningForm, ReplyForm
from returns_app.decisions.labels import COMPONENTS, PROPOSE, WHAT_FOLLOWS
from returns_app.decisions.rules import DecisionKind, change_hindrance
from returns_app.decisions.views.blueprint import pages
from returns_app.decisions.views.showing import Sent, decision_page, done
from returns_app.support.queries import floors_of
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/decision/reduction", allow=Permission.DECISION_PROPOSE)
def propose_reduction(case_id: UUID) -> ResponseReturnValue:
    """Propose to lower what was granted."""
    return _propose(case_id, DecisionKind.REDUCE)


@pages.form("/cases/<uuid:case_id>/decision/revocation", allow=Permission.DECISION_PROPOSE)
def propose_revocation(case_id: UUID) -> ResponseReturnValue:
    """Propose to end what is left."""
    return _propose(case_id, DecisionKind.REVOKE)


@pages.form("/cases/<uuid:case_id>/decision/suspension", allow=Permission.DECISION_PROPOSE)
def propose_suspension(case_id: UUID) -> ResponseReturnValue:
    """Propose to let support stand still."""
    return _propose(case_id, DecisionKind.SUSPEND)


@pages.form("/cases/<uuid:case_id>/decision/extension", allow=Permission.DECISION_PROPOSE)
def propose_extension(case_id: UUID) -> ResponseReturnValue:
    """Propose to give more time."""
    return _propose(case_id, DecisionKind.EXTEND)


@pages.post("/cases/<uuid:case_id>/proposals/<uuid:proposal_id>/decision", allow=Permission.DECISION_DECIDE)
def decide_change(case_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    """Say yes."""
    form = ReplyForm()
    if form.validate_on_submit():
        with form.refusals():
            service.decide_change(current_actor(), case_id, proposal_id, form.reply())
            return done(case_id, _("Decided. Hand the letter over: the period for objections begins with it."))
    return decision_page(case_id, Sent(reply=form, about=proposal_id))


@pages.post("/cases/<uuid:case_id>/proposals/<uuid:proposal_id>/refusal", allow=Permission.DECISION_DECIDE)
def decline_change(case_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    """Say no."""
    form = DecliningForm()
    if form.validate_on_submit():
        with form.refusals():
            service.decline_change(current_actor(), case_id, proposal_id, form.reply())
            return done(case_id, _("Declined. Nothing changes for the person."))
    return decision_page(case_id, Sent(declining=form, about=proposal_id))


@pages.post("/cases/<uuid:case_id>/proposals/<uuid:proposal_id>/withdrawal", allow=Permission.DECISION_PROPOSE)
def take_change_back(case_id: UUID, proposal_id: UUID) -> ResponseReturnValue:
    """Think better of it."""
    form = ReplyForm()
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            service.take_change_back(work, case_id, proposal_id)
        return done(case_id, _("Taken back. Nothing changes for the person."))
    return decision_page(case_id, Sent(reply=form, about=proposal_id))


def _propose(case_id: UUID, kind: DecisionKind) -> ResponseReturnValue:
    form, session, actor = CHANGE_FORMS[kind](), db.session(), current_actor()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(actor) as work:
                service.propose_change(work, case_id, form.entry())
            return done(case_id, _("Proposed. An approver who is not you decides; nothing has changed yet."))
    case = get_own_case(session, actor, case_id)
    hindrance = change_hindrance(kind, queries.standing_of(session, case))
    record_read(actor, Action.DECISION_READ, case_id=case_id)
    return form.page(
        "decisions/propose.html", **case_frame(case, actor, "decisions.show_decision"), title=PROPOSE[kind],
        follows=WHAT_FOLLOWS[kind], floors=floors_of(session, case_id), components=COMPONENTS,
        hindrance=say(hindrance.sentence) if hindrance else "", shows_money=kind in {DecisionKind.REDUCE, DecisionKind.REVOKE},
    )  # fmt: skip
