"""What happened in a case, and who looked at it."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from returns_app.audit.queries import list_case_reads
from returns_app.cases import queries
from returns_app.cases.forms import TimelineForm
from returns_app.cases.history import entries
from returns_app.cases.labels import ACTION_WORDS
from returns_app.cases.page import case_page, owns, reads_eurodac
from returns_app.cases.rules import SHARED_KINDS
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/timeline", allow=Permission.CASE_READ)
def show_timeline(case_id: UUID) -> ResponseReturnValue:
    """Every entry, or those of one kind; a partner sees what concerns its work."""
    session, actor = db.session(), current_actor()
    case = queries.get_case(session, actor, case_id)
    form = TimelineForm()
    kinds = {form.kind.data} if form.kind.data else set()
    if not owns(actor, case):
        kinds = (kinds or set(SHARED_KINDS)) & SHARED_KINDS
    events = queries.list_events(session, case_id, kinds=kinds) if kinds or owns(actor, case) else []
    record_read(actor, Action.CASE_READ, case_id=case_id, part="timeline", shown=len(events))
    partners = {str(row.organisation_id): row.organisation_name for row in queries.list_access(session, case_id)}
    shown = entries(events, partners, is_own=owns(actor, case), eurodac=reads_eurodac(actor, case))
    return case_page("cases/timeline.html", case, form=form, entries=shown)


@pages.get("/cases/<uuid:case_id>/access-log", allow=Permission.CASE_LOG_READ)
def show_access_log(case_id: UUID) -> ResponseReturnValue:
    """Who read or changed this case, newest first."""
    session, actor = db.session(), current_actor()
    case = queries.get_own_case(session, actor, case_id)
    events = list_case_reads(session, case_id)
    names = queries.actor_names(session, {event.actor for event in events})
    record_read(actor, Action.CASE_READ, case_id=case_id, part="access_log")
    return case_page("cases/access_log.html", case, events=events, names=names, words=ACTION_WORDS)
