"""The list of cases as a file, and many cases to another counsellor: both for the filter in the address."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.accounts.queries import list_colleagues
from returns_app.cases import queries, service
from returns_app.cases.forms import CaseFilterForm
from returns_app.cases.forms.many import CaseExportForm, ReassignForm
from returns_app.cases.labels import STAGE_NAMES
from returns_app.cases.page import listed_name
from returns_app.cases.queries import CaseFilter, ListedCase
from returns_app.cases.service import MOST_AT_ONCE
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.clock import local_day
from returns_app.core.permissions import Actor, Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, unit_of_work
from returns_app.exports.presenting import send_list
from returns_app.people.rules import Protection
from returns_app.web.routing import current_actor
from returns_app.web.sheets import Value


@pages.form("/cases/export", allow=Permission.CASE_EXPORT)
def export_cases() -> ResponseReturnValue:
    """The filtered list as a file, with a reason."""
    form = CaseExportForm()
    if form.validate_on_submit():
        with form.refusals():
            return send_list(
                form.asked("cases", request.args.to_dict()), _head(), list(_rows(current_actor(), _wanted()).items())
            )
    return form.page("cases/export.html", chips=_filters().chips())


@pages.form("/cases/reassignment", allow=Permission.CASE_REASSIGN)
def reassign_cases() -> ResponseReturnValue:
    """Tick cases of the filter and hand them to a colleague."""
    session, actor = db.session(), current_actor()
    found = queries.list_many(session, actor, _wanted(), most=MOST_AT_ONCE)
    form = ReassignForm()
    form.case_ids.choices = [(str(case.id), _said(case, actor)) for case in found]
    form.counsellor_id.choices = [(str(one.id), one.name) for one in list_colleagues(session, actor, Role.COUNSELLOR)]
    form.process(request.form if request.method == "POST" else None)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            number = service.reassign_cases(work, form.said())
            flash(ngettext("%(num)s case changed hands.", "%(num)s cases changed hands.", number))
            return redirect(f"{url_for('cases.list_cases')}?{request.query_string.decode()}")
    record_read(actor, Action.CASES_LISTED, shown=len(found), part="reassignment")
    return form.page("cases/reassign.html", found=found, chips=_filters().chips(), most=MOST_AT_ONCE)


def _filters() -> CaseFilterForm:
    form = CaseFilterForm()
    colleagues = list_colleagues(db.session(), current_actor(), Role.COUNSELLOR)
    form.counsellor.choices = [(str(one.id), one.name) for one in colleagues]
    return form


def _wanted() -> CaseFilter:
    return _filters().wanted(current_actor().account_id, page=1)


def _said(case: ListedCase, actor: Actor) -> str:
    return f"{case.reference} · {listed_name(case, actor)} · {STAGE_NAMES[case.stage]} · {case.counsellor}"


def _head() -> list[str]:
    return [
        _("Reference"), _("Person"), _("Member state"), _("Country of return"), _("Stage"), _("Counsellor"), _("People"),
        _("Opened"), _("Changed"),
    ]  # fmt: skip


def _rows(actor: Actor, wanted: CaseFilter) -> dict[UUID, list[Value]]:
    return {case.id: _row(case) for case in queries.list_many(db.session(), actor, wanted, most=queries.MOST_EXPORTED)}


def _row(case: ListedCase) -> list[Value]:
    """In a file nobody can be asked who reads it: a protected person has neither name nor country there."""
    is_hidden = case.is_protected or case.protection is not Protection.NO
    changed = local_day(case.changed_at, settings().time_zone)
    return [
        case.reference, _("Protected person") if is_hidden else case.name, case.member_state,
        "" if is_hidden else case.return_country, str(STAGE_NAMES[case.stage]), case.counsellor, case.members_count,
        case.opened_on.isoformat(), changed.isoformat(),
    ]  # fmt: skip
