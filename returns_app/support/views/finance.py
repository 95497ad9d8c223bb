"""For finance and funders: costs per fund and period, and evidence packs."""

from datetime import date
from uuid import UUID

from flask import make_response
from flask.typing import ResponseReturnValue

from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.support import labels, queries
from returns_app.support.forms import CostFilter
from returns_app.support.presenting import evidence_pack as pack_evidence
from returns_app.support.views.blueprint import pages
from returns_app.web.forms import Form
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
    return Form(formdata=None).page(
        "support/costs.html", filters=form, lines=lines, first=first, last=last, labels=labels
    )


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


def _period(form: CostFilter) -> tuple[date, date]:
    """This year until today where nothing was chosen."""
    return form.first.data or today().replace(month=1, day=1), form.last.data or today()


def _sent(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
