"""Claims of the organisation, of a case, and one claim with all that can be said to it."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID, uuid4

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.recovery import labels, queries
from returns_app.recovery.forms import (
    STEP_FORMS,
    AnswerForm,
    ClaimFilter,
    DecliningForm,
    HearingForm,
    InstalmentsForm,
    PaymentForm,
    ReplyForm,
)
from returns_app.recovery.rules import ClaimState, StepState
from returns_app.recovery.views.blueprint import pages
from returns_app.support.labels import FUNDING_NAMES
from returns_app.web.forms import Form
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor

TAB = "support.show_plan"
AnyForm = TypeVar("AnyForm", bound=Form)
FORMS: dict[str, type[Form]] = {
    "hearing": HearingForm, "answer": AnswerForm, "deciding": ReplyForm, "declining": DecliningForm,
    "taking_back": ReplyForm, "instalments": InstalmentsForm, "payment": PaymentForm, "reversing": ReplyForm,
    **{kind.value: form for kind, form in STEP_FORMS.items()},
}  # fmt: skip


@pages.get("/recovery", allow=Permission.RECOVERY_READ)
def list_claims() -> ResponseReturnValue:
    """What is asked back, what came in, what comes next."""
    session, actor, form = db.session(), current_actor(), ClaimFilter()
    state = form.state.data if form.validate() else None
    claims = queries.list_all(session, actor, state)
    record_read(actor, Action.RECOVERIES_LISTED, claims=len(claims))
    page = render_template(
        "recovery/list.html", filters=form, claims=claims, totals=queries.totals(session, actor), labels=labels,
        today=today(),
    )  # fmt: skip
    return make_response(page)


@pages.get("/cases/<uuid:case_id>/recovery", allow=Permission.RECOVERY_READ)
def show_claims(case_id: UUID) -> ResponseReturnValue:
    """The claims of a case."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    claims = queries.list_claims(session, case_id)
    record_read(actor, Action.RECOVERY_READ, case_id=case_id, claims=len(claims))
    can_claim = any(line.left for line in queries.claimable(session, case_id))
    return make_response(
        case_page("recovery/claims.html", case, tab=TAB, claims=claims, labels=labels, can_claim=can_claim)
    )


@pages.get("/cases/<uuid:case_id>/recovery/<uuid:claim_id>", allow=Permission.RECOVERY_READ)
def show_claim(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """One claim: its lines, where it stands, what came in, and what can be done now."""
    return claim_page(case_id, claim_id)


def claim_page(case_id: UUID, claim_id: UUID, **sent: Form) -> ResponseReturnValue:
    """The page, with a form that came back where there is one."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    claim = queries.get_claim(session, case_id, claim_id)
    plan, entries = queries.current_plan(session, claim_id), queries.list_entries(session, claim_id)
    steps = queries.list_steps(session, claim_id)
    hindrance = queries.hindrance_of(session, actor, case, claim, today())
    record_read(actor, Action.RECOVERY_READ, case_id=case_id, claim=claim_id)
    form = next(iter(sent.values()), None)
    page = case_page(
        "recovery/claim.html", case, tab=TAB, claim=claim, lines=queries.lines_of(session, claim), plan=plan,
        due=queries.due_now(plan, claim) if claim.state is ClaimState.RUNNING else None, entries=entries,
        taken_off={one.reversal_of for one in entries}, steps=steps, labels=labels,
        step_forms=_step_forms(steps, sent),
        funds={fund.value: name for fund, name in FUNDING_NAMES.items()}, account_id=actor.account_id, say=say,
        hindrance=hindrance, forms=_forms(claim.version, sent), form=form, today=today(),
        plan_is_short=_is_short(plan, claim), open_kinds={one.kind for one in steps if one.state is StepState.OPEN},
    )  # fmt: skip
    return make_response(page, (form.refusal.status if form.refusal else Malformed.status) if form else 200)


def done(case_id: UUID, claim_id: UUID, message: str) -> ResponseReturnValue:
    """Say what was done, and show the claim as it is now."""
    flash(message)
    return redirect(url_for("recovery.show_claim", case_id=case_id, claim_id=claim_id))


def _forms(version: int, sent: dict[str, Form]) -> dict[str, Form]:
    """Every form of the page about the version that is shown, each under a key that was not used yet."""
    fresh = {name: sent.get(name) or form(formdata=None, prefix=f"{name}-") for name, form in FORMS.items()}
    return {name: _fresh(form, version) for name, form in fresh.items()}


def sent_form(name: str) -> Form:
    """One of them as it was sent."""
    return FORMS[name](prefix=f"{name}-")


def step_name(step_id: UUID) -> str:
    """What the form is called in which somebody declines a proposal."""
    return f"decline-{step_id.hex}"


def _step_forms(steps: Iterable[queries.Step], sent: dict[str, Form]) -> dict[UUID, Form]:
    """For each proposal that waits: the form to decline it."""
    names = {one: step_name(one.id) for one in steps if one.state is StepState.OPEN}
    found = {one: sent.get(name) or DecliningForm(formdata=None, prefix=f"{name}-") for one, name in names.items()}
    return {one.id: _fresh(form, one.version) for one, form in found.items()}


def _fresh(form: AnyForm, version: int) -> AnyForm:
    form.request_key.data = str(uuid4())
    if "version" in form:
        form["version"].data = version
    return form


def _is_short(plan: list[queries.Due], claim: queries.Claim) -> bool:
    """True when a payment bounced after the plan was made: the plan no longer brings in what is open."""
    if claim.state is not ClaimState.RUNNING or not plan:
        return False
    return plan[0].before > claim.claimed - claim.sums.open
