"""The people of a case: who they are, correcting what is known, and handing the application in."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases import queries, service
from returns_app.cases.forms import CorrectionForm, SubmitForm, correction_of, level
from returns_app.cases.history import circumstance_lines
from returns_app.cases.labels import MEMBER_ROLES, MEMBER_STATUSES, RETURN_TYPES
from returns_app.cases.page import case_frame, case_page, case_url, lacking_lines, owns, reads_eurodac
from returns_app.cases.rules import ENDED, EventKind, Stage, missing_facts
from returns_app.cases.views.blueprint import pages
from returns_app.cases.views.drafts import restored
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.people.details import entry_of
from returns_app.web.conflicts import differences
from returns_app.web.i18n import language_name
from returns_app.web.routing import current_actor

TAB = "cases.show_people"


@pages.get("/cases/<uuid:case_id>/people", allow=Permission.CASE_READ)
def show_people(case_id: UUID) -> ResponseReturnValue:
    """Everybody who travels; a partner sees its part."""
    actor = current_actor()
    case = queries.get_case(db.session(), actor, case_id)
    own, contacts = owns(actor, case), queries.sees_contacts(db.session(), actor, case)
    gaps = missing_facts([entry_of(member.person) for member in case.present]) if own else ()
    record_read(actor, Action.PERSON_READ, case_id=case_id, members=len(case.members))
    may_correct = own and actor.may(Permission.CASE_WRITE) and case.stage not in ENDED
    return case_page(
        "cases/people.html", case, own=own, contacts=contacts, eurodac=reads_eurodac(actor, case), gaps=gaps, roles=MEMBER_ROLES,
        statuses=MEMBER_STATUSES, may_correct=may_correct, return_types=RETURN_TYPES,
        notice_language=language_name(case.notice_language),
        form=SubmitForm(data={"version": case.version}),
        lacking=lacking_lines(case) if own and case.stage is Stage.INTAKE else [],
        circumstances=circumstance_lines(queries.circumstances_of(db.session(), case_id)) if own else [],
        corrected=queries.count_corrections(db.session(), case_id) if own else {},
        may_submit=own and actor.may(Permission.CASE_SUBMIT) and case.stage is Stage.INTAKE,
    )  # fmt: skip


@pages.post("/cases/<uuid:case_id>/submission", allow=Permission.CASE_SUBMIT)
def submit_case(case_id: UUID) -> ResponseReturnValue:
    """Hand the application to the approver."""
    form = SubmitForm()
    with unit_of_work(current_actor()) as work:
        service.submit_case(work, case_id, form.version.data)
    flash(_("The application was submitted. A colleague who entered nothing in it decides."), "good")
    return redirect(case_url(case_id))


@pages.form("/cases/<uuid:case_id>/people/<uuid:person_id>/correction", allow=Permission.CASE_WRITE)
def correct_member(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Correct what is known of one member."""
    name = f"correct.{case_id}.{person_id}"
    draft = queries.find_draft(db.session(), current_actor(), name)
    form = _form(case_id, person_id, draft)
    if form.validate_on_submit():
        with form.refusals():
            return _save(form, case_id, person_id, name)
    if isinstance(form.refusal, Conflict):
        return _choose(form, case_id, person_id)
    case = queries.get_own_case(db.session(), current_actor(), case_id)
    record_read(current_actor(), Action.PERSON_READ, case_id=case_id, members=1)
    return form.page(
        "cases/correct.html", **case_frame(case, current_actor(), TAB), person=queries.member_of(case, person_id).person,
        draft=draft, draft_form=name,
    )  # fmt: skip


def _form(case_id: UUID, person_id: UUID, draft: dict[str, Any] | None) -> CorrectionForm:
    if request.method == "POST":
        return CorrectionForm()
    return CorrectionForm(**restored(draft)) if draft else _stored(case_id, person_id)


def _stored(case_id: UUID, person_id: UUID) -> CorrectionForm:
    case = queries.get_own_case(db.session(), current_actor(), case_id)
    person = queries.member_of(case, person_id).person
    return correction_of(entry_of(person), person.version)


def _save(form: CorrectionForm, case_id: UUID, person_id: UUID, draft: str) -> ResponseReturnValue:
    with unit_of_work(current_actor()) as work:
        entry, version, reason = form.entry(), form.version.data, form.reason.data
        changed = service.correct_member(work, case_id, person_id, entry, version, reason)
        service.drop_draft(work, draft)
        key = queries.latest_check_key(work.session, case_id)
    if changed:
        run_now(key)
        flash(_("The correction was saved. What stood there before is kept in the timeline."), "good")
    else:
        flash(_("Nothing was changed: every answer was already stored like that."), "info")
    return redirect(url_for(TAB, case_id=case_id))


def _choose(form: CorrectionForm, case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    stored = _stored(case_id, person_id)
    stored.reason.data = form.reason.data
    level(form, stored)
    if not any(row.is_open for row in differences(form, stored)):
        flash(_("Nothing was changed: every answer was already stored like that."), "info")
        return redirect(url_for(TAB, case_id=case_id))
    changes = queries.list_events(db.session(), case_id, kinds={EventKind.CHANGED}, limit=20)
    author = next((one.account for one in changes if one.person_id == person_id and one.account), None)
    return form.conflict_page(stored, theirs_label=author.name if author else _("Theirs"))
