"""What was corrected of somebody, newest first, and which correction can still be undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.queries.records import list_events
from returns_app.cases.rules import EventKind, Happened, undo_hindrance
from returns_app.core.errors import NotFound
from returns_app.core.text import Text


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, its writer loaded, and why it can't be undone; nothing when it can."""

    event: CaseEvent
    hindrance: Text | None


def list_corrections(session: Session, case: ReturnCase, person_id: UUID) -> list[Correction]:
    """The corrections of a member of a case that the caller may see."""
    events = list_events(session, case.id)
    mine = [one for one in events if one.kind is EventKind.CHANGED and one.person_id == person_id]
    return [Correction(one, _hindrance(case, one, events)) for one in mine]


def find_correction(session: Session, case_id: UUID, event_id: UUID) -> UUID:
    """Whose correction an event is; NotFound when it is none of this case."""
    wanted = select(CaseEvent.person_id).where(CaseEvent.id == event_id, CaseEvent.case_id == case_id)
    person_id = session.scalar(wanted.where(CaseEvent.kind == EventKind.CHANGED, CaseEvent.person_id.is_not(None)))
    if person_id is None:
        raise NotFound
    return person_id


def count_corrections(session: Session, case_id: UUID) -> dict[UUID, int]:
    """By member: how often something was corrected."""
    wanted = select(CaseEvent.person_id, func.count()).where(CaseEvent.case_id == case_id)
    wanted = wanted.where(CaseEvent.kind == EventKind.CHANGED, CaseEvent.person_id.is_not(None))
    counted = session.execute(wanted.group_by(CaseEvent.person_id))
    return {one[0]: one[1] for one in counted if one[0] is not None}


def _hindrance(case: ReturnCase, event: CaseEvent, events: Sequence[CaseEvent]) -> Text | None:
    later = (Happened(one.kind, one.person_id) for one in events if one.at > event.at)
    return undo_hindrance(case.stage, event.person_id, later, is_kept="before" in _kept(event.text))


def _kept(text: str) -> dict[str, object]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
