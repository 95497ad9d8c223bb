"""The intake: one form, sent once, and the registry asked at once."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases import queries, service
from returns_app.cases.forms import IntakeForm
from returns_app.cases.page import case_url
from returns_app.cases.rules import check_key
from returns_app.cases.views.blueprint import pages
from returns_app.cases.views.drafts import INTAKE, restored
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.programmes.queries import list_open
from returns_app.web.routing import current_actor


@pages.form("/cases/new", allow=Permission.CASE_WRITE)
def open_case() -> ResponseReturnValue:
    """The intake that a search began."""
    key = _key(request.args.get("draft", ""))
    draft = queries.find_draft(db.session(), current_actor(), f"{INTAKE}.{key}") if key else None
    if key is None or draft is None:
        return _not_begun(key)
    form = IntakeForm(**restored(draft))
    form.request_key.data = str(key)
    form.programme_code.choices = _programmes()
    if form.validate_on_submit():
        with form.refusals():
            return _save(form, draft)
    return form.page("cases/intake.html", draft_url=url_for("cases.save_draft", form=f"{INTAKE}.{key}"))


def _save(form: IntakeForm, draft: dict[str, Any]) -> ResponseReturnValue:
    with unit_of_work(current_actor()) as work:
        case_id = service.open_case(work, form.opening(draft.get("skipped", ""))).id
        service.drop_draft(work, f"{INTAKE}.{form.request_key.data}")
    run_now(check_key(case_id, 0))
    return redirect(case_url(case_id))


def _not_begun(key: UUID | None) -> ResponseReturnValue:
    case = queries.find_by_request(db.session(), current_actor(), key) if key else None
    if case is None:
        flash(_("Look for the person first. A new case begins from there."), "info")
        return redirect(url_for("cases.search"))
    flash(_("This intake was already saved as %(reference)s. Nothing was added.", reference=case.reference), "info")
    return redirect(case_url(case.id))


def _programmes() -> list[tuple[str, str]]:
    state = current_actor().member_state
    versions = list_open(db.session(), state, today()) if state else []
    return [(version.programme.code, version.programme.name) for version in versions]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
