"""The decision page: criteria, proposal and registry side by side; what was decided; what somebody proposes to change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from returns_app.cases.labels import LEGAL_STATUSES
from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import LegalStatus, Stage
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed
from returns_app.core.money import ZERO
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.decisions import queries
from returns_app.decisions.forms import ApprovalForm, DecliningForm, RefusalForm, ReplyForm
from returns_app.decisions.labels import COMPONENTS, KINDS, PROPOSAL_STATES, PROPOSE, REASONS, VERDICTS, WHAT_FOLLOWS
from returns_app.decisions.rules import DecisionKind, Hindrance, asks_reason
from returns_app.decisions.service import as_stored
from returns_app.decisions.views.blueprint import pages
from returns_app.people.display import display_name
from returns_app.programmes.labels import criterion_name, term_lines
from returns_app.programmes.rules import CriterionResult
from returns_app.support.queries import floors_of, planned_above
from returns_app.support.rules import Component
from returns_app.web.filters import country, url_if
from returns_app.web.filters import day as in_words
from returns_app.web.forms import Form
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor
from returns_app.work.labels import UNITS
from returns_app.work.rules import OBJECTION, deadline_table, find_rule

AnyForm = TypeVar("AnyForm", ApprovalForm, RefusalForm, ReplyForm, DecliningForm)
FACT_PAGES = {
    "case": "cases.show_people",
    "people": "cases.show_people",
    "circumstances": "cases.show_people",
    "screening": "counselling.show_counselling",
    "registry": "checks.show_checks",
}
PAGES = {
    DecisionKind.REDUCE: "decisions.propose_reduction",
    DecisionKind.REVOKE: "decisions.propose_revocation",
    DecisionKind.SUSPEND: "decisions.propose_suspension",
    DecisionKind.EXTEND: "decisions.propose_extension",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back with something to mend, and the proposal it is about."""

    approval: ApprovalForm | None = None
    refusal: RefusalForm | None = None
    reply: ReplyForm | None = None
    declining: DecliningForm | None = None
    about: UUID | None = None

    @property
    def form(self) -> Form | None:
        """Whichever it is."""
        return self.approval or self.refusal or self.reply or self.declining


@dataclass(frozen=True, slots=True)
class _Shown:
    """A proposal with what this reader can say to it."""

    about: queries.Proposed
    hindrance: Hindrance | None
    reply: ReplyForm
    declining: DecliningForm


@pages.get("/cases/<uuid:case_id>/decision", allow=Permission.DECISION_READ)
def show_decision(case_id: UUID) -> ResponseReturnValue:
    """Criteria, proposal and registry side by side; what was decided; what waits for a second person."""
    return decision_page(case_id, Sent())


def decision_page(case_id: UUID, sent: Sent) -> ResponseReturnValue:
    """The page, with a form that came back where there is one."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    proposal = queries.weigh_case(session, actor, case, today())
    record_read(actor, Action.DECISION_READ, case_id=case_id)
    asked = asks_reason(proposal.criteria)
    yes = _fresh(sent.approval or ApprovalForm(formdata=None), case.version)
    yes.motivation.flags.required = bool(asked)
    page = case_page(
        "decisions/show.html", case, proposal=proposal, decisions=queries.list_decisions(session, case_id), asked=asked,
        form=sent.form, approval=yes, refusal=_fresh(sent.refusal or RefusalForm(formdata=None), case.version),
        kinds=KINDS, verdicts=VERDICTS, reasons=REASONS, components=COMPONENTS, say=say, say_criterion=_say_criterion,
        criterion_name=criterion_name, fact_url=fact_url, terms=term_lines(case.programme_version.rules),
        names={member.person_id: display_name(member.person) for member in case.members},
        total_of=queries.total_of, gives_way=planned_above(session, case_id, _granted(proposal)),
        is_open=case.stage in {Stage.INTAKE, Stage.SUBMITTED}, **_changes(case, sent),
    )  # fmt: skip
    return make_response(page, _status(sent.form))


def _granted(proposal: queries.Proposal) -> dict[Component, Decimal]:
    parts = {Component(line.component) for line in proposal.lines}
    return {part: sum((one.amount for one in proposal.lines if one.component == part), ZERO) for part in parts}


def _changes(case: queries.Case, sent: Sent) -> dict[str, Any]:
    """What the part of the page about changes needs."""
    session, actor = db.session(), current_actor()
    proposals = queries.list_proposals(session, case.id)
    own = {one.id: queries.hindrance_of(session, actor, case, one) for one in proposals}
    may_propose = actor.may(Permission.DECISION_PROPOSE)
    return {
        "proposals": [_Shown(one, own[one.id], *_replies(one, sent)) for one in proposals],
        "propose": [(PROPOSE[kind], PAGES[kind]) for kind in queries.possible_changes(session, case)] if may_propose else [],
        "states": PROPOSAL_STATES, "proposed_kinds": PROPOSE, "follows": WHAT_FOLLOWS,
        "floors": floors_of(session, case.id), "until": queries.objections_until(session, case.id),
        "rule": find_rule(deadline_table(), OBJECTION, case.member_state, today()), "units": UNITS,
        "account_id": actor.account_id,
    }  # fmt: skip


def _replies(proposal: queries.Proposed, sent: Sent) -> tuple[ReplyForm, DecliningForm]:
    is_it = sent.about == proposal.id
    reply = sent.reply if is_it and sent.reply else ReplyForm(formdata=None)
    declining = sent.declining if is_it and sent.declining else DecliningForm(formdata=None)
    return _fresh(reply, proposal.version), _fresh(declining, proposal.version)


def _say_criterion(result: CriterionResult | dict[str, Any]) -> str:
    """The sentence of a criterion, weighed now or kept with a decision, with countries by name."""
    kept = result if isinstance(result, dict) else as_stored(result)
    return say(kept["sentence"], **{name: _named(name, value) for name, value in kept["params"].items()})


def _named(name: str, value: object) -> object:
    if name == "legal_status":
        return LEGAL_STATUSES[LegalStatus(str(value))]
    if name in {"day", "leaving"}:
        return in_words(date.fromisoformat(str(value)))
    if name not in {"country", "countries"}:
        return value
    return ", ".join(country(code) for code in str(value).split(", "))


def fact_url(source: str, case_id: UUID) -> str:
    """The page on which the fact of a criterion is kept."""
    return url_if(FACT_PAGES.get(source, ""), case_id=case_id)


def _status(sent: Form | None) -> int:
    if sent is None:
        return 200
    return sent.refusal.status if sent.refusal else Malformed.status


def _fresh(form: AnyForm, version: int) -> AnyForm:
    """The form as it goes out: about the version on this page, under a key that was not used yet."""
    form.version.data, form.request_key.data = version, str(uuid4())
    return form


def done(case_id: UUID, message: str) -> ResponseReturnValue:
    """Say what was done, and show the page as it is now."""
    flash(message)
    return redirect(url_for("decisions.show_decision", case_id=case_id))
