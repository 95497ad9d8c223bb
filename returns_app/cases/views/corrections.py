"""What was corrected of somebody, and taking a correction back."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases import queries, service
from returns_app.cases.history import correction_of
from returns_app.cases.page import case_page, reads_eurodac
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/people/<uuid:person_id>/corrections", allow=Permission.CASE_READ)
def show_corrections(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Every correction of a member: who, when, what stood there before, and why."""
    session, actor = db.session(), current_actor()
    case = queries.get_own_case(session, actor, case_id)
    person = queries.member_of(case, person_id).person
    eurodac = reads_eurodac(actor, case)
    told = [
        (one, *correction_of(one.event, eurodac=eurodac)) for one in queries.list_corrections(session, case, person_id)
    ]
    record_read(actor, Action.PERSON_READ, case_id=case_id, members=1)
    may_undo = actor.may(Permission.CASE_WRITE)
    return case_page(
        "cases/corrections.html", case, tab="cases.show_people", person=person, corrections=told, may_undo=may_undo
    )


@pages.post("/cases/<uuid:case_id>/corrections/<uuid:event_id>/undoing", allow=Permission.CASE_WRITE)
def undo_correction(case_id: UUID, event_id: UUID) -> ResponseReturnValue:
    """What stood there before stands there again."""
    with unit_of_work(current_actor()) as work:
        person_id = service.undo_correction(work, case_id, event_id)
        key = queries.latest_check_key(work.session, case_id)
    run_now(key)
    flash(_("The correction was undone and the registry is asked again. Both stay in the history."), "good")
    return redirect(url_for("cases.show_corrections", case_id=case_id, person_id=person_id))
