"""Undoing a correction: what stood there before stands there again, and both stay in the history."""

import json
from collections.abc import Iterable
from uuid import UUID

from returns_app.cases.queries import Correction, find_correction, get_own_case, list_corrections, member_of
from returns_app.cases.service.changes import store_correction
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.people.details import entry_of
from returns_app.people.kept import with_facts


def undo_correction(work: UnitOfWork, case_id: UUID, event_id: UUID) -> UUID:
    """Take a correction back as long as nothing was built on it; whose it was. Sent twice, it is undone once."""
    case = get_own_case(work.session, work.actor, case_id)
    person_id = find_correction(work.session, case_id, event_id)
    corrections = list_corrections(work.session, case, person_id)
    if _was_undone(corrections, event_id):
        return person_id
    wanted = next((one for one in corrections if one.event.id == event_id), None)
    if wanted is None:
        raise NotFound
    if wanted.hindrance is not None:
        raise RuleBroken("cases.undo", wanted.hindrance)
    member = member_of(case, person_id)
    try:
        entry = with_facts(entry_of(member.person), json.loads(wanted.event.text)["before"])
    except ValueError as gone:
        sentence = N_("A code of this correction is no longer in use. Correct the facts again instead.")
        raise RuleBroken("cases.undo_code", sentence) from gone
    store_correction(work, case, member, entry, {"undoes": str(event_id)})
    return person_id


def _was_undone(corrections: Iterable[Correction], event_id: UUID) -> bool:
    return any(one.event.details.get("undoes") == str(event_id) for one in corrections)
