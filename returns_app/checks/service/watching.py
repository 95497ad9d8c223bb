"""Noticing patterns that look like fishing for people; what is noticed is logged for the auditors, nobody is stopped by it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from returns_app.checks.models import CheckMark
from returns_app.checks.queries import count_dates, knows_mark
from returns_app.checks.rules import Comparison, Pattern, is_out_of_hours
from returns_app.core.actions import Action
from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.linkage.kinds import KeyKind

MANY_DATES = 5
WINDOW = timedelta(days=1)
_NAMES = (KeyKind.NAMES_COUNTRY,)
_WITH_DATE = (KeyKind.NAMES_DATE, KeyKind.NAMES_FIRST_JANUARY, KeyKind.NAMES_YEAR_COUNTRY)


def watch(work: UnitOfWork, case_id: UUID, asker: UUID | None, asked: Iterable[Comparison]) -> None:
    """Look at what somebody asked; what runs by itself is not looked at."""
    if asker is None:
        return
    work.session.execute(delete(CheckMark).where(CheckMark.asked_by == asker, CheckMark.at < work.now - WINDOW))
    for what in asked:
        _watch_dates(work, case_id, asker, what)
    if is_out_of_hours(_local(work.now)):
        work.record(Action.CHECK_ALARM, case_id=case_id, pattern=Pattern.OUT_OF_HOURS, account=asker)


def _watch_dates(work: UnitOfWork, case_id: UUID, asker: UUID, what: Comparison) -> None:
    name, born = _digest(what, _NAMES), _digest(what, _WITH_DATE)
    since = work.now - WINDOW
    if name is None or born is None or knows_mark(work.session, asker, born, since):
        return
    work.add(CheckMark(asked_by=asker, at=work.now, name_index=name, born_index=born))
    work.session.flush()
    dates = count_dates(work.session, asker, name, since)
    if dates >= MANY_DATES:
        work.record(Action.CHECK_ALARM, case_id=case_id, pattern=Pattern.MANY_DATES, account=asker, dates=dates)


def _digest(what: Comparison, kinds: tuple[KeyKind, ...]) -> bytes | None:
    """The first key of the first of these kinds that there is, as only this house can make it again."""
    values = (key.value for kind in kinds for key in sorted(what.asked, key=lambda one: one.value) if key.kind is kind)
    value = next(values, None)
    return None if value is None else key_store().index("check_mark", value.hex())


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings().time_zone))
