"""Corrections undone with one click, as long as nothing was built on them."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases import queries, service
from returns_app.cases.rules import EventKind, Happened, Stage, undo_hindrance
from returns_app.cases.rules.undoing import BUILT_ON
from returns_app.checks.queries import list_checks
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.details import entry_of
from returns_app.people.rules import IdentifierEntry, IdentifierKind, NameEntry, NameKind, PersonEntry
from tests import people
from tests.decisions import builders

pytestmark = pytest.mark.postgres
BORN = PartialDate(1992, 3, 14, DatePrecision.DOCUMENT)


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def known(case_id: UUID) -> PersonEntry:
    """What is known of the main applicant."""
    return entry_of(builders.stored(case_id).members[0].person)


def correct(office: builders.Office, case_id: UUID, **changes: object) -> UUID:
    """Correct the main applicant; the event of the correction."""
    person = builders.stored(case_id).members[0].person
    entry = replace(entry_of(person), **changes)  # type: ignore[arg-type]
    with unit_of_work(office.counsellor) as work:
        service.correct_member(work, case_id, person.id, entry, person.version, "Read from the passport")
    return newest(case_id)


def newest(case_id: UUID) -> UUID:
    """The newest correction."""
    db.session().rollback()
    return queries.list_events(db.session(), case_id, kinds={EventKind.CHANGED}, limit=1)[0].id


def undo(office: builders.Office, case_id: UUID, event_id: UUID) -> None:
    """Take it back."""
    with unit_of_work(office.counsellor) as work:
        service.undo_correction(work, case_id, event_id)


def test_every_fact_stands_again_as_it_did_and_the_registry_is_asked_again(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    before = known(case_id)
    changed = {
        "born": BORN, "names": (NameEntry("Chinedu", "Okafor-Eze", NameKind.BIRTH),), "place_of_birth": "Enugu",
        "identifiers": (IdentifierEntry(IdentifierKind.EURODAC, "NL", "NL1A77"),),
    }  # fmt: skip
    event_id = correct(office, case_id, **changed)
    assert known(case_id) != before
    checks = len(list_checks(db.session(), case_id))
    client = builders.browser(app, office.counsellor)
    page = client.get(f"/cases/{case_id}/people/{builders.members(case_id)[0]}/corrections").text
    assert "Okafor-Eze" in page
    assert "Before: Chinedu Okafor" in page
    assert client.post(f"/cases/{case_id}/corrections/{event_id}/undoing").status_code == 302
    assert known(case_id) == before
    assert len(list_checks(db.session(), case_id)) == checks + 1
    assert "Correction undone" in client.get(f"/cases/{case_id}/timeline").text
    assert builders.logged(case_id, Action.CASE_CHANGED) == 2


def test_undone_twice_is_undone_once_and_an_undoing_can_be_undone(office: builders.Office) -> None:
    case_id = builders.opened(office)
    event_id = correct(office, case_id, born=BORN)
    undo(office, case_id, event_id)
    undo(office, case_id, event_id)
    assert builders.logged(case_id, Action.CASE_CHANGED) == 2
    undo(office, case_id, newest(case_id))
    assert known(case_id).born == BORN


def test_only_the_newest_correction_is_undone(office: builders.Office) -> None:
    case_id = builders.opened(office)
    first = correct(office, case_id, born=BORN)
    correct(office, case_id, place_of_birth="Enugu")
    with pytest.raises(RuleBroken, match="Undo the newest"):
        undo(office, case_id, first)
    assert known(case_id).born == BORN


def test_what_was_handed_in_since_stays(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    event_id = correct(office, case_id, born=BORN)
    builders.submit(office, case_id)
    client = builders.browser(app, office.counsellor)
    answer = client.post(f"/cases/{case_id}/corrections/{event_id}/undoing")
    assert answer.status_code == 409
    assert "Something was built on this correction since." in answer.text
    page = client.get(f"/cases/{case_id}/people/{builders.members(case_id)[0]}/corrections").text
    assert "Something was built on this correction since." in page
    assert "Undo this correction" not in page
    assert known(case_id).born == BORN


def test_others_undo_nothing_and_see_nothing(app: Flask, office: builders.Office) -> None:
    case_id, other = builders.opened(office), builders.opened(office)
    event_id = correct(office, case_id, born=BORN)
    address = f"/cases/{case_id}/people/{builders.members(case_id)[0]}/corrections"
    for stranger in (people.an_actor(Role.COUNSELLOR), office.partner):
        assert builders.browser(app, stranger).get(address).status_code == 404
        with pytest.raises(NotFound), unit_of_work(stranger) as work:
            service.undo_correction(work, case_id, event_id)
    for wrong in (uuid4(), queries.list_events(db.session(), case_id, kinds={EventKind.OPENED})[0].id):
        with pytest.raises(NotFound):
            undo(office, case_id, wrong)
    with pytest.raises(NotFound):
        undo(office, other, event_id)


def test_an_eurodac_number_stays_masked_for_whoever_does_not_work_with_it(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    correct(office, case_id, identifiers=(IdentifierEntry(IdentifierKind.EURODAC, "NL", "NL1A77"),))
    address = f"/cases/{case_id}/people/{builders.members(case_id)[0]}/corrections"
    assert "NL1A77" in builders.browser(app, office.counsellor).get(address).text
    assert "NL1A77" not in builders.browser(app, office.travel_desk).get(address).text


@pytest.mark.parametrize("kind", EventKind)
def test_what_is_built_on_facts_stands_in_the_way(kind: EventKind) -> None:
    who = uuid4()
    hindered = undo_hindrance(Stage.INTAKE, who, [Happened(kind, None)], is_kept=True) is not None
    assert hindered == (kind in BUILT_ON)
    assert undo_hindrance(Stage.INTAKE, who, [Happened(kind, uuid4())], is_kept=True) is None
    assert undo_hindrance(Stage.CLOSED, who, [], is_kept=True) is not None
    assert undo_hindrance(Stage.INTAKE, who, [], is_kept=False) is not None
