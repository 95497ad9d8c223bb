"""Taking data away everywhere: keys destroyed, rows deleted or stripped as the inventory says, claims taken back."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, LargeBinary, String, Table, cast, delete, func, literal, select, update

from returns_app.checks.service import promise_forgetting
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.key_epochs import change_epoch, destroy_subject_keys
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import Effect, calls_out
from returns_app.privacy.queries import inventory
from returns_app.privacy.queries.drafts import drafts_about
from returns_app.privacy.queries.holdings import Scope, belongs, mapped, tables
from returns_app.privacy.service.sent_files import clean_files

FINISH = "privacy.change_epoch"
GONE = "gone-"
SHARED_KEYS = {"case_id", "person_id"}


def erase_scope(work: UnitOfWork, scope: Scope) -> dict[str, int]:
    """Every place and how many rows were deleted, stripped or made unreadable there."""
    promise_forgetting(work, scope.case_id, scope.people)  # by our list of addresses, before it goes
    keys = _subjects(work, scope)
    places = {"draft": _drop_drafts(work, scope, keys)} | clean_files(work, scope)
    for table in reversed(tables()):
        places[table.name] = _take_away(work, table, scope)
    places["keys"] = destroy_subject_keys(work, keys)
    work.session.expire_all()
    work.found.clear()
    return {place: count for place, count in places.items() if count}


def _take_away(work: UnitOfWork, table: Table, scope: Scope) -> int:
    ending, where = inventory().endings[table.name], belongs(table, scope)
    if ending == "delete":
        return _rows(work.session.execute(delete(table).where(where)))
    blanks = _blanks(table) if ending == "strip" else {}
    return _rows(work.session.execute(update(table).where(where).values(blanks))) if blanks else 0


def _subjects(work: UnitOfWork, scope: Scope) -> set[UUID]:
    """Whose data keys go: the persons', and with the whole case its own and those of its files and tasks."""
    keys = set(scope.people) | {scope.case_id}
    for table in tables():
        sealed = getattr(mapped()[table.name], "__encrypted__", ())
        for name in {column.key for column in sealed} - SHARED_KEYS:
            keys |= set(work.session.scalars(select(table.c[name]).where(belongs(table, scope))))
    return keys if scope.is_whole else keys - {scope.case_id}


def _drop_drafts(work: UnitOfWork, scope: Scope, keys: set[UUID]) -> int:
    drafts = drafts_about(work.session, scope)
    for draft in drafts:
        keys.add(draft.id)
        work.session.delete(draft)
    work.session.flush()
    return len(drafts)


def _blanks(table: Table) -> dict[str, Any]:
    """What takes the place of every value that is taken out of a row that stays."""
    names = [entry.column for entry in inventory().entries if entry.table == table.name and entry.is_stripped]
    return {name: _blank(table.c[name]) for name in names}


def _blank(column: Column[Any]) -> Any:  # noqa: ANN401
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return []
    if isinstance(column.type, LargeBinary):
        return b""
    if isinstance(column.type, String) and column.unique:
        # Ids look differently in the two databases: letters and figures alone count.
        return literal(GONE) + func.substr(func.replace(cast(column.table.c.id, String(36)), "-", ""), 1, 12)
    return ""


def _rows(result: Any) -> int:  # noqa: ANN401
    return max(int(result.rowcount), 0)


@calls_out(FINISH)
def finish_erasures(_payload: dict[str, Any]) -> Effect | None:
    """Change the epoch: what was erased can't be opened in backups and write-ahead logs either."""
    keys = change_epoch(system_actor("privacy"))
    return lambda work: work.record(Action.KEYS_ROTATED, keys=keys, reason="erasure")
