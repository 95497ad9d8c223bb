"""Places for people of a group who are not known yet: counted, filled with a person or removed before the decision."""

from uuid import UUID

from returns_app.cases.rules import EventKind, MemberEntry, check_version
from returns_app.cases.service import add_event, hold_places, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family import queries
from returns_app.family.models import CasePlace
from returns_app.family.queries import Case
from returns_app.family.rules import PlaceKind, PlacesEntry, check_places
from returns_app.family.service.joining import add_member
from returns_app.family.service.relations import open_case


def add_places(work: UnitOfWork, case_id: UUID, entry: PlacesEntry, version: int | None) -> None:
    """So many adults and children more are expected; nobody is made up for them."""
    case = open_case(work, case_id)
    check_version(case.version, version)
    known = queries.list_places(work.session, case_id)
    check_places(entry, stage=case.stage, held=case.open_places)
    first = max((place.position for place in known), default=0) + 1
    kinds = [PlaceKind.ADULT] * entry.adults + [PlaceKind.CHILD] * entry.children
    for position, kind in enumerate(kinds, start=first):
        opened = {"opened_at": work.now, "opened_by": work.actor.account_id}
        work.add(CasePlace(case_id=case_id, kind=kind, position=position, **opened))
    hold_places(case, case.open_places + len(kinds))
    _tell(work, case, {"step": "places", "adults": entry.adults, "children": entry.children})
    work.record(Action.PLACES_CHANGED, case_id=case_id, adults=entry.adults, children=entry.children)


def fill_place(work: UnitOfWork, case_id: UUID, place_id: UUID, entry: MemberEntry, version: int | None) -> str:
    """Somebody is known now and takes a place; the key of the check of the registry."""
    case = open_case(work, case_id)
    place = _open_place(work, case_id, place_id)
    member, key = add_member(work, case_id, entry, version)
    hold_places(case, case.open_places - 1)
    place.person_id, place.ended_at, place.ended_by = member.person_id, work.now, work.actor.account_id
    work.record(Action.PLACES_CHANGED, case_id=case_id, place=place_id, person=member.person_id)
    return key


def remove_place(work: UnitOfWork, case_id: UUID, place_id: UUID) -> None:
    """Nobody comes for this place; removed twice, it is removed once."""
    case = open_case(work, case_id)
    place = queries.get_place(work.session, case_id, place_id)
    if place.ended_at is None:
        place.ended_at, place.ended_by = work.now, work.actor.account_id
        hold_places(case, case.open_places - 1)
        _tell(work, case, {"step": "place_removed"})
        work.record(Action.PLACES_CHANGED, case_id=case_id, place=place_id)


def _open_place(work: UnitOfWork, case_id: UUID, place_id: UUID) -> CasePlace:
    place = queries.get_place(work.session, case_id, place_id)
    if place.ended_at is not None:
        raise NotFound
    return place


def _tell(work: UnitOfWork, case: Case, details: dict[str, object]) -> None:
    add_event(work, case, EventKind.FAMILY, happened_on=work.today, details=details)
    note_author(work, case)
