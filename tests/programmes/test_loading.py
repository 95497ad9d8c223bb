"""Loading programmes: versions, days, sources."""

from datetime import date
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.core.errors import NotFound
from returns_app.core.permissions import system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.programmes.models import ProgrammeVersion
from returns_app.programmes.queries import find_version, get_version, list_open
from returns_app.programmes.rules import tariff
from returns_app.programmes.service import load_programmes
from tests.programmes.facts import FOLDER, JOURNEY_DAY, beridze

pytestmark = pytest.mark.postgres


def load(folder: Path = FOLDER) -> int:
    """Load a folder as the operators' command does."""
    with unit_of_work(system_actor("tests")) as work:
        return load_programmes(work, folder)


def test_the_second_load_changes_nothing(house: Flask) -> None:
    assert load() == 10
    assert load() == 0


def test_a_changed_file_makes_one_version_that_rules_from_then_on(house: Flask, tmp_path: Path) -> None:
    load()
    folder = Path(copytree(FOLDER, tmp_path / "programmes"))
    file = folder / "nl-eurp.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"615.00"', '"650.00"'), encoding="utf-8")
    assert load(folder) == 1
    version = find_version(db.session(), "NL-EURP", JOURNEY_DAY)
    assert version is not None
    assert version.number == 2
    assert sum(line.amount for line in tariff(version.rules, beridze())) == 4 * 650 + 6000


def test_a_version_holds_between_its_days(house: Flask) -> None:
    load()
    numbers = [_number(day) for day in (date(2017, 6, 30), date(2017, 7, 11), date(2017, 7, 12), JOURNEY_DAY)]
    assert numbers == [None, 1, 2, 2]


def test_open_programmes_of_a_state_come_with_their_names_and_sources(house: Flask) -> None:
    load()
    db.session().rollback()
    versions = list_open(db.session(), "NL", JOURNEY_DAY)
    assert {one.programme.code for one in versions} == {"NL-EURP", "NL-REAN", "NL-AVRR-2017"}
    assert all(one.source for one in versions)
    assert {one.programme.code: one.is_verified for one in list_open(db.session(), "BE", JOURNEY_DAY)} == {
        "BE-EURP": False
    }


def test_no_shipped_rule_holds_a_float(house: Flask) -> None:
    load()
    assert not any(_has_float(version.rules) for version in db.session().scalars(select(ProgrammeVersion)))


def test_an_unknown_version_is_not_found(house: Flask) -> None:
    with pytest.raises(NotFound):
        get_version(db.session(), uuid4())


def test_loading_is_in_the_log(house: Flask) -> None:
    load()
    counted = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "programmes.programme.loaded")
    assert (db.session().scalar(counted) or 0) >= 10


def test_the_command_says_how_many(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["programmes", "load"])
    assert told.output == "10 new versions.\n"


def _number(day: date) -> int | None:
    version = find_version(db.session(), "NL-AVRR-2017", day)
    return version.number if version else None


def _has_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_float(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_float(one) for one in value)
    return isinstance(value, float)


def test_no_shipped_version_claims_more_than_was_found(house: Flask) -> None:
    """Each file rests in part on our own reading (its comments say on which); the mark comes off when somebody checks it."""
    load()
    assert not any(version.is_verified for version in db.session().scalars(select(ProgrammeVersion)))
