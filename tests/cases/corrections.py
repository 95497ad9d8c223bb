"""A correction of somebody, made through the service."""

from dataclasses import replace
from uuid import UUID

from returns_app.cases import queries, service
from returns_app.cases.rules import EventKind
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.details import entry_of


def a_correction(actor: Actor, case_id: UUID, **changes: object) -> UUID:
    """Correct the main applicant, the place of birth unless something else is told; the event of the correction."""
    with unit_of_work(actor) as work:
        person = queries.get_own_case(work.session, actor, case_id).members[0].person
        entry = replace(entry_of(person), **(changes or {"place_of_birth": "Enugu"}))  # type: ignore[arg-type]
        service.correct_member(work, case_id, person.id, entry, person.version, "Read from the passport")
    db.session().rollback()
    return queries.list_events(db.session(), case_id, kinds={EventKind.CHANGED}, limit=1)[0].id
