"""Where the data of a case or of persons stand: every table the inventory says is about returnees."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, false, or_, select
from sqlalchemy.orm import Session

from returns_app.db.base import Base
from returns_app.privacy.queries.inventory import inventory
from returns_app.privacy.rules.inventory import RETURNEE

# Their rows are found by other means: keys and drafts by id, addresses through the registry. Files that were
# sent in are about many people at once: their rows are read one by one (`sent_files`); an exported file is gone after a day.
APART = frozenset({
    "subject_key", "draft", "registry_claim", "registry_address", "audit_event", "case_import", "delivery_upload",
    "export_file",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data: everybody in a case, or some of the people in it."""

    case_id: UUID
    people: frozenset[UUID]
    is_whole: bool


def tables() -> list[Table]:
    """Tables of persons, parents before those that point to them."""
    about = {entry.table for entry in inventory().entries if entry.whose == RETURNEE} - APART
    return [table for table in Base.metadata.sorted_tables if table.name in about]


def mapped() -> dict[str, type[Any]]:
    """Table name -> class."""
    return {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}


def belongs(table: Table, scope: Scope) -> ColumnElement[bool]:
    """The rows of a table that are within the scope."""
    columns = table.c
    if table.name == "person":
        return columns.id.in_(scope.people)
    if table.name == "return_case":
        return columns.id == scope.case_id if scope.is_whole else false()
    if "case_id" in columns and "person_id" in columns:
        return and_(columns.case_id == scope.case_id, _of_people(columns, scope))
    if "person_id" in columns:
        return columns.person_id.in_(scope.people)
    if "case_id" in columns:
        return columns.case_id == scope.case_id if scope.is_whole else false()
    return _through_parent(table, scope)


def list_rows(session: Session, scope: Scope, table: Table) -> list[Any]:
    """The rows of one table, as objects."""
    found: Select[Any] = select(mapped()[table.name]).where(belongs(table, scope))
    return list(session.scalars(found.order_by(*table.primary_key.columns)))


def _of_people(columns: Any, scope: Scope) -> ColumnElement[bool]:  # noqa: ANN401
    theirs: ColumnElement[bool] = columns.person_id.in_(scope.people)
    return or_(theirs, columns.person_id.is_(None)) if scope.is_whole else theirs


def _through_parent(table: Table, scope: Scope) -> ColumnElement[bool]:
    known = {one.name for one in tables()}
    for key in _keys(table):
        if key.column.table.name in known and key.column.table is not table:
            parent = key.column.table
            return key.parent.in_(select(key.column).where(belongs(parent, scope)))  # type: ignore[no-any-return]
    raise LookupError(f"{table.name} is about returnees but leads to no case or person")


def _keys(table: Table) -> Iterator[Any]:
    return iter(sorted(table.foreign_keys, key=lambda key: key.parent.name))


def everybody(members: Collection[UUID], case_id: UUID) -> Scope:
    """The whole case."""
    return Scope(case_id, frozenset(members), is_whole=True)
