"""The only place that asks the operating system what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_ahead: ContextVar[timedelta] = ContextVar("ahead", default=timedelta())


def utc_now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC) + _ahead.get()


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of a moment in a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


@contextmanager
def travelling(to: datetime) -> Iterator[None]:
    """Inside, the clock shows `to` and goes on from there: made-up histories need it, nothing else may (a test holds that)."""
    token = _ahead.set(to - datetime.now(UTC))
    try:
        yield
    finally:
        _ahead.reset(token)
