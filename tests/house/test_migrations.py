"""Migrations lead from nothing to what the models say, and back: on SQLite, and on PostgreSQL where one is given."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text

from returns_app.db import walls
from tests.house import source
from tools.steps import ROOT

SERVER = os.environ.get("RETURNS_TEST_POSTGRES", "")
NUMBERED = "migrations/versions"
Flask = Callable[..., str]


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=[
                pytest.mark.postgres,
                pytest.mark.skipif(not SERVER, reason="RETURNS_TEST_POSTGRES names no server"),
            ],
        ),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'house.sqlite3'}"
        return
    name = f"returns_house_{uuid4().hex}"
    server = create_engine(make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def flask(url: str, tmp_path: Path) -> Flask:
    """Runs a command the way an operator does, on the empty database and keys of its own."""
    places = {"DATABASE_URL": url, "KEYS_DIR": tmp_path / "keys", "SECRET_FILE": tmp_path / "keys" / "session.secret"}
    env = {**os.environ, "RETURNS_ENVIRONMENT": "testing", **{f"RETURNS_{k}": str(v) for k, v in places.items()}}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "flask", "--app", "returns_app", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("keys", "init")
    return run


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_schema_is_what_the_models_say(flask: Flask, engine: Engine) -> None:
    flask("db", "upgrade")
    assert tables(engine)
    flask("db", "check")


def test_down_to_nothing_and_up_again(flask: Flask, engine: Engine) -> None:
    flask("db", "upgrade")
    whole = tables(engine)
    flask("db", "downgrade", "base")
    assert tables(engine) == set()
    flask("db", "upgrade")
    assert tables(engine) == whole


def test_there_is_one_line_of_migrations() -> None:
    """Numbers are handed out before the work begins, so the order is what the revisions say, not their numbers."""
    names = [path.stem.split("_")[0] for path in source.python_files(NUMBERED)]
    revisions = [_revision(path) for path in source.python_files(NUMBERED)]
    assert [revision for revision, _before in revisions] == names
    befores = [before for _revision, before in revisions]
    assert len(set(befores)) == len(befores), "two revisions follow the same one"
    assert len(set(names) - set(befores)) == 1


def _revision(path: Path) -> tuple[str, str | None]:
    found = re.search(r'^revision = "(\d{3})"\ndown_revision = (?:"(\d{3})"|None)$', path.read_text(), re.MULTILINE)
    assert found is not None, path
    return found[1], found[2]


def test_migrations_do_not_know_the_application() -> None:
    known = {name for path in source.python_files(NUMBERED) for name in source.imported_modules(path)}
    assert {name for name in known if name.startswith("returns_app")} <= {"returns_app.db.walls"}, (
        "a migration must mean the same after the models have moved on"
    )


def test_the_walls_that_migrations_stand_on_do_not_move() -> None:
    rules = (
        walls.who_sees_case("t"), walls.who_owns_case("t"), walls.who_sees_person("t"), walls.own_organisation("t"),
        walls.HOUSE, walls.ROLE,
    )  # fmt: skip
    assert (
        sha256("\n".join(rules).encode()).hexdigest()
        == "f2e4d307f19188a9f58c2e5fb96636a65673f14ebd3a9997d371d711d44100c8"
    ), "write a new rule beside the old one"
