"""Days, sums and countries are said in the reader's language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.web import filters

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en", "2 Nov 2026, 14:05"),
        ("nl", "2 nov 2026, 14:05"),
        ("fr", "2 nov. 2026, 14:05"),
        ("ar", "2 نوفمبر 2026, 14:05"),
    ],
)
def test_a_moment_is_a_day_and_a_time(toolkit: Flask, locale: str, shown: str) -> None:
    toolkit.config["LOCALE"] = locale
    with toolkit.test_request_context("/"):
        assert filters.moment(datetime(2026, 11, 2, 14, 5, tzinfo=UTC)) == shown


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("due", "words"),
    [(19, "2 days late"), (20, "1 day late"), (21, "today"), (22, "in 1 day"), (26, "in 5 days")],
)
def test_a_deadline_is_said_in_days(due: int, words: str) -> None:
    assert filters.relative_days(date(2026, 11, due), TODAY) == words


@pytest.mark.usefixtures("request_context")
def test_birth_dates_show_no_more_than_is_known() -> None:
    assert filters.partial_day(PartialDate(1988, 7, 5, DatePrecision.DOCUMENT)) == "5 Jul 1988"
    assert filters.partial_day(PartialDate(1988, 7, None, DatePrecision.SAID)) == "July 1988"
    assert filters.partial_day(PartialDate(1988, None, None, DatePrecision.ESTIMATED)) == "about 1988"
    assert filters.partial_day(PartialDate()) == "Unknown"


@pytest.mark.usefixtures("request_context")
def test_nothing_is_shown_for_nothing() -> None:
    words = (filters.day, filters.moment, filters.clock_time, filters.money, filters.country, filters.relative_days)
    assert [word(None) for word in words] == [""] * len(words)


@pytest.mark.usefixtures("request_context")
def test_sums_countries_roles_and_pages() -> None:
    assert filters.money(Decimal("1250.00")) == "€1,250.00"
    assert filters.country("GE") == "Georgia"
    assert all(filters.role_name(role) for role in Role)
    assert filters.url_if("nowhere.at_all") == ""
