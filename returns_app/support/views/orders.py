"""Orders and vouchers of a plan line."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import OrderForm
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.form("/support/lines/<uuid:line_id>/orders/new", allow=Permission.SUPPORT_DELIVER)
def place_order(line_id: UUID) -> ResponseReturnValue:
    """Something was ordered, or a voucher issued."""
    actor = current_actor()
    case, line = queries.get_line(db.session(), actor, line_id)
    case_id, currencies = case.id, labels.currency_choices(case.return_country, queries.list_currencies(db.session()))
    form = OrderForm(currencies, data={"ordered_on": today(), "supplier": line.supplier})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.place_order(work, form.entry(line_id))
            flash(_("Order recorded. Choose it when you record the delivery."))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, line = queries.get_line(db.session(), actor, line_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, line=line_id)
    return form.page("support/place_order.html", case=case, line=line, labels=labels)


@pages.post("/support/orders/<uuid:order_id>/cancel", allow=Permission.SUPPORT_DELIVER)
def cancel_order(order_id: UUID) -> ResponseReturnValue:
    """It will not come."""
    with unit_of_work(current_actor()) as work:
        case_id = service.cancel_order(work, order_id).case_id
    flash(_("Order cancelled."))
    return redirect(url_for("support.show_plan", case_id=case_id))
