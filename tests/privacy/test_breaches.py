"""The register of breaches: 72 hours, late reasons, nothing closed too early."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import today
from returns_app.privacy.rules.breaches import BreachNews, BreachRisk, check_news, deadline
from tests import people
from tests.cases.builders import browser

KNOWN = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOLD = {"risk": BreachRisk.RISK, "authority_told": True, "people_told": False, "late_reason": "", "measures": "Keys changed",
        "is_closed": False}  # fmt: skip


def _check(hours: float, **changes: object) -> None:
    news = BreachNews(**{**TOLD, **changes})  # type: ignore[arg-type]
    check_news(news, was_told=False, known_at=KNOWN, now=KNOWN + timedelta(hours=hours))


@given(st.floats(0, 500))
def test_after_72_hours_a_notice_needs_its_reason(hours: float) -> None:
    _check(hours, late_reason="The scope was not known")
    if hours <= 72:
        _check(hours)
    else:
        with pytest.raises(RuleBroken):
            _check(hours)


def test_the_deadline_is_three_days_later() -> None:
    assert deadline(KNOWN) == datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [{"authority_told": False}, {"risk": BreachRisk.HIGH}, {"measures": " "}],
)
def test_nothing_is_closed_while_something_is_open(changes: dict[str, object]) -> None:
    _check(1, **changes)
    with pytest.raises(RuleBroken):
        _check(1, is_closed=True, **changes)


@pytest.mark.postgres
def test_a_breach_from_record_to_closing(house: Flask) -> None:
    officer = people.an_actor(Role.DPO)
    client = browser(house, officer)
    day = today() - timedelta(days=5)
    typed = {
        "known_on-day": str(day.day), "known_on-month": str(day.month), "known_on-year": str(day.year), "known_hour": "9",
        "nature": "confidentiality", "risk": "risk", "people": "3", "words": "A letter went to the wrong address.",
    }  # fmt: skip
    assert client.post("/data-protection/breaches/new", data={**typed, "words": ""}).status_code == 422
    made = client.post("/data-protection/breaches/new", data=typed)
    assert made.status_code == 302
    assert "The 72 hours are over" in client.get(made.location).text
    late = client.post(made.location, data={"risk": "risk", "authority_told": "1", "measures": "Called back"})
    assert late.status_code == 409
    assert "Called back" in late.text
    done = {
        "risk": "risk",
        "authority_told": "1",
        "measures": "Called back",
        "late_reason": "Found late",
        "is_closed": "1",
    }
    assert client.post(made.location, data=done).status_code == 302
    assert "Closed" in client.get("/data-protection/breaches").text
    assert browser(house, people.an_actor(Role.DPO)).get(made.location).status_code == 404
