"""Pages of standstills and hand-overs."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_colleagues
from returns_app.cases import queries, service
from returns_app.cases.forms import DeclineForm, OfferForm, PauseForm
from returns_app.cases.labels import DECLINE_REASONS, HANDOVER_STATES, PAUSE_KINDS, PAUSE_REASONS, STAGE_NAMES
from returns_app.cases.page import case_frame, case_url
from returns_app.cases.rules import ENDED, PauseKind
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor

TAB = "desk.show_case"


@pages.form("/cases/<uuid:case_id>/standstill", allow=Permission.CASE_PAUSE)
def show_pauses(case_id: UUID) -> ResponseReturnValue:
    """Put a case on hold; and every standstill there was."""
    return _pause(case_id, PauseKind.HOLD)


@pages.form("/cases/<uuid:case_id>/suspension", allow=Permission.CASE_SUSPEND)
def suspend_case(case_id: UUID) -> ResponseReturnValue:
    """Suspend a case: nothing is planned or delivered until another approver lifts it."""
    return _pause(case_id, PauseKind.SUSPENSION)


def _pause(case_id: UUID, kind: PauseKind) -> ResponseReturnValue:
    form = PauseForm()
    form.kind.choices = [(kind, PAUSE_KINDS[kind])]
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.pause_case(work, case_id, form.entry())
            flash(_("The case stands still, and with it every term that may."), "good")
            return redirect(case_url(case_id))
    return _page("cases/standstill.html", form, case_id)


@pages.post("/cases/<uuid:case_id>/standstill/end", allow=Permission.CASE_PAUSE)
def resume_case(case_id: UUID) -> ResponseReturnValue:
    """Let a case go on."""
    form = Form()
    with form.refusals(), unit_of_work(current_actor()) as work:
        service.resume_case(work, case_id)
        flash(_("The case goes on."), "good")
        return redirect(case_url(case_id))
    return _page("cases/standstill.html", PauseForm(formdata=None), case_id, problems=form.problems())


@pages.form("/cases/<uuid:case_id>/hand-over", allow=Permission.CASE_WRITE)
def offer_case(case_id: UUID) -> ResponseReturnValue:
    """Offer a case to a colleague, or take the offer back."""
    form = OfferForm()
    colleagues = list_colleagues(db.session(), current_actor(), Role.COUNSELLOR)
    form.to_id.choices = [(str(one.id), one.name) for one in colleagues if one.id != current_actor().account_id]
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.offer_case(work, case_id, form.to_id.data, form.note.data)
            flash(_("The case is offered. Nothing changes until your colleague accepts."), "good")
            return redirect(url_for("cases.offer_case", case_id=case_id))
    return _page("cases/hand_over.html", form, case_id)


@pages.post("/cases/<uuid:case_id>/hand-over/take-back", allow=Permission.CASE_WRITE)
def take_back(case_id: UUID) -> ResponseReturnValue:
    """Take an open offer back."""
    with unit_of_work(current_actor()) as work:
        service.take_back(work, case_id)
    flash(_("The offer is taken back."), "good")
    return redirect(url_for("cases.offer_case", case_id=case_id))


@pages.get("/hand-overs", allow=Permission.HANDOVER_READ)
def list_offers() -> ResponseReturnValue:
    """Cases that are offered to the actor: a summary only."""
    return _offers(DeclineForm(formdata=None))


@pages.post("/hand-overs/<uuid:offer_id>/acceptance", allow=Permission.CASE_WRITE)
def accept_offer(offer_id: UUID) -> ResponseReturnValue:
    """Take a case over."""
    form = Form()
    with form.refusals(), unit_of_work(current_actor()) as work:
        case_id = service.accept_offer(work, offer_id).id
        flash(_("The case is yours now."), "good")
        return redirect(case_url(case_id))
    return _offers(form)


@pages.post("/hand-overs/<uuid:offer_id>/refusal", allow=Permission.CASE_WRITE)
def decline_offer(offer_id: UUID) -> ResponseReturnValue:
    """Say no, with the reason."""
    form = DeclineForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.decline_offer(work, offer_id, form.reason.data)
            flash(_("Your colleague sees that you declined, and why."), "good")
            return redirect(url_for("cases.list_offers"))
    return _offers(form)


def _offers(form: Form) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    offers = queries.list_offers(session, actor, today())
    record_read(actor, Action.HANDOVER_READ, shown=len(offers))
    decline = form if isinstance(form, DeclineForm) else DeclineForm(formdata=None)
    return form.page("cases/offers.html", offers=offers, decline=decline, stages=STAGE_NAMES, day=today())


def _page(template: str, form: Form, case_id: UUID, **more: object) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = queries.get_own_case(session, actor, case_id)
    record_read(actor, Action.CASE_READ, case_id=case_id, part="process")
    return form.page(
        template, **case_frame(case, actor, TAB), pauses=queries.list_pauses(session, case_id),
        offer=queries.latest_offer(session, case_id), kinds=PAUSE_KINDS, reasons=PAUSE_REASONS,
        states=HANDOVER_STATES, declined=DECLINE_REASONS, is_over=case.stage in ENDED, **more,
    )  # fmt: skip
