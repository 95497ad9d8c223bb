"""The exported log verifies without keys, and the script names exactly the entry that was changed."""

import json

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.accounts.rules import OrganisationKind
from returns_app.audit.queries import newest_note
from returns_app.audit.service import seal
from returns_app.core.permissions import Role
from returns_app.db.session import db
from tests import people
from tests.cases.builders import browser, open_case
from tools.verify_log import root_of, verify

pytestmark = pytest.mark.postgres


def _exported(house: Flask) -> list[str]:
    body = people.an_organisation(kind=OrganisationKind.AUDIT_BODY)
    seal()
    answer = browser(house, people.an_actor(Role.AUDITOR, organisation=body)).get("/audit-log/export")
    assert answer.status_code == 200
    return answer.text.splitlines()


def test_an_untouched_log_is_whole_and_holds_only_what_one_may_read(house: Flask) -> None:
    open_case(people.an_actor())
    lines = _exported(house)
    assert verify(lines, newest_note(db.session()) or "") == ""
    said = [json.loads(line) for line in lines[1:] if "said" in json.loads(line)]
    assert 0 < len(said) < len(lines) - 1


def test_one_changed_byte_names_exactly_that_entry(house: Flask) -> None:
    open_case(people.an_actor())
    lines = _exported(house)
    place = next(place for place, line in enumerate(lines) if "cases.case.opened" in line)
    row = json.loads(lines[place])
    lines[place] = json.dumps({**row, "said": row["said"].replace("cases.case.opened", "cases.case.opemed")})
    assert verify(lines) == f"entry {row['entry']} was changed"


def test_a_missing_leaf_a_foreign_leaf_and_a_wrong_checkpoint_are_found(house: Flask) -> None:
    open_case(people.an_actor())
    lines = _exported(house)
    assert "is missing" in verify([lines[0], *lines[2:]])
    row = json.loads(lines[2])
    foreign = {"position": row["position"], "entry": row["entry"], "leaf": json.loads(lines[3])["leaf"]}
    assert "does not fit" in verify([*lines[:2], json.dumps(foreign), *lines[3:]])
    assert "does not fit" in verify(lines[:-1])
    assert verify([]) == "the file is empty"


def test_a_changed_database_is_seen_in_the_export(house: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the trigger is taken away as only an owner can")
    open_case(people.an_actor())
    seal()
    with db.engine.begin() as connection:
        connection.execute(text("drop trigger audit_event_no_update"))
        connection.execute(text("update audit_event set details = '{}' where action = 'cases.case.opened'"))
        number = connection.scalar(text("select id from audit_event where action = 'cases.case.opened'"))
    assert verify(_exported(house)) == f"entry {number} was changed"


def test_roots_of_small_trees_follow_the_standard() -> None:
    leaves = [bytes([place]) * 32 for place in range(5)]
    assert root_of(leaves[:1]) == leaves[0]
    assert len({root_of(leaves[:size]) for size in range(6)}) == 6
