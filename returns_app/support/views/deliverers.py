"""A second partner for some lines of a plan: offered by the counsellor, seen by that partner, and nothing else."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_partners
from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.safeguards.queries import receipts
from returns_app.support import labels, queries, service
from returns_app.support.forms import DelivererForm
from returns_app.support.rules import LineStatus
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.form("/cases/<uuid:case_id>/support/deliverers", allow=Permission.CASE_SHARE)
def offer_lines(case_id: UUID) -> ResponseReturnValue:
    """Offer some lines to another partner."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    lines = [one for one in queries.list_lines(session, case_id) if one.status is not LineStatus.DROPPED]
    partners = list_partners(session, case.return_country)
    judged = receipts(session, case.organisation_id, partners, today())
    ready = [(str(one.id), one.name) for one in partners if judged[one.id].is_allowed]
    form = DelivererForm(ready, [(str(one.id), one.item) for one in lines], data={"with_contacts": True})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(actor) as work:
                service.offer_lines(work, case_id, form.entry())
            flash(_("The lines are offered. The partner sees them when it accepts, and no other line."), "good")
            return redirect(url_for("cases.show_partners", case_id=case_id))
    case = get_own_case(db.session(), actor, case_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, part="deliverers")
    return form.page("support/offer_lines.html", **case_frame(case, actor, "support.show_plan"), lines=lines)


@pages.get("/deliveries/lines", allow=Permission.SUPPORT_DELIVER)
def list_own_lines() -> ResponseReturnValue:
    """Lines that other partners' cases gave to the actor's organisation."""
    rows = queries.list_given_lines(db.session(), current_actor())
    record_read(current_actor(), Action.PLAN_READ, part="given_lines", shown=len(rows))
    return DelivererForm([], [], formdata=None).page("support/given_lines.html", rows=rows, labels=labels)
