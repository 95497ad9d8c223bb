"""Setting and lifting marks; a restriction is enforced for every service at once, when its rows are flushed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from returns_app.accounts.service import refuse_single_handed
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.db.session import HouseSession
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.safeguards.models import SubjectMark
from returns_app.safeguards.queries import is_restricted
from returns_app.safeguards.rules import MarkEntry, MarkKind, check_mark, refuse_restricted

_ALLOWED = "under_restriction"
_WHOLE, _CASE, _PERSON = "whole", "case", "person"


def set_mark(work: UnitOfWork, organisation_id: UUID, entry: MarkEntry) -> SubjectMark:
    """Mark the data of a case or person; the caller has checked that the case is the organisation's own."""
    check_mark(entry, work.today)
    work.cleared.clear()
    mark = work.add(
        SubjectMark(
            organisation_id=organisation_id, case_id=entry.case_id, person_id=entry.person_id, kind=entry.kind,
            facts=list(entry.facts), note=entry.note.strip(), review_on=entry.review_on,
            set_by=work.actor.account_id, set_at=work.now,
        )
    )  # fmt: skip
    work.record(Action.MARK_SET, case_id=entry.case_id, mark=mark.id, kind=entry.kind, facts=list(entry.facts))
    return mark


def lift_mark(work: UnitOfWork, organisation_id: UUID, mark_id: UUID, *, is_confirmed: bool = False) -> SubjectMark:
    """Take a mark away; lifted twice, it was lifted once. A legal hold ends by two people alone."""
    mark = work.session.get(SubjectMark, mark_id)
    if mark is None or mark.organisation_id != organisation_id:
        raise NotFound
    if mark.kind is MarkKind.HOLD and not work.actor.is_system and not is_confirmed:
        raise refuse_single_handed()
    if mark.lifted_at is None:
        mark.lifted_at, mark.lifted_by = work.now, work.actor.account_id
        work.record(Action.MARK_LIFTED, case_id=mark.case_id, mark=mark.id, kind=mark.kind)
    return mark


@contextmanager
def despite_restriction(work: UnitOfWork) -> Iterator[None]:
    """What the law still allows or demands: erasing, keeping the register of requests, correcting on request."""
    work.session.info[_ALLOWED] = True
    try:
        yield
        work.session.flush()
    finally:
        work.session.info.pop(_ALLOWED, None)


@event.listens_for(HouseSession, "before_flush")
def _only_keep(session: HouseSession, *_: Any) -> None:
    """No service can forget this: rows of a restricted case or person are not written."""
    if _ALLOWED in session.info or "work" not in session.info:
        return
    cleared = session.info["work"].cleared
    cleared |= _made_here(session)
    touched = _touched(session) - cleared
    if not touched:
        return
    with session.no_autoflush:
        restricted = is_restricted(session, *(_ids(touched, what) for what in (_WHOLE, _CASE, _PERSON)))
    if restricted:
        raise refuse_restricted()
    cleared |= touched


def _made_here(session: Session) -> set[tuple[str, UUID]]:
    """Cases and persons that are written for the first time: nobody can have put a mark on them yet."""
    cases = {row.id for row in session.new if row.__tablename__ == "return_case"}
    persons = {row.id for row in session.new if row.__tablename__ == "person"}
    return {(kind, one) for kind in (_WHOLE, _CASE) for one in cases} | {(_PERSON, one) for one in persons}


def _ids(touched: set[tuple[str, UUID]], what: str) -> list[UUID]:
    return [one for kind, one in touched if kind == what]


def _touched(session: Session) -> set[tuple[str, UUID]]:
    changed = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    rows = [row for row in changed if not getattr(row, "__under_restriction__", False)]
    of_people = [row for row in rows if row.__dict__.get("person_id") is not None]
    whole = {row.id for row in rows if row.__tablename__ == "return_case"}
    whole |= _values([row for row in rows if row not in of_people], "case_id")
    people = {row.id for row in rows if row.__tablename__ == "person"} | _values(of_people, "person_id")
    kinds = ((_WHOLE, whole), (_CASE, _values(of_people, "case_id")), (_PERSON, people))
    return {(kind, one) for kind, ids in kinds for one in ids}


def _values(rows: list[Any], name: str) -> set[UUID]:
    return {value for row in rows if (value := row.__dict__.get(name)) is not None}
