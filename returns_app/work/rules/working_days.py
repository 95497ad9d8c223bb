"""Working days of a country: weekends and public holidays as the `holidays` package knows them."""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays, list_supported_countries

WEEKEND = frozenset({5, 6})
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, country: str) -> bool:
    """True unless it is a weekend or a public holiday there; of an unknown country only weekends are known."""
    calendar = _calendar(country)
    if calendar is None:
        return day.weekday() not in WEEKEND
    return calendar.is_working_day(day)


def next_working_day(day: date, country: str) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day, country):
        day += ONE_DAY
    return day


def later_by_working_days(day: date, number: int, country: str) -> date:
    """The day that many working days later; the first day does not count."""
    for _ in range(number):
        day = next_working_day(day + ONE_DAY, country)
    return day


def working_days_between(since: date, until: date, country: str) -> int:
    """How many working days follow the first day, up to and with the last."""
    days = (since + ONE_DAY * number for number in range(1, (until - since).days + 1))
    return sum(is_working_day(day, country) for day in days)


@cache
def _calendar(country: str) -> HolidayBase | None:
    return country_holidays(country) if country in _known() else None


@cache
def _known() -> frozenset[str]:
    return frozenset(list_supported_countries())
