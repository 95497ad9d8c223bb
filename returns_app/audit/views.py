"""Pages of the audit log, its verification and the access matrix."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from returns_app.audit import queries
from returns_app.audit.exporting import export_lines
from returns_app.audit.forms import LogFilterForm
from returns_app.audit.verifying import verify
from returns_app.core.actions import Action
from returns_app.core.permissions import GRANTS, Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.forms import Form, address_with
from returns_app.web.routing import Pages, current_actor

pages = Pages("audit", __name__, template_folder="templates")


@pages.get("/audit-log", allow=Permission.AUDIT_READ)
def list_events() -> ResponseReturnValue:
    """Entries by case, account, action and days, in any combination."""
    form = LogFilterForm()
    session, actor = db.session(), current_actor()
    colleagues = queries.list_colleagues(session, actor)
    form.offer(colleagues)
    is_sound = form.validate()
    wanted = form.wanted(request.args.get("before", type=int))
    found = queries.list_events(session, actor, wanted, settings().time_zone) if is_sound else []
    case_id = queries.find_case(session, wanted.case) if wanted.case else None
    record_read(actor, Action.LOG_READ, case_id=case_id, shown=len(found))
    shown = found[: queries.PAGE]
    older = address_with(before=str(shown[-1].id)) if len(found) > queries.PAGE else None
    return render_template(
        "audit/list.html", form=form, events=shown, has_more=older is not None, older=older, only=_only,
        names=colleagues,
    )  # fmt: skip


@pages.form("/audit-log/verification", allow=Permission.AUDIT_VERIFY)
def verify_log() -> ResponseReturnValue:
    """Verify the chain now."""
    form = Form()
    verdict = None
    if form.validate_on_submit():
        with db.engine.connect() as connection:
            verdict = verify(connection)
        record_read(current_actor(), Action.LOG_VERIFIED, whole=verdict.is_whole, entries=verdict.entries)
    return form.page("audit/verify.html", verdict=verdict)


@pages.get("/audit-log/export", allow=Permission.AUDIT_VERIFY)
def export_log() -> ResponseReturnValue:
    """The sealed log for `tools/verify_log.py`: entries one may read in full, of all others a digest."""
    readable = queries.readable_ids(db.session(), current_actor())
    with db.engine.connect() as connection:
        lines = "\n".join(export_lines(connection, readable))
    record_read(current_actor(), Action.LOG_READ, exported=len(readable))
    answer = make_response(lines)
    answer.headers["Content-Type"] = "application/x-ndjson; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="audit-log.jsonl"'
    return answer


@pages.get("/access-matrix", allow=Permission.MATRIX_READ)
def show_matrix() -> ResponseReturnValue:
    """Who may do what."""
    return render_template(
        "audit/matrix.html", roles=list(Role), permissions=list(Permission), grants=GRANTS, role_names=ROLE_NAMES
    )


def _only(**more: str) -> str:
    """This list, narrowed further, from its newest entry on."""
    return address_with(before=None, **more)
