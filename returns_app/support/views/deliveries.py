"""Deliveries: recording, proving, taking back."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import given_lines
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, today, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import DeliveryForm, ReceiptForm, ReversalForm
from returns_app.support.rules import OrderStatus
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.form("/support/lines/<uuid:line_id>/deliveries/new", allow=Permission.SUPPORT_DELIVER)
def log_delivery(line_id: UUID) -> ResponseReturnValue:
    """Something was handed over."""
    actor = current_actor()
    case, line = queries.get_line(db.session(), actor, line_id)
    case_id, form = case.id, delivery_form(case, line)
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            booked = service.log_delivery(work, form.entry(line_id))
            flash(*labels.booked_words(booked, is_new=booked.logged_at == work.now, today=work.today))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, line = queries.get_line(db.session(), actor, line_id)
    is_given = case_id in given_lines(db.session(), actor)  # sums of the whole case are not that partner's to read
    money = None if is_given else queries.money_of(db.session(), case_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, line=line_id)
    return form.page("support/log_delivery.html", case=case, line=line, money=money, labels=labels, **_queue())


@pages.form("/support/deliveries/<uuid:delivery_id>/receipt", allow=Permission.SUPPORT_DELIVER)
def prove_delivery(delivery_id: UUID) -> ResponseReturnValue:
    """A receipt came later."""
    actor = current_actor()
    case, _booked = queries.get_delivery(db.session(), actor, delivery_id)
    case_id = case.id
    form = ReceiptForm(most_mib=settings().max_upload_mib)
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            service.prove_delivery(work, delivery_id, form.proof())
            flash(_("Receipt added. The delivery is settled."))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, booked = queries.get_delivery(db.session(), actor, delivery_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, delivery=delivery_id)
    return form.page("support/prove_delivery.html", case=case, booked=booked, labels=labels)


@pages.form("/support/deliveries/<uuid:delivery_id>/reversal", allow=Permission.SUPPORT_DELIVER)
def reverse_delivery(delivery_id: UUID) -> ResponseReturnValue:
    """A delivery is taken back."""
    actor = current_actor()
    case_id = queries.get_delivery(db.session(), actor, delivery_id)[0].id
    form = ReversalForm()
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            service.reverse_delivery(work, delivery_id, form.reason.data)
            flash(_("Taken back. Both entries stay readable, and the sum is free again."))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, booked = queries.get_delivery(db.session(), actor, delivery_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, delivery=delivery_id)
    return form.page("support/reverse_delivery.html", case=case, booked=booked, labels=labels)


def delivery_form(case: queries.Case, line: queries.Line) -> DeliveryForm:
    """The form of a delivery for one line."""
    session = db.session()
    orders = [one for one in queries.list_orders(session, case.id) if one.line_id == line.id]
    opened = [one for one in orders if one.status is OrderStatus.OPEN]
    currencies = labels.currency_choices(case.return_country, queries.list_currencies(session))
    told = {"delivered_on": today(), "supplier": line.supplier}
    return DeliveryForm(currencies, labels.order_choices(opened), most_mib=settings().max_upload_mib, data=told)


def _queue() -> dict[str, bool]:
    """Whether this house lets a phone keep deliveries until it has a connection again."""
    return {"may_queue": settings().offline_queue}
