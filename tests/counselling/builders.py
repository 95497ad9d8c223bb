"""Counselling for tests: everything that has to come before an application."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import Fact
from returns_app.core.permissions import Actor
from returns_app.counselling import service
from returns_app.counselling.queries import gaps_of, members_of, what_counselling_lacks
from returns_app.counselling.rules import Channel, Information, Interpreter, ScreeningEntry, SessionEntry
from returns_app.db.unit_of_work import unit_of_work


def counsel(actor: Actor, case_id: UUID) -> None:
    """A session in which everything was told and every adult signed, and a screening that found nothing."""
    with unit_of_work(actor) as work:
        case = get_own_case(work.session, actor, case_id)
        lacks = what_counselling_lacks(work.session, case)
        signing = [one.person_id for one in members_of(work.session, case) if not one.is_minor or one.is_alone]
        if lacks[Fact.SESSION] or lacks[Fact.DECLARATIONS] or lacks[Fact.OF_AGE]:
            service.record_session(work, case_id, a_session(*signing, on=work.today), uuid4())
        if lacks[Fact.SCREENINGS]:
            service.record_screenings(work, case_id, [ScreeningEntry(one.person_id, ()) for one in case.members])
        for gap in gaps_of(work.session, case):
            for kind in gap.kinds:
                service.record_safeguard(work, case_id, gap.person_id, kind, work.today, "By the guardian, in favour.")


def a_session(*signing: UUID, on: date, **changes: object) -> SessionEntry:
    """A talk in English in which everything on the checklist was told."""
    entry = SessionEntry(
        on, Channel.IN_PERSON, "en", Interpreter.NOT_NEEDED, information=tuple(Information), declaring=signing
    )
    return replace(entry, **changes)  # type: ignore[arg-type]
