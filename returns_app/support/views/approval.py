"""Sending a plan for approval, signing it, taking it back."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import SignatureForm
from returns_app.support.rules import PlanStatus
from returns_app.support.views.blueprint import pages
from returns_app.support.views.plan import names_of
from returns_app.web.routing import current_actor

TAB = "support.show_plan"


@pages.post("/cases/<uuid:case_id>/support/plan", allow=Permission.SUPPORT_PLAN)
def send_plan(case_id: UUID) -> ResponseReturnValue:
    """What is pending goes to those who sign."""
    get_case(db.session(), current_actor(), case_id)
    with unit_of_work(current_actor()) as work:
        service.submit_plan(work, case_id)
    flash(_("The plan waits for approval."))
    return redirect(url_for(TAB, case_id=case_id))


@pages.post("/support/plans/<uuid:plan_id>/take-back", allow=Permission.SUPPORT_PLAN)
def take_plan_back(plan_id: UUID) -> ResponseReturnValue:
    """The plan can be changed again."""
    with unit_of_work(current_actor()) as work:
        case_id = service.take_plan_back(work, plan_id).case_id
    flash(_("Taken back. You can change the plan now."))
    return redirect(url_for(TAB, case_id=case_id))


@pages.form("/support/plans/<uuid:plan_id>/signature", allow=Permission.SUPPORT_APPROVE)
def sign_plan(plan_id: UUID) -> ResponseReturnValue:
    """Read a plan and sign it, or send it back."""
    session, actor = db.session(), current_actor()
    case_id = queries.get_plan(session, actor, plan_id)[0].id
    form = SignatureForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            plan = service.sign_plan(work, plan_id, form.verdict())
            flash(_signed_words(plan.status))
            return redirect(url_for(TAB, case_id=case_id))
    case, plan = queries.get_plan(session, actor, plan_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, plan=plan_id)
    return form.page(
        "support/sign_plan.html", **case_frame(case, actor, TAB), plan=plan, lines=queries.list_lines(session, case_id),
        money=queries.money_of(session, case_id), labels=labels, names=names_of(case),
        signed=queries.list_signed(session, case_id), steps=queries.signers_of(case, plan.amount, plan.submitted_at.date()),
    )  # fmt: skip


def _signed_words(status: PlanStatus) -> str:
    if status is PlanStatus.REJECTED:
        return _("Sent back with your reason. The partner can mend the plan and send it again.")
    return _("The plan is approved.") if status is PlanStatus.APPROVED else _("Signed. One more person has to sign.")
