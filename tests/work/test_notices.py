"""Notices in the app and by e-mail without names, reminders, calendar feeds."""

import re
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.accounts.models import Account
from returns_app.cases.service import correct_member
from returns_app.core import clock
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import TryLater, run_due
from returns_app.people.details import entry_of
from returns_app.work import mailing, service
from returns_app.work.models import Notice, Task
from returns_app.work.rules import (
    CalendarEntry,
    Duty,
    MailMode,
    NoticeKind,
    TaskKind,
    calendar_text,
    reminders_on,
)
from tests import people
from tests.cases.builders import an_opening, open_case
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


@pytest.fixture
def folder(house: Flask, tmp_path: Path) -> Iterator[Path]:
    """E-mails go here."""
    before = house.extensions["returns.settings"]
    house.extensions["returns.settings"] = replace(before, mail_folder=str(tmp_path))
    yield tmp_path
    house.extensions["returns.settings"] = before


def notices(actor: Actor) -> list[NoticeKind]:
    db.session().rollback()
    return [
        row.kind
        for row in db.session().query(Notice).filter_by(account_id=actor.account_id).order_by(Notice.created_at)
    ]


def later(days: float = 0, seconds: int = 0) -> None:
    """The worker runs at another moment."""
    with clock.travelling(clock.utc_now() + timedelta(days=days, seconds=seconds)):
        run_due()


def mailed(folder: Path, actor: Actor) -> list[EmailMessage]:
    """What went out to one person."""
    account = db.session().get(Account, actor.account_id)
    assert account is not None
    sent = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.iterdir()]
    return [message for message in sent if message["To"] == account.email]


def test_whoever_is_given_a_task_by_another_is_told(office: builders.Office) -> None:
    builders.departed(office)
    assert notices(office.counsellor) == [NoticeKind.TASK_GIVEN] * 2  # the letter and the departure, after the approval
    assert notices(office.partner) == [NoticeKind.TASK_GIVEN] * 2  # to answer the offer, to confirm the arrival
    assert notices(office.approver) == []  # a pooled task stands in the queue


def test_an_e_mail_names_nobody(office: builders.Office, folder: Path) -> None:
    case_id = builders.departed(office)
    later(seconds=service.notices.GATHERED + 5)
    sent = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.iterdir()]
    assert len(sent) == 2
    case = builders.stored(case_id)
    for message in sent:
        text = str(message["Subject"]) + message.get_content()
        assert "new notice" in text
        for hidden in ("Okafor", "Chinedu", case.reference, "Nigeria", str(case_id)):
            assert hidden not in text
    later(seconds=2 * service.notices.GATHERED + 5)
    assert len(list(folder.iterdir())) == 2


def test_what_was_read_is_not_mailed(app: Flask, office: builders.Office, folder: Path) -> None:
    builders.approved(office)
    client = builders.browser(app, office.counsellor)
    assert "A task for you" in client.get("/notices").text
    assert "2 notices are new." in client.get("/").text
    assert client.post("/notices/read").status_code == 302
    assert "notices are new" not in client.get("/").text
    later(seconds=service.notices.GATHERED + 5)
    assert mailed(folder, office.counsellor) == []


@pytest.mark.parametrize(("mode", "mails"), [(MailMode.NEVER, 0), (MailMode.DAILY, 1), (MailMode.AT_ONCE, 1)])
def test_everybody_chooses_how_often(
    app: Flask, office: builders.Office, folder: Path, mode: MailMode, mails: int
) -> None:
    client = builders.browser(app, office.counsellor)
    assert client.post("/notices", data={"mode": mode.value}).status_code == 302
    assert re.search(rf'value="{mode.value}"[^>]*checked', client.get("/notices").text)
    builders.approved(office)
    later(days=0.5)
    later(days=1.2)
    assert len(mailed(folder, office.counsellor)) == mails


def test_a_mail_server_that_is_down_is_tried_again(
    office: builders.Office, house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(house.extensions["returns.settings"], smtp_host="mail.invalid")

    def refuse(*_args: object, **_options: object) -> None:
        raise smtplib.SMTPConnectError(421, "busy")

    monkeypatch.setattr(mailing.smtplib, "SMTP", refuse)  # type: ignore[attr-defined]
    with pytest.raises(TryLater):
        mailing.send(config, mailing.compose(config, "somebody@example.org", "en", 1))


@pytest.mark.parametrize(("locale", "words"), [("nl", "nieuwe meldingen"), ("ar", "إشعارات")])
def test_an_e_mail_speaks_its_readers_language(house: Flask, locale: str, words: str) -> None:
    message = mailing.compose(house.extensions["returns.settings"], "somebody@example.org", locale, 3)
    assert words in str(message["Subject"])


def follow_up(office: builders.Office, due: date) -> Task:
    case_id = builders.opened(office)
    with unit_of_work(office.counsellor) as work:
        owner, house = office.counsellor.account_id, office.organisation.id
        return service.open_task(
            work, Duty(TaskKind.FOLLOW_UP, house, Role.COUNSELLOR, case_id, owner, uuid4(), due_on=due)
        )


def test_every_morning_those_whose_deadline_is_near_are_told(office: builders.Office) -> None:
    follow_up(office, today() + timedelta(days=2))
    later(days=1.1)
    assert notices(office.counsellor) == [NoticeKind.DUE_SOON]
    later(days=3.1)
    later(days=3.2)
    assert notices(office.counsellor) == [NoticeKind.DUE_SOON, NoticeKind.OVERDUE]
    waiting = db.session().query(Job).filter_by(kind="work.remind", ended_at=None).count()
    assert waiting == 1


def test_a_closed_account_hears_nothing(office: builders.Office, folder: Path) -> None:
    builders.approved(office)
    with unit_of_work(people.SEEDER) as work:
        account = work.session.get_one(Account, office.counsellor.account_id)
        account.deactivated_at = work.now
        work.events.append(people.AN_EVENT)
    later(seconds=service.notices.GATHERED + 5)
    assert [file for file in folder.iterdir() if account.email in file.read_text(encoding="utf-8")] == []


def test_a_reduced_check_asks_to_find_out_more_until_it_is_a_full_one(office: builders.Office) -> None:
    unknown = PartialDate(None, None, None, DatePrecision.UNKNOWN)
    fatou = people.a_person_entry("Fatou", "Jallow", born=unknown, identifiers=())
    case_id = builders.opened(office, an_opening(principal=fatou, return_country="GM"))
    task = db.session().query(Task).filter_by(case_id=case_id, kind=TaskKind.RECHECK).one()
    assert (task.due_on, task.ended_at) == (today() + timedelta(days=14), None)
    person = builders.stored(case_id).members[0].person
    about = replace(entry_of(person), born=PartialDate(1990, None, None, DatePrecision.ESTIMATED))
    numbered = replace(about, identifiers=people.a_person_entry().identifiers)
    with unit_of_work(office.counsellor) as work:
        correct_member(work, case_id, person.id, numbered, person.version)
    run_due()
    db.session().rollback()
    assert db.session().get_one(Task, task.id).ended_at is not None


def test_an_answer_that_came_late_is_told(office: builders.Office) -> None:
    with builders.registry_down():
        open_case(office.counsellor)
        run_due()
    later(days=0.1)
    assert NoticeKind.REGISTRY_ANSWERED in notices(office.counsellor)


def test_the_calendar_shows_deadlines_and_no_names(app: Flask, office: builders.Office) -> None:
    case_id = builders.opened(office)
    client = builders.browser(app, office.counsellor)
    page = client.post("/calendar-feed").text
    found = re.search(r"(/calendar/[\w-]+/tasks\.ics)", page)
    assert found is not None
    feed = app.test_client().get(found[1])
    assert feed.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert builders.stored(case_id).reference in feed.text
    assert "Okafor" not in feed.text
    newer = re.search(r"(/calendar/[\w-]+/tasks\.ics)", client.post("/calendar-feed").text)
    assert newer is not None
    assert app.test_client().get(found[1]).status_code == 404
    assert app.test_client().get(newer[1]).status_code == 200
    client.post("/calendar-feed/closure")
    assert app.test_client().get(newer[1]).status_code == 404
    assert app.test_client().get("/calendar/nonsense/tasks.ics").status_code == 404


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@given(TEXTS)
def test_every_line_of_a_calendar_fits_and_unfolds_to_what_was_said(summary: str) -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    entry = CalendarEntry(uuid4(), date(2026, 3, 16), summary, "https://x/1", 1, moment)
    text = calendar_text("Deadlines", [entry])
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    said = next(line for line in unfolded.split("\r\n") if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert said.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\") == summary
    assert "DTSTART;VALUE=DATE:20260316" in lines
    assert "DTEND;VALUE=DATE:20260317" in lines


def test_a_line_end_in_a_summary_starts_no_new_property() -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    text = calendar_text("x", [CalendarEntry(uuid4(), date(2026, 3, 16), "a\r\nATTENDEE:b", "https://x/1", 1, moment)])
    assert "\r\nATTENDEE" not in text


@given(st.integers(-20, 20))
def test_a_reminder_comes_on_its_days_only(left: int) -> None:
    day = date(2026, 3, 2)
    expected = {1: NoticeKind.DUE_SOON, -1: NoticeKind.OVERDUE}.get(left)
    assert reminders_on(None, day + timedelta(days=left), day) is expected
