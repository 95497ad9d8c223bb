"""The travel desk: a chain of dates to a document, a need, the short form, another flight, a departure that is prepared."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.core.clock import local_day, utc_now
from returns_app.demo.service.founding import House
from returns_app.travel.rules import LACK_SENTENCES, Lack
from tests import people
from tests.cases.builders import an_opening
from tests.decisions import builders
from tests.journeys.desk import Desk
from tests.journeys.seed import PARTNER, office_of

pytestmark = pytest.mark.journey
TRAVEL_DESK = "travel@ro-nl.example"
PREPARED = "The departure is prepared: documents, booking, visas and needs are there."


@pytest.fixture
def case_id(backstage: Flask, house: House) -> UUID:
    """A couple, approved today."""
    wife = MemberEntry(people.a_person_entry("Amaka", identifiers=()), MemberRole.SPOUSE)
    return builders.approved(office_of(house), an_opening(wife))


def test_a_departure_is_prepared_and_recorded(desk: Desk, case_id: UUID) -> None:
    travel, today = f"/cases/{case_id}/travel", local_day(utc_now(), "Europe/Amsterdam")
    first, second = builders.members(case_id)
    desk.sign_in(TRAVEL_DESK)
    desk.visit(f"/cases/{case_id}")
    desk.visit(travel)
    desk.says(desk.words.say(LACK_SENTENCES[Lack.DOCUMENT]), desk.words.say(LACK_SENTENCES[Lack.BOOKING]))
    _ask_embassy(desk, travel, first, today)
    _need(desk, travel, second, today)
    _too_early(desk, travel, today)
    _short_form(desk, travel, today)
    desk.says(desk.words.say(PREPARED))
    _over_istanbul(desk, travel, today)
    desk.says(desk.words.say(PREPARED))
    _leave(desk, travel, today)
    desk.sign_in(PARTNER)
    desk.visit(travel)
    desk.says("TK 1952")
    desk.says_not("LP-2231", "X7Y2QP")


def _ask_embassy(desk: Desk, travel: str, person_id: UUID, today: date) -> None:
    desk.visit(f"{travel}/documents/new")
    desk.answer(
        {"person": str(person_id), "state": "sent", "kind": "emergency_travel_document", "asked_by": "authority"}
    )
    desk.press(status=422)
    desk.answer({"authority": "Embassy of Nigeria", "framework": "BIL", **_day("on", today - timedelta(days=30))})
    desk.press()
    for state, more in (
        ("interview_planned", {}),
        ("interview_held", {}),
        ("nationality_confirmed", {}),
        _issued(today),
    ):
        desk.press(desk.find("main a[href*='/travel/documents/']:not([href*='/new'])").first)
        desk.answer({"state": state, **more})
        desk.press()
    desk.press("main a[href$='/travel/numbers']")
    desk.says("LP-2231")


def _issued(today: date) -> tuple[str, dict[str, str]]:
    return "issued", {"number": "LP-2231", **_day("valid_until", today + timedelta(days=60))}


def _need(desk: Desk, travel: str, person_id: UUID, today: date) -> None:
    desk.visit(f"{travel}/needs/new")
    desk.answer({"person": str(person_id), "kind": "medical", "wish": "Seat near the door"})
    desk.press()
    desk.says("Seat near the door", desk.words.say(LACK_SENTENCES[Lack.NEED]))
    desk.press("main a[href*='/travel/needs/']:not([href*='/new'])")
    desk.answer({"answer": "fit", **_day("valid_until", today + timedelta(days=20))})
    desk.press()


def _too_early(desk: Desk, travel: str, today: date) -> None:
    desk.visit(f"{travel}/departure")
    desk.answer({"border_point": "Schiphol", "proof": "exit_stamp", **_day("departed_on", today)})
    desk.press(status=422)
    desk.says(desk.words.say(LACK_SENTENCES[Lack.BOOKING]))
    desk.press("main a.btn[href$='/travel/preparation']")


def _short_form(desk: Desk, travel: str, today: date) -> None:
    desk.answer({"papers-0-paper": "passport", "papers-0-number": "A01234567"})
    desk.answer(_day("papers-0-valid_until", today + timedelta(days=300)))
    desk.answer({"carrier": "KLM", "flight": "KL 587", "from_place": "Schiphol"})
    desk.press(status=422)
    desk.answer({"to_place": "Lagos", "reference": "X7Y2QP", **_day("departs_on", today)})
    desk.press()
    assert desk.page.url.endswith(travel)


def _over_istanbul(desk: Desk, travel: str, today: date) -> None:
    desk.press("main a[href$='/rebooking']")
    desk.answer({"reason": "carrier", "state": "confirmed", "carrier": "Turkish Airlines", "flight": "TK 1952"})
    desk.answer({**_day("departs_on", today), "transits-0-country": "TR", "transits-0-visa": "needed"})
    desk.press()
    desk.says(desk.words.say(LACK_SENTENCES[Lack.VISA]), "KL 587", "TK 1952")
    desk.press("main form[action$='/visas'] button")


def _leave(desk: Desk, travel: str, today: date) -> None:
    desk.press(".title-actions .btn-primary")
    desk.answer({"border_point": "Schiphol", "proof": "boarding_confirmation", **_day("departed_on", today)})
    desk.press()
    desk.press("main a[href$='/travel/proof']")
    desk.answer({"proof": "exit_stamp", "reference": "S-9"})
    desk.press()
    desk.press(".title-actions .btn-primary")
    desk.answer({"proof": "met_at_airport", **_day("arrived_on", today)})
    desk.press()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
