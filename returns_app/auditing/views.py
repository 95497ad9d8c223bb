"""Pages of the auditor's desk: samples, findings, contradictions, alarms."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.auditing import labels, queries, service
from returns_app.auditing.forms import CostForm, DrawForm, FindingAnswerForm, FindingForm
from returns_app.auditing.rules import Population, draw, find_alarms
from returns_app.cases.labels import STAGE_NAMES, STAGE_TONES
from returns_app.checks.labels import STATUS_NAMES
from returns_app.checks.panel import state_in_words
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, today, unit_of_work
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.forms import Form
from returns_app.web.routing import Pages, current_actor

pages = Pages("auditing", __name__, template_folder="templates")


@pages.get("/audit-desk", allow=Permission.AUDITING_READ)
def show_desk() -> ResponseReturnValue:
    """Draw a sample; the same seed draws the same one."""
    form, session, actor = DrawForm(), db.session(), current_actor()
    wanted = form.wanted()
    population = queries.list_population(session, actor, wanted.population) if wanted else []
    drawn = draw(population, wanted) if wanted else []
    if wanted:
        said: dict[str, Any] = {"population": wanted.population, "method": wanted.method, "seed": wanted.seed}
        record_read(actor, Action.AUDIT_SAMPLE_DRAWN, drawn=len(drawn), among=len(population), **said)
    return render_template(
        "auditing/desk.html", form=form, drawn=drawn, wanted=wanted, among=len(population), labels=labels
    )


@pages.form("/audit-desk/items/<uuid:item_id>", allow=Permission.AUDITING_WRITE)
def record_finding(item_id: UUID) -> ResponseReturnValue:
    """Write down what was found about one drawn item."""
    kind, item = queries.find_item(db.session(), current_actor(), item_id)
    form = FindingForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            finding = service.record_finding(work, form.entry(kind, item_id, item.case_id))
            flash(_("The finding %(reference)s is recorded.", reference=finding.reference))
            return redirect(url_for("auditing.list_findings"))
    cost = queries.find_cost(db.session(), item_id) if kind == Population.DELIVERIES else None
    costing = CostForm(formdata=None)
    return form.page(
        "auditing/finding.html", item=item, kind=kind, labels=labels, cost=cost, costing=costing, finding=form
    )


@pages.post("/audit-desk/deliveries/<uuid:delivery_id>/cost", allow=Permission.AUDITING_WRITE)
def mark_ineligible(delivery_id: UUID) -> ResponseReturnValue:
    """This much can't be claimed."""
    item = queries.get_item(db.session(), current_actor(), Population.DELIVERIES, delivery_id)
    form = CostForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.mark_ineligible(work, delivery_id, form.amount.data, form.ground.data)
            flash(_("Marked. The delivery itself stays as it was booked."))
            return redirect(url_for("auditing.record_finding", item_id=delivery_id))
    cost = queries.find_cost(db.session(), delivery_id)
    return form.page(
        "auditing/finding.html", item=item, kind=Population.DELIVERIES, labels=labels, cost=cost, costing=form,
        finding=FindingForm(formdata=None),
    )  # fmt: skip


@pages.get("/findings", allow=Permission.FINDING_READ)
def list_findings() -> ResponseReturnValue:
    """Findings by the day they are due."""
    found = queries.list_findings(db.session(), current_actor())
    record_read(current_actor(), Action.AUDIT_FINDINGS_READ, shown=len(found))
    return render_template(
        "auditing/findings.html", findings=found, labels=labels, day=today(), role_names=ROLE_NAMES,
        answering=FindingAnswerForm(formdata=None), form=Form(), about=request.args.get("answer", type=UUID),
    )  # fmt: skip


@pages.post("/findings/<uuid:finding_id>/answer", allow=Permission.FINDING_ANSWER)
def answer_finding(finding_id: UUID) -> ResponseReturnValue:
    """What was done about it."""
    queries.get_finding(db.session(), current_actor(), finding_id)
    form = FindingAnswerForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.answer_finding(work, finding_id, form.text.data)
            flash(_("The answer is recorded."))
            return redirect(url_for("auditing.list_findings"))
    found = queries.list_findings(db.session(), current_actor())
    return form.page(
        "auditing/findings.html", findings=found, labels=labels, day=today(), role_names=ROLE_NAMES, answering=form,
        about=finding_id,
    )  # fmt: skip


@pages.post("/findings/<uuid:finding_id>/closing", allow=Permission.AUDITING_WRITE)
def close_finding(finding_id: UUID) -> ResponseReturnValue:
    """The answer is good."""
    with unit_of_work(current_actor()) as work:
        service.close_finding(work, finding_id)
    flash(_("Closed."))
    return redirect(url_for("auditing.list_findings"))


@pages.get("/audit-desk/contradictions", allow=Permission.AUDITING_READ)
def list_contradictions() -> ResponseReturnValue:
    """Both states went on: somebody has to explain it."""
    found = queries.list_contradictions(db.session(), current_actor())
    record_read(current_actor(), Action.AUDIT_FINDINGS_READ, contradictions=len(found))
    return render_template(
        "auditing/contradictions.html", found=found, state_in_words=state_in_words, stage_names=STAGE_NAMES,
        stage_tones=STAGE_TONES, status_names=STATUS_NAMES,
    )  # fmt: skip


@pages.get("/audit-desk/alarms", allow=Permission.AUDITING_READ)
def list_alarms() -> ResponseReturnValue:
    """What looks like fishing, in the last thirty days."""
    session, actor = db.session(), current_actor()
    alarms = find_alarms(queries.list_watched(session, actor, clock.utc_now()), settings().checks_per_hour)
    record_read(actor, Action.ALARMS_READ, shown=len(alarms))
    names = queries.account_names(session, {alarm.account for alarm in alarms})
    return render_template("auditing/alarms.html", alarms=alarms, names=names, labels=labels)
