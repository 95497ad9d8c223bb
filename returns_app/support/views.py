"""Pages of the support plan, deliveries, receipts, evidence files and exchange rates."""

from io import BytesIO
from uuid import UUID

from flask import flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page, owns
from returns_app.cases.queries import get_case
from returns_app.cases.rules import WITH_SUPPORT
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, today, unit_of_work
from returns_app.people.display import display_name
from returns_app.support import labels, queries, service
from returns_app.support.forms import DeliveryForm, PlanLineForm, RateForm, ReceiptForm
from returns_app.support.rules import WITH_PLAN
from returns_app.web.routing import Pages, current_actor

pages = Pages("support", __name__, template_folder="templates")
SANDBOX = "default-src 'none'; sandbox"


@pages.get("/cases/<uuid:case_id>/support", allow=Permission.SUPPORT_READ)
def show_plan(case_id: UUID) -> ResponseReturnValue:
    """Envelope, plan lines and deliveries of a case."""
    session = db.session()
    case = get_case(session, current_actor(), case_id)
    lines, deliveries = queries.list_lines(session, case_id), queries.list_deliveries(session, case_id)
    money = queries.money_of(session, case_id)
    record_read(current_actor(), Action.PLAN_READ, case_id=case_id, lines=len(lines), deliveries=len(deliveries))
    return case_page(
        "support/plan.html", case, money=money, lines=lines, deliveries=deliveries, labels=labels,
        names=_names(case),
        can_plan=case.stage in WITH_PLAN, can_deliver=case.stage in WITH_SUPPORT,
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/support/lines/new", allow=Permission.SUPPORT_PLAN)
def add_line(case_id: UUID) -> ResponseReturnValue:
    """One more plan line."""
    case = get_case(db.session(), current_actor(), case_id)
    form = PlanLineForm([(str(person_id), name) for person_id, name in _names(case).items()])
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            line = service.add_plan_line(work, form.entry(case_id))
            flash(labels.planned_words(is_new=line.planned_at == work.now))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case = get_case(db.session(), current_actor(), case_id)
    return form.page("support/add_line.html", case=case, money=queries.money_of(db.session(), case_id), labels=labels)


@pages.form("/support/lines/<uuid:line_id>/deliveries/new", allow=Permission.SUPPORT_DELIVER)
def log_delivery(line_id: UUID) -> ResponseReturnValue:
    """Something was handed over."""
    actor = current_actor()
    case, line = queries.get_line(db.session(), actor, line_id)
    case_id, currencies = case.id, labels.currency_choices(case.return_country, queries.list_currencies(db.session()))
    form = DeliveryForm(currencies, most_mib=settings().max_upload_mib, data={"delivered_on": today()})
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            booked = service.log_delivery(work, form.entry(line_id))
            flash(*labels.booked_words(booked, is_new=booked.logged_at == work.now, today=work.today))
            return redirect(url_for("support.show_plan", case_id=case_id))
    case, line = queries.get_line(db.session(), actor, line_id)
    money = queries.money_of(db.session(), case_id)
    record_read(actor, Action.PLAN_READ, case_id=case_id, line=line_id)
    return form.page("support/log_delivery.html", case=case, line=line, money=money, labels=labels)


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


@pages.get("/support/files/<uuid:file_id>", allow=Permission.SUPPORT_READ)
def download_file(file_id: UUID) -> ResponseReturnValue:
    """An evidence file, never shown inside a page of this house."""
    file = queries.get_file(db.session(), current_actor(), file_id)
    content = queries.read_content(db.session(), file)
    record_read(current_actor(), Action.FILE_READ, case_id=file.case_id, file=file.id, size=file.size)
    response = send_file(BytesIO(content), mimetype=file.media_type, as_attachment=True, download_name=file.name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Malware-Scan"] = "done" if file.is_scanned else "none"
    return response


@pages.form("/exchange-rates", allow=Permission.RATE_SET)
def list_rates() -> ResponseReturnValue:
    """Exchange rates, and one more."""
    form = RateForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_rate(work, form.entry())
            flash(_("Rate recorded. What was booked before stays as it was booked."))
            return redirect(url_for("support.list_rates"))
    return form.page("support/rates.html", rates=queries.list_rates(db.session()), labels=labels)


def _names(case: queries.Case) -> dict[UUID, str]:
    """Members by id; somebody protected has no name for another organisation."""
    hidden = set() if owns(current_actor(), case) else {m.person_id for m in case.members if m.person.is_protected}
    shown = {member.person_id: display_name(member.person) for member in case.members}
    return shown | dict.fromkeys(hidden, _("Protected person"))
