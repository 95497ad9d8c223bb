"""The second wall: on PostgreSQL a query without a scope sees nothing, another organisation's scope neither."""

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.core.permissions import ANONYMOUS, Actor
from returns_app.db.session import db, scope
from tests.cases.builders import open_case
from tests.people import an_actor

pytestmark = pytest.mark.postgres
TABLES = ("return_case", "case_member", "case_event", "person", "person_name", "person_identifier", "name_bucket")


def _seen(table: str) -> int:
    db.session().rollback()
    return int(db.session().execute(text(f"select count(*) from {table}")).scalar_one())


@pytest.mark.parametrize("table", TABLES)
def test_only_the_owner_sees_rows_even_without_a_where(house: Flask, table: str) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("row-level security is PostgreSQL's")
    owner, stranger = an_actor(), an_actor()
    open_case(owner)
    with scope(owner):
        assert _seen(table) > 0
    for other in (stranger, ANONYMOUS, Actor(None, None, None, frozenset())):
        with scope(other):
            assert _seen(table) == 0


def test_the_role_owns_nothing_and_cannot_switch_the_wall_off(house: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("row-level security is PostgreSQL's")
    with db.engine.connect() as connection:
        assert connection.scalar(text("select current_user")) == "returns_app"
        with pytest.raises(Exception, match="must be owner"):
            connection.execute(text("alter table person disable row level security"))
