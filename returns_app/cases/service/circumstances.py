"""Recording circumstances: what changes is kept with what stood there before, and makes its writer an author."""

import json
from uuid import UUID

from returns_app.cases.models import CaseCircumstances
from returns_app.cases.queries import find_circumstances, get_own_case
from returns_app.cases.rules import (
    ENDED,
    Circumstances,
    EventKind,
    check_circumstances,
    check_version,
    circumstances_between,
)
from returns_app.cases.service.changes import add_event, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork


def record_circumstances(work: UnitOfWork, case_id: UUID, said: Circumstances, version: int | None) -> tuple[str, ...]:
    """Keep what was established; the codes of the facts that changed."""
    case = get_own_case(work.session, work.actor, case_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    stored = find_circumstances(work.session, case_id)
    check_version(stored.version if stored else 0, version or 0)
    said = check_circumstances(said, work.today)
    changes = circumstances_between(stored.said if stored else Circumstances(), said)
    if not changes:
        return ()
    row = stored or work.add(CaseCircumstances(case_id=case_id))
    row.facts, row.legal_status = said.encode(), str(said.legal_status or "")
    row.recorded_by, row.changed_at = work.actor.account_id, work.now
    facts = tuple(change["fact"] for change in changes)
    history = json.dumps({"changes": changes}, ensure_ascii=False)
    add_event(work, case, EventKind.ESTABLISHED, happened_on=work.today, details={"facts": facts}, text=history)
    note_author(work, case)
    work.record(Action.CIRCUMSTANCES_RECORDED, case_id=case_id, facts=list(facts))
    return facts
