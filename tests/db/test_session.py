"""No write is ever lost: eight writers, both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from returns_app.accounts.models import Organisation
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import system_actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import UnrecordedWrite, WriteOutsideUnitOfWork, unit_of_work
from tests.people import an_organisation

pytestmark = pytest.mark.postgres
WRITERS, ROUNDS = 8, 25
ACTOR = system_actor("writers")


def _count_up(app: Flask, organisation_id: object) -> int:
    kept = 0
    for _round in range(ROUNDS):
        with app.app_context():
            try:
                with unit_of_work(ACTOR) as work:
                    row = work.session.get_one(Organisation, organisation_id)
                    row.contact = str(int(row.contact or 0) + 1)
                    work.record(Action.ACCOUNT_CHANGED)
            except StaleDataError:
                continue
            kept += 1
    return kept


def test_eight_writers_lose_nothing(app: Flask) -> None:
    with app.app_context():
        organisation_id = an_organisation().id
    with ThreadPoolExecutor(WRITERS) as pool:
        kept = sum(pool.map(lambda _n: _count_up(app, organisation_id), range(WRITERS)))
    with app.app_context():
        assert int(db.session().get_one(Organisation, organisation_id).contact) == kept
    assert kept >= ROUNDS


def test_a_write_outside_a_unit_of_work_is_refused(house: Flask) -> None:
    organisation = an_organisation()
    organisation.name = "other"
    db.session().add(organisation)
    with pytest.raises(WriteOutsideUnitOfWork):
        db.session().flush()


def test_a_write_without_an_event_is_refused_and_rolled_back(house: Flask) -> None:
    organisation = an_organisation()
    with pytest.raises(UnrecordedWrite), unit_of_work(ACTOR) as work:
        work.session.get_one(Organisation, organisation.id).name = "unsaid"
    assert db.session().get_one(Organisation, organisation.id).name != "unsaid"


def test_a_refusal_rolls_everything_back(house: Flask) -> None:
    organisation = an_organisation()
    with pytest.raises(RuleBroken), unit_of_work(ACTOR) as work:
        work.session.get_one(Organisation, organisation.id).name = "half"
        work.record(Action.ACCOUNT_CHANGED)
        raise RuleBroken("test.no", "no")
    assert db.session().get_one(Organisation, organisation.id).name != "half"


def test_units_of_work_do_not_nest(house: Flask) -> None:
    with unit_of_work(ACTOR), pytest.raises(RuntimeError, match="already open"), unit_of_work(ACTOR):
        pass


def test_the_log_is_append_only(house: Flask) -> None:
    an_organisation()
    with pytest.raises(Exception, match="append-only|permission denied"), db.engine.begin() as connection:
        connection.exec_driver_sql("update audit_event set actor = 'somebody else'")
    with pytest.raises(Exception, match="append-only|permission denied"), db.engine.begin() as connection:
        connection.exec_driver_sql("delete from audit_event")


def test_sqlite_runs_with_the_safe_settings(house: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 15000,
    }
