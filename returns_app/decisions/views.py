"""The decision page, and its two answers: yes and no."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.labels import LEGAL_STATUSES
from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import LegalStatus
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.decisions import queries, service
from returns_app.decisions.forms import ApprovalForm, RefusalForm, VersionForm
from returns_app.decisions.labels import COMPONENTS, KINDS, REFUSAL_REASONS, VERDICTS
from returns_app.decisions.rules import asks_reason
from returns_app.people.display import display_name
from returns_app.programmes.labels import criterion_name, term_lines
from returns_app.programmes.rules import CriterionResult
from returns_app.web.filters import country, moment, url_if
from returns_app.web.filters import day as in_words
from returns_app.web.forms import Form
from returns_app.web.i18n import say
from returns_app.web.routing import Pages, current_actor

AnyForm = TypeVar("AnyForm", ApprovalForm, RefusalForm)
FACT_PAGES = {
    "case": "cases.show_people",
    "people": "cases.show_people",
    "circumstances": "cases.show_people",
    "screening": "counselling.show_counselling",
    "registry": "checks.show_checks",
}
pages = Pages("decisions", __name__, template_folder="templates")


@pages.get("/cases/<uuid:case_id>/decision", allow=Permission.DECISION_READ)
def show_decision(case_id: UUID) -> ResponseReturnValue:
    """Criteria, proposal and registry side by side; or what was decided."""
    return _page(case_id)


@pages.post("/cases/<uuid:case_id>/decision/approval", allow=Permission.DECISION_DECIDE)
def approve(case_id: UUID) -> ResponseReturnValue:
    """Approve and reserve."""
    form = ApprovalForm()
    if form.validate_on_submit():
        with form.refusals(), _first_named():
            service.approve_case(current_actor(), case_id, form.answer())
            return _done(case_id, _("Approved. The return is reserved and the envelopes are granted."))
    return _page(case_id, approval=form)


@pages.post("/cases/<uuid:case_id>/decision/refusal", allow=Permission.DECISION_DECIDE)
def refuse(case_id: UUID) -> ResponseReturnValue:
    """Refuse with reasons."""
    form = RefusalForm()
    if form.validate_on_submit():
        with form.refusals():
            service.refuse_case(current_actor(), case_id, form.answer())
            return _done(case_id, _("Refused. The reasons are kept with the decision."))
    return _page(case_id, refusal=form)


@pages.post("/programmes/<uuid:programme_id>/draft/trial", allow=Permission.PROGRAMME_DRAFT)
def try_draft(programme_id: UUID) -> ResponseReturnValue:
    """Try the draft of a programme on earlier cases: counts, and nothing else."""
    form = VersionForm()
    with form.refusals():
        service.try_draft(current_actor(), programme_id, form.version.data)
        flash(_("Tried. The counts stand beside the draft."), "good")
    for problem in form.problems():
        flash(problem.message, "warn")
    return redirect(url_for("programmes.show_programme", programme_id=programme_id))


def _page(
    case_id: UUID, *, approval: ApprovalForm | None = None, refusal: RefusalForm | None = None
) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    proposal = queries.weigh_case(session, actor, case, today())
    record_read(actor, Action.DECISION_READ, case_id=case_id)
    sent: Form | None = approval or refusal
    granted, asked = queries.granted_to(session, case_id), asks_reason(proposal.criteria)
    yes = _fresh(approval or ApprovalForm(formdata=None), case.version)
    yes.motivation.flags.required = bool(asked)
    page = case_page(
        "decisions/show.html", case, proposal=proposal, decisions=queries.list_decisions(session, case_id),
        granted=granted, granted_total=queries.total_of(granted), asked=asked,
        form=sent, approval=yes, refusal=_fresh(refusal or RefusalForm(formdata=None), case.version), kinds=KINDS,
        verdicts=VERDICTS, reasons=REFUSAL_REASONS, components=COMPONENTS, say=say, say_criterion=_say_criterion,
        criterion_name=criterion_name, fact_url=fact_url, terms=term_lines(case.programme_version.rules),
        names={member.person_id: display_name(member.person) for member in case.members},
    )  # fmt: skip
    return make_response(page, _status(sent))


def _say_criterion(result: CriterionResult | dict[str, Any]) -> str:
    """The sentence of a criterion, weighed now or kept with a decision, with countries by name."""
    kept = result if isinstance(result, dict) else service.as_stored(result)
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


@contextmanager
def _first_named() -> Iterator[None]:
    """Say who reserved first, and when, as a reader knows states and times."""
    try:
        yield
    except RuleBroken as refusal:
        if refusal.code == "decisions.reserved_elsewhere":
            state, at = str(refusal.params["state"]), datetime.fromisoformat(str(refusal.params["time"]))
            refusal.params = {"state": country(state) or _("Another member state"), "time": moment(at)}
        raise


def _done(case_id: UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("decisions.show_decision", case_id=case_id))
