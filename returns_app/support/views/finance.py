"""For finance and funders: costs per fund and period, evidence packs, samples, and what returnees say they received."""

from datetime import date
from uuid import UUID

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import ConfirmationForm, CostFilter, SampleFilter
from returns_app.support.presenting import evidence_pack as pack_evidence
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor
from returns_app.web.sheets import write_csv

COSTS = (
    "fund",
    "programme",
    "cases",
    "deliveries",
    "delivered EUR",
    "unproven EUR",
    "questioned EUR",
    "claimable EUR",
    "line",
)


@pages.get("/support/costs", allow=Permission.SUPPORT_REVIEW)
def show_costs() -> ResponseReturnValue:
    """What support cost, and what of it can be claimed."""
    form = CostFilter()
    form.validate()
    first, last = _period(form)
    lines = queries.cost_report(db.session(), current_actor(), first, last)
    record_read(current_actor(), Action.COSTS_READ, first=first.isoformat(), last=last.isoformat())
    page = ConfirmationForm(formdata=None)
    return page.page("support/costs.html", filters=form, lines=lines, first=first, last=last, labels=labels)


@pages.get("/support/costs.csv", allow=Permission.SUPPORT_REVIEW)
def export_costs() -> ResponseReturnValue:
    """The same for a claim."""
    form = CostFilter()
    form.validate()
    first, last = _period(form)
    lines = queries.cost_report(db.session(), current_actor(), first, last)
    record_read(current_actor(), Action.COSTS_READ, first=first.isoformat(), last=last.isoformat(), part="csv")
    rows = [
        [one.funding_source.value, one.programme, one.cases, one.deliveries, str(one.delivered), str(one.unproven),
         str(one.questioned), str(one.claimable), "recovery" if one.is_recovery else "cost"]
        for one in lines
    ]  # fmt: skip
    return _sent(write_csv(COSTS, rows), "text/csv", f"costs-{first}-{last}.csv")


@pages.get("/cases/<uuid:case_id>/support/evidence.zip", allow=Permission.SUPPORT_REVIEW)
def evidence_pack(case_id: UUID) -> ResponseReturnValue:
    """Everything that shows what one case received, with an index and hashes."""
    case = get_own_case(db.session(), current_actor(), case_id)
    content, reference = pack_evidence(db.session(), case_id, case.reference), case.reference
    record_read(current_actor(), Action.EVIDENCE_PACKED, case_id=case_id, size=len(content))
    return _sent(content, "application/zip", f"{reference}.zip")


@pages.get("/support/samples", allow=Permission.SUPPORT_REVIEW)
def draw_sample() -> ResponseReturnValue:
    """The same deliveries for the same seed, to look at or to ask the returnee about."""
    form = SampleFilter()
    is_good = form.validate()
    seed, size = form.seed.data or f"{today():%Y-%m}", form.size.data or 30
    drawn = queries.draw_sample(db.session(), current_actor(), seed, size) if is_good else []
    record_read(current_actor(), Action.SAMPLE_DRAWN, seed=seed[:40], size=size)
    return ConfirmationForm(formdata=None).page("support/sample.html", filters=form, drawn=drawn, seed=seed)


@pages.form("/support/deliveries/<uuid:delivery_id>/confirmation", allow=Permission.SUPPORT_REVIEW)
def confirm_delivery(delivery_id: UUID) -> ResponseReturnValue:
    """What the returnee says about a delivery."""
    queries.get_delivery(db.session(), current_actor(), delivery_id)
    form = ConfirmationForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.confirm_delivery(work, delivery_id, is_received=form.answer.data == "yes")
            flash(_("The returnee's answer is kept."))
            return redirect(url_for("support.draw_sample"))
    case, booked = queries.get_delivery(db.session(), current_actor(), delivery_id)
    record_read(current_actor(), Action.PLAN_READ, case_id=case.id, delivery=delivery_id)
    return form.page("support/confirm_delivery.html", case=case, booked=booked)


def _period(form: CostFilter) -> tuple[date, date]:
    """This year until today where nothing was chosen."""
    return form.first.data or today().replace(month=1, day=1), form.last.data or today()


def _sent(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
