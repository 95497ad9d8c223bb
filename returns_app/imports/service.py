"""Keeping a file, opening its cases batch by batch, stopping in between."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.cases.rules import CaseOpening
from returns_app.cases.service import open_case
from returns_app.core.actions import Action
from returns_app.core.errors import Denied, Refusal, RuleBroken
from returns_app.core.permissions import Actor, system_actor
from returns_app.core.text import N_
from returns_app.db.encrypted import SubjectKey
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, today, unit_of_work
from returns_app.imports import queries
from returns_app.imports.models import CaseImport
from returns_app.imports.rules import ImportState, Problem, Row, Sorted, check_start, sort_rows
from returns_app.jobs.service import Effect, calls_out, promise
from returns_app.programmes.queries import list_open

STEP = "imports.step"
BATCH = 200
FIRST = -86_400  # seconds: the next batch goes before the checks that the last one promised
SYSTEM = system_actor("imports")


def receive_file(work: UnitOfWork, rows: list[Row]) -> CaseImport:
    """Look at every row and keep the file; nothing is opened yet."""
    house = work.actor.organisation_id
    if house is None or work.actor.member_state is None or work.actor.account_id is None:
        raise Denied("imports.no_member_state", N_("Cases are opened by the authorities of a member state."))
    found = _sort(work.session, work.actor, rows)
    keys = [opening.request_key for opening in found.openings.values() if opening.request_key]
    kept = CaseImport(
        organisation_id=house, account_id=work.actor.account_id, uploaded_at=work.now, state=ImportState.READY,
        rows_read=len(rows), rows_refused=len(found.refused), cases_ready=len(found.openings),
        cases_known=queries.count_known(work.session, keys), cases_done=0, problems=[_told(one) for one in found.problems],
    )  # fmt: skip
    kept.content = json.dumps([[row.number, row.cells] for row in rows], ensure_ascii=False)
    work.add(kept)
    work.record(Action.FILE_RECEIVED, file=kept.id, rows=kept.rows_read, refused=kept.rows_refused)
    return kept


def start_import(work: UnitOfWork, import_id: UUID) -> CaseImport:
    """Open the good cases in the background; pressed twice, it starts once."""
    kept = queries.get_import(work.session, work.actor, import_id)
    if kept.state is ImportState.RUNNING:
        return kept
    check_start(kept.state, kept.cases_ready)
    kept.state = ImportState.RUNNING
    _promise_step(work, kept, 0)
    work.record(Action.IMPORT_STARTED, file=kept.id, cases=kept.cases_ready)
    return kept


def cancel_import(work: UnitOfWork, import_id: UUID) -> CaseImport:
    """Stop after the batch under way; what is open stays open."""
    kept = queries.get_import(work.session, work.actor, import_id)
    if kept.state in {ImportState.READY, ImportState.RUNNING}:
        _finish(work, kept, ImportState.CANCELLED)
    return kept


@calls_out(STEP)
def open_batch(payload: dict[str, Any]) -> Effect | None:
    """Open some cases as the person who sent the file; killed in between, they are found again by their keys."""
    import_id, begin = UUID(payload["import_id"]), int(payload["begin"])
    with scope(SYSTEM):
        session = db.session()
        kept = queries.get_import(session, SYSTEM, import_id)
        actor = queries.actor_of(session, kept.account_id)
        is_running, content = kept.state is ImportState.RUNNING, kept.content
        session.rollback()
    if not is_running:
        return None
    if actor is None:
        return partial(_advance, import_id=import_id, opened=0, begin=begin, problems=[], is_last=True)
    rows = [Row(number, cells) for number, cells in json.loads(content)]
    cases = list(dict.fromkeys(row.cells.get("case", "") for row in rows))
    now = set(cases[begin : begin + BATCH])  # a case is judged by its own rows alone: the others need not be read again
    with scope(SYSTEM):
        found = _sort(db.session(), actor, [row for row in rows if row.cells.get("case", "") in now])
        db.session().rollback()
    batch = list(found.openings.items())
    problems, reached = _open(actor, batch, rows), begin + BATCH
    return partial(
        _advance,
        import_id=import_id,
        opened=len(batch),
        begin=reached,
        problems=problems,
        is_last=reached >= len(cases),
    )


def _open(actor: Actor, batch: list[tuple[str, CaseOpening]], rows: list[Row]) -> list[list[Any]]:
    """All of a batch in one transaction; when one is refused, one by one, so that the others are opened."""
    try:
        with unit_of_work(actor) as work:
            for _case, opening in batch:
                open_case(work, opening)
            work.record(Action.BATCH_OPENED, cases=len(batch))
        return []
    except RuleBroken:
        return [told for case, opening in batch for told in _open_one(actor, case, opening, rows)]


def _open_one(actor: Actor, case: str, opening: CaseOpening, rows: list[Row]) -> list[list[Any]]:
    try:
        with unit_of_work(actor) as work:
            open_case(work, opening)
            work.record(Action.BATCH_OPENED, cases=1)
    except Refusal as refusal:
        first = next(row.number for row in rows if row.cells.get("case") == case)
        return [[first, refusal.field or "case", str(refusal.message), {}]]
    return []


def _advance(
    work: UnitOfWork, *, import_id: UUID, opened: int, begin: int, problems: list[list[Any]], is_last: bool
) -> None:
    kept = queries.get_import(work.session, SYSTEM, import_id)
    kept.cases_done, kept.problems = kept.cases_done + opened, [*kept.problems, *problems]
    if kept.state is not ImportState.RUNNING:
        return
    if is_last:
        _finish(work, kept, ImportState.DONE)
    else:
        _promise_step(work, kept, begin)


def _finish(work: UnitOfWork, kept: CaseImport, state: ImportState) -> None:
    """The refused rows stay to be downloaded; the opened ones live in their cases now."""
    kept.state, kept.ended_at = state, work.now
    refused = {problem[0] for problem in kept.problems}
    rows = [row for row in json.loads(kept.content) if row[0] in refused]
    key = work.session.get(SubjectKey, kept.id)
    kept.content = json.dumps(rows, ensure_ascii=False) if rows and key else ""
    work.record(Action.IMPORT_ENDED, file=kept.id, state=state, cases=kept.cases_done)


def _promise_step(work: UnitOfWork, kept: CaseImport, begin: int) -> None:
    payload = {"import_id": str(kept.id), "begin": begin}
    promise(work, STEP, payload, key=f"{STEP}|{kept.id}|{begin}", wait=FIRST)


def _sort(session: Session, actor: Actor, rows: list[Row]) -> Sorted:
    assert actor.organisation_id is not None  # noqa: S101  (looked at when the file came)
    programmes = {one.programme.code for one in list_open(session, actor.member_state or "", today())}
    return sort_rows(rows, actor.organisation_id, programmes, today())


def _told(problem: Problem) -> list[Any]:
    return [problem.row, problem.column, str(problem.sentence), problem.params]
