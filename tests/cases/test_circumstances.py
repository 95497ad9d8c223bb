"""Circumstances: recorded, corrected with history, and never overwritten unseen."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases import service
from returns_app.cases.queries import author_ids, circumstances_of, find_circumstances
from returns_app.cases.rules import ANSWERS, DAYS, NO_COUNTRY, Circumstances, HowHeard, LegalStatus
from returns_app.core.errors import Conflict, Malformed, NotFound
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from tests import people
from tests.cases import builders

SAID = Circumstances(LegalStatus.REJECTED_FINAL, answers={"dublin": False, "insufficient_means": True})


@pytest.fixture
def counsellor(house: Flask) -> Actor:
    return people.an_actor()


def record(actor: Actor, case_id: UUID, said: Circumstances = SAID, version: int = 0) -> tuple[str, ...]:
    """Record as the page does."""
    with unit_of_work(actor) as work:
        return service.record_circumstances(work, case_id, said, version)


@pytest.mark.postgres
def test_what_was_established_comes_back_and_makes_an_author(counsellor: Actor) -> None:
    case_id = builders.open_case(counsellor).id
    second = people.an_actor(Role.COUNSELLOR, organisation=None)
    assert record(counsellor, case_id) == ("dublin", "insufficient_means", "legal_status")
    with scope(counsellor):
        assert circumstances_of(db.session(), case_id) == SAID
        assert counsellor.account_id in author_ids(db.session(), case_id)
    assert record(counsellor, case_id, version=1) == ()
    with pytest.raises(NotFound):
        record(second, case_id, version=1)


@pytest.mark.postgres
def test_a_stale_page_overwrites_nothing(counsellor: Actor) -> None:
    case_id = builders.open_case(counsellor).id
    record(counsellor, case_id)
    record(counsellor, case_id, replace(SAID, how_heard=HowHeard.NGO), 1)
    with pytest.raises(Conflict):
        record(counsellor, case_id, replace(SAID, how_heard=HowHeard.FRIENDS), 1)


@pytest.mark.postgres
def test_nothing_of_it_is_stored_in_clear_but_the_status(counsellor: Actor) -> None:
    case_id = builders.open_case(counsellor).id
    record(counsellor, case_id, replace(SAID, residence_elsewhere="BR"))
    with scope(counsellor):
        row = find_circumstances(db.session(), case_id)
        assert row is not None
        assert row.facts_ct is not None
        assert (row.legal_status, b"BR" in row.facts_ct, b"dublin" in row.facts_ct) == (
            "asylum_rejected_final", False, False,
        )  # fmt: skip


def test_two_writers_choose_question_by_question(house: Flask, counsellor: Actor) -> None:
    case_id = builders.open_case(counsellor).id
    client, path = builders.browser(house, counsellor), f"/cases/{case_id}/circumstances"
    typed = {"version": "0", "request_key": str(uuid4()), "dublin": "no", "legal_status": "visa_overstay"}
    assert client.post(path, data=typed).status_code == 302
    clash = client.post(path, data={**typed, "dublin": "yes", "insufficient_means": "yes"})
    assert clash.status_code == 409
    assert "Is another member state responsible (Dublin)?" in clash.text
    assert 'name="keep.dublin"' in clash.text
    timeline = client.get(f"/cases/{case_id}/timeline").text
    assert "Legal status: Stayed longer than the visa. Before: nothing." in timeline
    page = client.get(f"/cases/{case_id}/people").text
    assert "Stayed longer than the visa" in page


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"refused_on": 1}, "has not come yet"),
        ({"in_country_since": -10, "refused_on": -11}, "before the day they came"),
    ],
)
def test_days_that_cannot_be_are_refused(counsellor: Actor, days: dict[str, int], sentence: str) -> None:
    case_id = builders.open_case(counsellor).id
    wrong = Circumstances(days={name: today() + timedelta(days=away) for name, away in days.items()})
    with pytest.raises(Malformed, match=sentence):
        record(counsellor, case_id, wrong)


@given(
    st.builds(
        Circumstances,
        legal_status=st.none() | st.sampled_from(LegalStatus),
        how_heard=st.none() | st.sampled_from(HowHeard),
        residence_elsewhere=st.sampled_from(["", NO_COUNTRY, "BR"]),
        days=st.dictionaries(st.sampled_from(DAYS), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
        answers=st.dictionaries(st.sampled_from(ANSWERS), st.booleans()),
    )
)
def test_what_is_kept_is_what_was_said(said: Circumstances) -> None:
    assert Circumstances.decode(said.encode()) == said
