"""Oversight: what stands out in the log, and access confirmed anew each quarter."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.privacy.models import Recertification
from returns_app.privacy.rules.oversight import MANY_CASES, MANY_SEARCHES, Pattern, Seen, find_alarms, quarter_of
from returns_app.privacy.service import look_at_the_log
from returns_app.work.models import Notice, Task
from returns_app.work.rules import NoticeKind
from tests import people
from tests.cases.builders import browser

NOON, NIGHT = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC)


def _reads(count: int, at: datetime = NOON) -> list[Seen]:
    return [Seen("a", "cases.case.read", UUID(int=place), at) for place in range(count)]


@pytest.mark.parametrize(
    ("entries", "patterns"),
    [
        (_reads(MANY_CASES - 1), []),
        (_reads(MANY_CASES), [Pattern.MANY_CASES]),
        (_reads(1) * 500, []),
        (_reads(1, NIGHT), [Pattern.AT_NIGHT]),
        ([Seen("a", "people.person.searched", None, NOON)] * MANY_SEARCHES, [Pattern.MANY_SEARCHES]),
        ([Seen("a", "accounts.action.denied", None, NOON)] * 10, [Pattern.DENIED]),
        ([Seen("a", "cases.case.listed", None, NIGHT)], []),
    ],
)
def test_what_stands_out(entries: list[Seen], patterns: list[Pattern]) -> None:
    assert [alarm.pattern for alarm in find_alarms(entries)] == patterns


def test_every_quarter_has_its_name() -> None:
    assert [quarter_of(datetime(2026, month, 1, tzinfo=UTC).date()) for month in (1, 3, 4, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4",
    ]  # fmt: skip


@pytest.mark.postgres
def test_the_officer_sees_the_alarm_and_confirms_access(house: Flask) -> None:
    organisation = people.an_organisation()
    curious = people.an_actor(Role.COUNSELLOR, organisation=organisation)
    for _ in range(MANY_CASES):
        record_read(curious, Action.CASE_READ, case_id=uuid4())
    client = browser(house, people.an_actor(Role.DPO, organisation=organisation))
    assert "Read many cases in one day" in client.get("/data-protection/oversight").text
    place = f"/data-protection/oversight/accounts/{curious.account_id}/review"
    assert client.post(place, data={"kept": "no"}).status_code == 302
    assert client.post(place, data={"kept": "no"}).status_code == 302
    db.session().rollback()
    assert [review.is_kept for review in db.session().query(Recertification)] == [False]
    stranger = browser(house, people.an_actor(Role.DPO))
    assert stranger.post(place).status_code == 404
    assert "Read many cases" not in stranger.get("/data-protection/oversight").text


@pytest.mark.postgres
def test_the_night_tells_officers_and_asks_them_to_confirm_access(house: Flask) -> None:
    organisation = people.an_organisation()
    curious = people.an_actor(Role.COUNSELLOR, organisation=organisation)
    officer, admin = (people.an_actor(role, organisation=organisation) for role in (Role.DPO, Role.ADMIN))
    auditor = people.an_actor(Role.AUDITOR, organisation=organisation)
    for _ in range(MANY_CASES):
        record_read(curious, Action.CASE_READ, case_id=uuid4())
    record_read(curious, Action.CHECK_LIMITED)
    with unit_of_work(people.SEEDER) as work:
        look_at_the_log(work)
    told = {(one.account_id, one.kind) for one in db.session().scalars(select(Notice))}
    assert told == {(officer.account_id, NoticeKind.ALARM), (auditor.account_id, NoticeKind.FISHING)}
    task = db.session().scalars(select(Task)).one()
    client = browser(house, officer)
    assert "1 task waits for you" in client.get("/").text
    for one in (curious, officer, admin, auditor):
        place = f"/data-protection/oversight/accounts/{one.account_id}/review"
        client.post(place, data={"kept": "no" if one is curious else "yes"})
    db.session().rollback()
    assert db.session().get_one(Task, task.id).ended_at is not None
    doubted = select(Notice.account_id).where(Notice.kind == NoticeKind.ACCESS_DOUBTED)
    assert list(db.session().scalars(doubted)) == [admin.account_id]
