"""Notices about personal data: whole in every language, given with a name and a day, asked for when a newer one holds."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import NOTICE_VERSIONS
from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import begin_night, run_due
from returns_app.letters.rules import Way, all_texts
from returns_app.privacy import service
from returns_app.privacy.queries.notices import list_given
from returns_app.privacy.rules.notices import (
    SECTIONS,
    NoticeGiving,
    check_giving,
    current_version,
    is_outdated,
    languages,
    notice_parts,
    notice_texts,
    versions,
)
from returns_app.privacy.service.notices import ask_for_notices
from returns_app.privacy.views.notice_paper import notice_pdf
from returns_app.web.i18n import language_name
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.checks.builders import a_family_case
from tests.decisions.builders import Office, an_office, browser, logged, opened, stored

database = pytest.mark.postgres


def a_giving(*whom: UUID, **changes: object) -> NoticeGiving:
    values: dict[str, object] = {
        "request_key": uuid4(), "people": whom, "version": "v3", "language": "ar", "given_on": today(),
        "way": Way.IN_PERSON,
    }  # fmt: skip
    return NoticeGiving(**{**values, **changes})  # type: ignore[arg-type]


def test_the_intake_offers_exactly_the_versions_there_are() -> None:
    assert tuple(one.code for one in versions()) == NOTICE_VERSIONS


@pytest.mark.parametrize("code", sorted(all_texts()))
def test_every_language_of_the_letters_says_everything(code: str) -> None:
    texts = notice_texts("v3", code)
    assert (texts.code, set(texts.sections)) == (code, set(SECTIONS))
    parts = notice_parts(texts, "Repatriation Service", "")
    assert not any("{" in part.text for part in parts)
    assert "Repatriation Service" in parts[3].text
    assert parts[0].text  # nobody has verified it: that is said


def test_a_language_without_a_text_falls_back_to_the_source() -> None:
    assert notice_texts("v3", "xx").code == "en"
    assert set(languages("v3")) == set(all_texts())


def test_the_version_that_holds_depends_on_the_day() -> None:
    assert [current_version(date(year, 7, 1)).code for year in (2021, 2022, 2024, 2026)] == ["v1", "v1", "v2", "v3"]
    assert is_outdated("v2", date(2026, 1, 1))
    assert not is_outdated("v2", date(2025, 12, 31))


WHO = UUID(int=1)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": ()}, "people"),
        ({"people": (UUID(int=2),)}, "people"),
        ({"given_on": DAY + timedelta(days=1)}, "given_on"),
        ({"given_on": date(2025, 1, 1)}, "version"),
        ({"version": "v9"}, "version"),
    ],
)
def test_what_can_not_have_happened_is_refused(changes: dict[str, object], field: str) -> None:
    giving = NoticeGiving(**{**_plain(), **changes})  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        check_giving(giving, frozenset({WHO}), DAY)
    assert refused.value.field == field


def _plain() -> dict[str, object]:
    return {
        "request_key": UUID(int=9), "people": (WHO,), "version": "v3", "language": "nl", "given_on": DAY,
        "way": Way.POST,
    }  # fmt: skip


@pytest.mark.parametrize("languages_of_one", [("nl", "ar"), ("nl", "ti"), ("nl", "ka"), ("en", "en"), ("fr", "fa")])
def test_the_paper_is_a_tagged_pdf(languages_of_one: tuple[str, str]) -> None:
    class Sender:
        name, contact = "Repatriation Service", "Marktweg 1, Utrecht"

    made = notice_pdf(current_version(DAY), languages_of_one, Sender(), at=utc_now())
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made


@pytest.fixture
def office(house: Flask) -> Office:
    return an_office()


def outdated(case_id: UUID) -> None:
    """The people of the case were given an older version."""
    with unit_of_work(people.SEEDER) as work:
        work.session.execute(update(ReturnCase).where(ReturnCase.id == case_id).values(notice_version="v2"))
        work.events.append(people.AN_EVENT)
    db.session().expunge_all()


def asked(case_id: UUID) -> list[Task]:
    db.session().rollback()
    db.session().expunge_all()
    wanted = select(Task).where(Task.case_id == case_id, Task.kind == TaskKind.GIVE_NOTICE)
    return list(db.session().scalars(wanted))


@database
def test_the_night_asks_only_where_somebody_holds_an_older_one(house: Flask, office: Office) -> None:
    old, new = opened(office), a_family_case(office.counsellor)
    outdated(old)
    begin_night()
    run_due()
    assert ([len(asked(old)), len(asked(new))], asked(old)[0].owner_id) == ([1, 0], office.counsellor.account_id)


@database
def test_the_task_ends_when_everybody_has_it(house: Flask, office: Office) -> None:
    case_id = a_family_case(office.counsellor)
    outdated(case_id)
    with unit_of_work(people.SEEDER) as work:
        ask_for_notices(work)
        ask_for_notices(work)
    first, *others = [member.person_id for member in stored(case_id).members]
    with unit_of_work(office.counsellor) as work:
        service.record_notice(work, case_id, a_giving(first))
    assert [one.ended_at for one in asked(case_id)] == [None]
    again = a_giving(*others)
    for _twice in range(2):
        with unit_of_work(office.counsellor) as work:
            service.record_notice(work, case_id, again)
            work.events.append(people.AN_EVENT)
    assert asked(case_id)[0].ended_at is not None
    given = list_given(db.session(), stored(case_id))
    assert len(given) == 2 * (len(others) + 1)
    assert [one.version for one in given if one.person_id == first] == ["v3", "v2"]
    assert logged(case_id, Action.DATA_NOTICE_GIVEN) == 2


@database
def test_others_record_nothing(house: Flask, office: Office) -> None:
    case_id = opened(office)
    stranger = people.an_actor(Role.COUNSELLOR)
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.record_notice(work, case_id, a_giving(stored(case_id).principal_id))


@database
def test_the_page_records_and_shows_it(app: Flask, office: Office) -> None:
    case_id = opened(office)
    outdated(case_id)
    client = browser(app, office.counsellor)
    page = client.get(f"/cases/{case_id}/data-protection")
    assert "Hand it over at the next occasion." in page.text
    sent = {
        "people": str(stored(case_id).principal_id), "version": "v3", "language": "ti", "way": "in_person",
        "given_on-day": str(today().day), "given_on-month": str(today().month), "given_on-year": str(today().year),
        "request_key": str(uuid4()),
    }  # fmt: skip
    db.session().rollback()
    shown = client.post(f"/cases/{case_id}/notices", data=sent, follow_redirects=True)
    assert "Recorded who has the notice." in shown.text, shown.text
    assert language_name("ti") in shown.text
    assert "at the next occasion" not in shown.text
    empty = client.post(f"/cases/{case_id}/notices", data=sent | {"people": "", "request_key": str(uuid4())})
    assert (empty.status_code, "Tick who was given the notice." in empty.text) == (422, True)
    paper = client.get(f"/cases/{case_id}/notices/notice.pdf?language=ar")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
