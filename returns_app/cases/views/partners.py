"""Cases that are offered to a partner: a summary without names, accepted or declined."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases import queries, service
from returns_app.cases.forms import RefusedForm
from returns_app.cases.page import case_url
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.web.forms import Form
from returns_app.web.i18n import language_name
from returns_app.web.routing import current_actor


@pages.get("/partner-offers", allow=Permission.OFFER_ANSWER)
def list_partner_offers() -> ResponseReturnValue:
    """Cases that wait for the partner's answer."""
    return _offers(RefusedForm(formdata=None))


@pages.post("/partner-offers/<uuid:partner_offer_id>/acceptance", allow=Permission.OFFER_ANSWER)
def accept_partner_offer(partner_offer_id: UUID) -> ResponseReturnValue:
    """Take a case."""
    form = Form()
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            case_id = service.accept_partner_offer(work, partner_offer_id)
        flash(_("The case is shared with you now."), "good")
        is_whole = case_id not in queries.given_lines(db.session(), current_actor())
        return redirect(case_url(case_id) if is_whole else url_for("support.show_plan", case_id=case_id))
    return _offers(form)


@pages.post("/partner-offers/<uuid:partner_offer_id>/refusal", allow=Permission.OFFER_ANSWER)
def decline_partner_offer(partner_offer_id: UUID) -> ResponseReturnValue:
    """Say no, with the reason."""
    queries.get_received_offer(db.session(), current_actor(), partner_offer_id)
    form = RefusedForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.decline_partner_offer(work, partner_offer_id, form.said())
            flash(_("The counsellor sees that you declined, and why."), "good")
            return redirect(url_for("cases.list_partner_offers"))
    return _offers(form, partner_offer_id)


def _offers(form: Form, declined: UUID | None = None) -> ResponseReturnValue:
    actor = current_actor()
    offers = queries.list_received_offers(db.session(), actor)
    record_read(actor, Action.PARTNER_OFFERS_READ, shown=len(offers))
    refusal = form if isinstance(form, RefusedForm) else RefusedForm(formdata=None)
    return form.page(
        "cases/partner_offers.html", offers=offers, refusal=refusal, day=today(), declined=declined,
        spoken={one.language: language_name(one.language) for one in offers},
    )  # fmt: skip
