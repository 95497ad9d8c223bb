"""Pages of key moments: who is at turn, what is missing, what was written, the files for RIAT."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame, case_page, owns
from returns_app.cases.queries import get_case
from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.moments import labels, presenting, queries, service
from returns_app.moments.forms import StepForm, answer_form
from returns_app.moments.queries import Case, KeyMomentRow
from returns_app.moments.rules import TURN, Facts, MomentState, missing, riat_words, roles_of, steps_from
from returns_app.web.filters import url_if
from returns_app.web.routing import Pages, current_actor

pages = Pages("moments", __name__, template_folder="templates")
TAB = "moments.show_moments"
PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


@pages.get("/key-moments", allow=Permission.MOMENT_WORK)
def list_waiting() -> ResponseReturnValue:
    """What waits for the reader, and applications that were begun after the departure."""
    session, actor = db.session(), current_actor()
    mine = queries.at_turn(actor)
    late = queries.retroactive(actor) if actor.has(Role.APPROVER, Role.COUNSELLOR) else None
    rows = queries.list_waiting(session, mine)
    record_read(actor, Action.MOMENTS_READ, waiting=len(rows))
    return StepForm((), formdata=None).page(
        "moments/queue.html", rows=rows, total=queries.count_waiting(session, mine), labels=labels, turn=TURN,
        late=queries.list_waiting(session, late) if late is not None else None, now=utc_now(),
    )  # fmt: skip


@pages.get("/cases/<uuid:case_id>/key-moments", allow=Permission.MOMENT_WORK)
def show_moments(case_id: UUID) -> ResponseReturnValue:
    """The three moments of a case."""
    session, actor = db.session(), current_actor()
    case = get_case(session, actor, case_id)
    rows, facts = queries.list_moments(session, case_id), _facts(case)
    record_read(actor, Action.MOMENTS_READ, case_id=case_id)
    return case_page(
        "moments/case.html", case, rows=rows, lacks={row.id: _lacks(row, facts) for row in rows}, labels=labels,
        steps=queries.list_steps(session, case_id), turn=TURN, riat={row.id: _riat(row) for row in rows},
        may_act={row.id: steps_from(row.state, row.moment, actor.roles) for row in rows},
    )  # fmt: skip


@pages.post("/cases/<uuid:case_id>/key-moments/beginning", allow=Permission.MOMENT_WORK)
def begin_moments(case_id: UUID) -> ResponseReturnValue:
    """Begin the three moments."""
    get_case(db.session(), current_actor(), case_id)
    with unit_of_work(current_actor()) as work:
        service.begin_moments(work, case_id)
    return redirect(url_for(TAB, case_id=case_id))


@pages.get("/key-moments/<uuid:key_moment_id>", allow=Permission.MOMENT_WORK)
def show_moment(key_moment_id: UUID) -> ResponseReturnValue:
    """One moment as RIAT asks for it."""
    return _moment_page(key_moment_id, None, None)


@pages.post("/key-moments/<uuid:key_moment_id>/answers", allow=Permission.MOMENT_WORK)
def write_answers(key_moment_id: UUID) -> ResponseReturnValue:
    """Keep what the focal point wrote."""
    _case, row = queries.get_moment(db.session(), current_actor(), key_moment_id)
    fields = queries.get_form(row.moment, today()).typed
    form = answer_form(fields, {})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.write_answers(work, key_moment_id, {one.name: str(form[one.name].data) for one in fields})
            flash(_("Saved. Nothing is sent yet."), "good")
            return redirect(url_for("moments.show_moment", key_moment_id=key_moment_id))
    return _moment_page(key_moment_id, form, None)


@pages.post("/key-moments/<uuid:key_moment_id>/steps", allow=Permission.MOMENT_WORK)
def take_step(key_moment_id: UUID) -> ResponseReturnValue:
    """Send on, confirm, send back, open again."""
    case, row = queries.get_moment(db.session(), current_actor(), key_moment_id)
    case_id = case.id
    form = StepForm(steps_from(row.state, row.moment, current_actor().roles))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.take_step(work, key_moment_id, form.decision())
            flash(_("Done. Whoever is at turn now has a task."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    return _moment_page(key_moment_id, None, form)


@pages.get("/cases/<uuid:case_id>/key-moments/riat.csv", allow=Permission.MOMENT_WORK)
def export_csv(case_id: UUID) -> ResponseReturnValue:
    """All three in the order and wording of RIAT, to copy from."""
    case, rows, facts = _whole(case_id)
    return _file(case, presenting.as_csv(case, rows, facts, today()), CSV, "csv")


@pages.get("/cases/<uuid:case_id>/key-moments/riat.pdf", allow=Permission.MOMENT_WORK)
def export_pdf(case_id: UUID) -> ResponseReturnValue:
    """The same to read and keep."""
    case, rows, facts = _whole(case_id)
    return _file(case, presenting.as_pdf(case, rows, facts, on=today(), at=utc_now()), PDF, "pdf")


def _moment_page(key_moment_id: UUID, written: Any, step: StepForm | None) -> ResponseReturnValue:  # noqa: ANN401
    session, actor = db.session(), current_actor()
    case, row = queries.get_moment(session, actor, key_moment_id)
    facts, steps = _facts(case), steps_from(row.state, row.moment, actor.roles)
    is_writer = row.state is MomentState.OPEN and actor.has(*roles_of(TURN[row.state], row.moment))
    typed = queries.get_form(row.moment, today()).typed
    writing = written or answer_form(typed, row.said)
    asked = step or StepForm(steps, formdata=None)
    record_read(actor, Action.MOMENTS_READ, case_id=case.id, moment=row.moment)
    sent = written or asked
    return sent.page(
        "moments/moment.html", **case_frame(case, actor, TAB), row=row, lines=presenting.lines_of(row, facts, today()),
        lacks=_lacks(row, facts), steps=queries.list_steps(session, case.id).get(row.id, []), labels=labels, turn=TURN,
        needed={one.name for one in typed if one.is_required},
        riat=_riat(row), writing=writing if is_writer else None, asked=asked if steps else None,
        origin=queries.get_form(row.moment, today()),
    )  # fmt: skip


def _whole(case_id: UUID) -> tuple[Case, list[KeyMomentRow], Facts]:
    session, actor = db.session(), current_actor()
    case = get_case(session, actor, case_id)
    rows, facts = queries.list_moments(session, case_id), _facts(case)
    record_read(actor, Action.MOMENTS_EXPORTED, case_id=case_id, moments=len(rows))
    return get_case(session, actor, case_id), rows, facts


def _facts(case: Case) -> Facts:
    return queries.facts_of(db.session(), case, is_masked=not owns(current_actor(), case))


def _lacks(row: KeyMomentRow, facts: Facts) -> list[tuple[str, str]]:
    """What is missing, each with the page that mends it, as far as the reader may open it."""
    if row.state not in {MomentState.OPEN, MomentState.REJECTED}:
        return []
    names = missing(queries.get_form(row.moment, today()), facts, row.said)
    return [(presenting.field_label(name), _place(name, row)) for name in names]


def _place(name: str, row: KeyMomentRow) -> str:
    if name not in labels.FIELD_PAGES:
        return url_for("moments.show_moment", key_moment_id=row.id)
    return url_if(labels.FIELD_PAGES[name], case_id=row.case_id)


def _riat(row: KeyMomentRow) -> str:
    return riat_words(queries.moment_table(), row.moment, row.state)


def _file(case: Case, content: bytes, media_type: str, ending: str) -> ResponseReturnValue:
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="key-moments-{case.reference}.{ending}"'
    return answer
