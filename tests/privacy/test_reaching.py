"""A correction reaches registry, check, partner and letter; how far it is stays on record."""

from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases import service as cases
from returns_app.checks.queries import own_claims
from returns_app.core.actions import Action
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.jobs.service import run_due
from returns_app.privacy.queries.reaching import list_reach
from returns_app.privacy.rules.reaching import ReachState, ReachTarget
from returns_app.privacy.rules.requests import RequestKind
from returns_app.registry.connection import registry
from tests import people
from tests.cases.builders import browser
from tests.decisions.builders import approved, opened, stored
from tests.privacy.builders import Bureau, a_bureau, identified

pytestmark = pytest.mark.postgres


def _correct(bureau: Bureau, case_id: UUID, year: int = 1992) -> None:
    person = stored(case_id).principal
    entry = people.a_person_entry(born=PartialDate(year, 3, 14, DatePrecision.DOCUMENT))
    with unit_of_work(bureau.office.counsellor) as work:
        cases.correct_member(work, case_id, person.id, entry, person.version, "birth certificate")
    run_due()


def _claims(case_id: UUID) -> dict[str, bytes]:
    db.session().rollback()
    db.session().expire_all()
    return {claim.reference: bytes(claim.addresses) for claim in own_claims(db.session(), case_id)}


def _states(case_id: UUID) -> dict[ReachTarget, ReachState]:
    db.session().rollback()
    db.session().expire_all()
    return {reach.target: reach.state for reach, _read in list_reach(db.session(), case_id)}


def test_the_registry_gets_new_addresses_and_forgets_the_old(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    (before,) = _claims(case_id)
    addresses = _claims(case_id)[before]
    _correct(bureau, case_id)
    (after,) = _claims(case_id)
    assert after == before
    assert _claims(case_id)[after] != addresses
    assert registry().statuses((after,)) == {after: "granted"}
    assert _states(case_id)[ReachTarget.REGISTRY] is ReachState.DELIVERED


def test_without_a_claim_only_check_and_letter_are_told(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    _correct(bureau, case_id)
    assert set(_states(case_id)) == {ReachTarget.CHECK, ReachTarget.LETTER}


def test_what_changed_nothing_reaches_nobody(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    _correct(bureau, case_id, 1991)
    assert _states(case_id) == {}


def test_a_partner_has_it_at_once_and_has_read_it_when_it_looked(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    _correct(bureau, case_id)
    assert _states(case_id)[ReachTarget.PARTNER] is ReachState.DELIVERED
    record_read(bureau.office.partner, Action.CASE_READ, case_id=case_id)
    db.session().rollback()
    read = {reach.target: read_at for reach, read_at in list_reach(db.session(), case_id)}
    assert read[ReachTarget.PARTNER] is not None


def test_the_letter_is_marked_when_it_was_sent(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    request_id = identified(bureau, case_id, RequestKind.RECTIFICATION)
    _correct(bureau, case_id)
    client = browser(house, bureau.officer)
    page = client.get(f"/data-protection/requests/{request_id}").text
    assert "Registry: new addresses" in page
    letter = next(reach for reach, _ in list_reach(db.session(), case_id) if reach.target is ReachTarget.LETTER)
    place = f"/data-protection/requests/{request_id}/deliveries/{letter.id}"
    assert client.post(place).status_code == 302
    assert _states(case_id)[ReachTarget.LETTER] is ReachState.DELIVERED


def test_the_old_value_stays_in_the_restricted_history(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    _correct(bureau, case_id)
    own = browser(house, bureau.office.counsellor).get(f"/cases/{case_id}/timeline").text
    theirs = browser(house, bureau.office.partner).get(f"/cases/{case_id}/timeline").text
    assert "1991" in own
    assert "1991" not in theirs
