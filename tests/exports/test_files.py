"""Exported files: for whoever made them, for a day, openable with the passphrase alone."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from returns_app.accounts.models import Account, Organisation
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import Role, system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.encrypted import SubjectKey
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.exports.models import ExportFile, ListExport
from returns_app.exports.service import EXPIRE
from returns_app.jobs.models import Job
from returns_app.jobs.service import begin_night, run_due
from tests import people
from tests.decisions.builders import browser
from tools.open_export import opened

pytestmark = pytest.mark.postgres
PHRASE = "a sentence that works well"
RECIPIENT = "age1y6fgzcj34rew6v660j5xr6p8hhzgu599e5es8fxe774jap5mvq4qeljf2v"
ASKED = {"kind": "csv", "reason": "reporting", "text": "Yearly report to the ministry", "passphrase": PHRASE}


def made(app: Flask, actor: Account, **changes: str) -> str:
    """The address of a file somebody makes."""
    page = browser(app, people.actor_of(actor)).post("/cases/export", data=ASKED | changes, follow_redirects=True)
    found = re.search(r'href="(/exports/[0-9a-f-]{36}/file)"', page.text)
    assert found is not None, page.text
    return found[1]


@pytest.fixture
def maker(house: Flask) -> Account:
    return people.an_account(Role.APPROVER)


def logged(action: Action) -> int:
    db.session().rollback()
    return len(db.session().scalars(select(AuditEvent).where(AuditEvent.action == action.value)).all())


def test_whoever_made_it_fetches_it_and_opens_it(app: Flask, maker: Account) -> None:
    answer = browser(app, people.actor_of(maker)).get(made(app, maker))
    assert answer.headers["Content-Disposition"].endswith('.csv.age"')
    text = opened(answer.data, PHRASE).decode("utf-8-sig")
    assert maker.name in text.splitlines()[0]
    assert (logged(Action.LIST_EXPORTED), logged(Action.EXPORT_FETCHED)) == (1, 1)


def test_a_colleague_with_the_same_role_does_not_get_it(app: Flask, maker: Account) -> None:
    address = made(app, maker)
    house_id = people.actor_of(maker).organisation_id
    colleague = people.an_account(Role.APPROVER, organisation=db.session().get_one(Organisation, house_id))
    for other in (colleague, people.an_account(Role.APPROVER)):
        client = browser(app, people.actor_of(other))
        assert client.get(address).status_code == 404
        assert "No files yet" in client.get("/exports").text
    assert logged(Action.EXPORT_FETCHED) == 0


def test_the_store_holds_no_word_of_it(app: Flask, maker: Account) -> None:
    made(app, maker)
    kept = db.session().scalars(select(ExportFile.sealed)).one()
    assert b"age-encryption" not in kept
    assert PHRASE.encode() not in kept


def test_after_a_day_it_is_gone_and_so_is_its_key(app: Flask, maker: Account) -> None:
    address = made(app, maker)
    with unit_of_work(system_actor("tests")) as work:
        work.session.execute(update(ExportFile).values(expires_at=clock.utc_now() - timedelta(seconds=1)))
        work.events.append(people.AN_EVENT)
    file_id = db.session().scalars(select(ExportFile.id)).one()
    client = browser(app, people.actor_of(maker))
    assert client.get(address).status_code == 404  # before any night
    begin_night()
    run_due()
    db.session().rollback()
    assert db.session().get(SubjectKey, file_id) is None
    assert db.session().scalars(select(ExportFile.id)).all() == []
    assert db.session().scalars(select(ListExport)).one().text == ASKED["text"]  # the record stays readable
    assert logged(Action.EXPORT_EXPIRED) == 1
    assert "Taken away" in client.get("/exports").text


def test_the_night_leaves_the_files_of_today(app: Flask, maker: Account) -> None:
    address, client = made(app, maker), browser(app, people.actor_of(maker))
    begin_night()
    run_due()
    assert db.session().scalars(select(Job.ended_at).where(Job.kind == EXPIRE)).one() is not None
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"passphrase": ""}, 422, "one of the two"),
        ({"passphrase": "too short"}, 422, "at least 15 characters"),
        ({"recipient": RECIPIENT}, 422, "one of the two"),
        ({"passphrase": "", "recipient": RECIPIENT[:-2]}, 422, "no recipient key"),
    ],
)
def test_no_file_that_everybody_could_open(
    app: Flask, maker: Account, changes: dict[str, str], status: int, said: str
) -> None:
    answer = browser(app, people.actor_of(maker)).post("/cases/export", data=ASKED | changes)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert logged(Action.LIST_EXPORTED) == 0


def test_a_file_for_a_recipient_needs_no_passphrase(app: Flask, maker: Account) -> None:
    content = browser(app, people.actor_of(maker)).get(made(app, maker, passphrase="", recipient=RECIPIENT)).data
    assert content.startswith(b"age-encryption.org/v1\n-> X25519 ")
