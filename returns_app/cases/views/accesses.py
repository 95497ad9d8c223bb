"""Partners of a case: what they would see, offers to them and their answers, who sees it now, and ending that."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_partners
from returns_app.cases import queries, service
from returns_app.cases.forms import ShareForm
from returns_app.cases.labels import ACCESS_KINDS, HANDOVER_STATES, MEMBER_ROLES
from returns_app.cases.labels.partners import PARTNER_REASONS
from returns_app.cases.page import case_frame
from returns_app.cases.rules import ENDED
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.safeguards.queries import receipts
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor

TAB = "cases.show_partners"


@pages.get("/cases/<uuid:case_id>/partners", allow=Permission.CASE_LOG_READ)
def show_partners(case_id: UUID) -> ResponseReturnValue:
    """Who sees the case, and whom it can be offered to."""
    return _page(ShareForm(formdata=None, data={"with_contacts": True}), case_id)


@pages.post("/cases/<uuid:case_id>/partners", allow=Permission.CASE_SHARE)
def share_case(case_id: UUID) -> ResponseReturnValue:
    """Offer the case to a partner of the country of return."""
    form = ShareForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.offer_to_partner(work, case_id, form.entry())
            flash(_("The case is offered. The partner sees nobody's name until it accepts."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    return _page(form, case_id)


@pages.post("/cases/<uuid:case_id>/partners/offers/<uuid:partner_offer_id>/take-back", allow=Permission.CASE_SHARE)
def take_partner_offer_back(case_id: UUID, partner_offer_id: UUID) -> ResponseReturnValue:
    """Take an open offer back."""
    form = Form()
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            service.take_partner_offer_back(work, case_id, partner_offer_id)
        flash(_("The offer is taken back."), "good")
        return redirect(url_for(TAB, case_id=case_id))
    return _page(form, case_id)


@pages.post("/cases/<uuid:case_id>/partners/<uuid:access_id>/end", allow=Permission.CASE_SHARE)
def end_access(case_id: UUID, access_id: UUID) -> ResponseReturnValue:
    """End a partner's access."""
    with unit_of_work(current_actor()) as work:
        service.end_access(work, case_id, access_id)
    flash(_("The partner no longer sees this case."), "good")
    return redirect(url_for(TAB, case_id=case_id))


def _page(form: Form, case_id: UUID) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = queries.get_own_case(session, actor, case_id)
    partners = list_partners(session, case.return_country)
    judged = receipts(session, case.organisation_id, partners, today())
    ready = [one for one in partners if judged[one.id].is_allowed]
    share = form if isinstance(form, ShareForm) else ShareForm(formdata=None, data={"with_contacts": True})
    share.organisation_id.choices = [(str(one.id), one.name) for one in ready]
    record_read(actor, Action.CASE_READ, case_id=case_id, part="partners")
    return form.page(
        "cases/partners.html", **case_frame(case, actor, TAB), accesses=queries.list_access(session, case_id),
        kinds=ACCESS_KINDS, blocked=[one for one in partners if one not in ready], share=share, roles=MEMBER_ROLES,
        offers=queries.list_sent_offers(session, case_id), states=HANDOVER_STATES, reasons=PARTNER_REASONS,
        may_share=actor.may(Permission.CASE_SHARE), is_over=case.stage in ENDED,
    )  # fmt: skip
