"""Findings about evidence, and finance's answers."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import FindingForm
from returns_app.support.rules import FindingStatus
from returns_app.support.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/support/findings", allow=Permission.SUPPORT_REVIEW)
def list_findings() -> ResponseReturnValue:
    """What looks as if it was used twice."""
    findings = queries.list_findings(db.session(), current_actor())
    record_read(current_actor(), Action.PLAN_READ, part="findings", findings=len(findings))
    return FindingForm(formdata=None).page("support/findings.html", findings=findings, labels=labels)


@pages.form("/support/findings/<uuid:evidence_finding_id>", allow=Permission.SUPPORT_REVIEW)
def answer_finding(evidence_finding_id: UUID) -> ResponseReturnValue:
    """Finance looked at it."""
    finding = queries.get_finding(db.session(), current_actor(), evidence_finding_id)
    form = FindingForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.answer_finding(work, evidence_finding_id, FindingStatus(form.answer.data), form.note.data)
            flash(_("Your answer is kept with the finding."))
            return redirect(url_for("support.list_findings"))
    finding = queries.get_finding(db.session(), current_actor(), evidence_finding_id)
    record_read(current_actor(), Action.PLAN_READ, case_id=finding.case_id, finding=evidence_finding_id)
    question = queries.find_question(db.session(), finding.subject_id)
    return form.page("support/finding.html", finding=finding, question=question, labels=labels)
