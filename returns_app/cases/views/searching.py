"""Find first: a search by name, birth date and number before any new case."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from returns_app.cases import queries, service
from returns_app.cases.forms import SearchForm, StartForm, take_apart
from returns_app.cases.labels import STAGE_NAMES, STAGE_TONES
from returns_app.cases.page import case_url
from returns_app.cases.rules import reference_in
from returns_app.cases.views.blueprint import pages
from returns_app.cases.views.drafts import INTAKE
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.people.labels import AGREEMENTS
from returns_app.people.queries import find_people
from returns_app.web.routing import current_actor

QUICK = "text"  # the one box of the header


@pages.form("/cases/search", allow=Permission.PERSON_SEARCH)
def search() -> ResponseReturnValue:
    """The search page, and its answer."""
    line = request.form.get(QUICK, "")
    case_id = _by_reference(line)
    if case_id is not None:
        return redirect(case_url(case_id))
    form = SearchForm(formdata=MultiDict(take_apart(line))) if line else SearchForm()
    if form.validate_on_submit():
        return _answer(form)
    return form.page("cases/search.html", drafts=_unsent())


@pages.post("/cases/intakes", allow=Permission.CASE_WRITE)
def start_intake() -> ResponseReturnValue:
    """None of these: begin an intake with what was typed; it lives in a draft, not in the address."""
    form = StartForm()
    if not form.validate_on_submit():
        return form.page("cases/search.html", drafts=_unsent(), start=form)
    key = form.request_key.data
    with unit_of_work(current_actor()) as work:
        content = {"skipped": form.skipped(), "fields": [*form.answers(), ("request_key", key)]}
        service.save_draft(work, f"{INTAKE}.{key}", content)
    return redirect(url_for("cases.open_case", draft=key))


def _answer(form: SearchForm) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    found = find_people(session, actor, form.wanted())
    cases = queries.list_cases_of(session, actor, [one.person.id for one in found])
    start = StartForm(formdata=None, data={"name": form.name.data, "born": form.born.data, "number": form.number.data})
    record_read(actor, Action.PERSON_SEARCHED, asked=form.asked(), found=len(found))
    return render_template(
        "cases/search.html", form=form, found=found, cases=cases, start=start, drafts=[], case_url=case_url,
        agreements=AGREEMENTS, stage_names=STAGE_NAMES, stage_tones=STAGE_TONES,
    )  # fmt: skip


def _by_reference(line: str) -> UUID | None:
    reference = reference_in(line)
    return queries.find_by_reference(db.session(), current_actor(), reference) if reference else None


def _unsent() -> list[object]:
    return list(queries.list_drafts(db.session(), current_actor(), f"{INTAKE}."))
