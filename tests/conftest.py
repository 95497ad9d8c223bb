"""The test house: built and migrated once, a pristine copy of the database for every test."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as properties
from sqlalchemy import Engine, create_engine, text

from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import ROOT, Settings, load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import absolute_url, db, dispose_engines, scope

POSTGRES = os.environ.get("RETURNS_TEST_POSTGRES", "")

# A machine that is busy with something else is no fault of ours: properties are judged by what they say, never by the clock.
properties.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("house")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of this worker: database, keys, assets."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="session")
def settings(place: Path) -> Settings:
    """Testing settings on a database of this worker."""
    url = _postgres_database() if POSTGRES else f"sqlite:///{place / 'house.sqlite3'}"
    variables = {
        "RETURNS_DATABASE_URL": url,
        "RETURNS_KEYS_DIR": str(place / "keys"),
        "RETURNS_SECRET_FILE": str(place / "keys" / "session.key"),
    }
    create_keys(KeyDirectory(place / "keys"))
    _migrate(url)
    return load_settings("testing", variables)


@pytest.fixture(scope="session")
def built_app(settings: Settings) -> Iterator[Flask]:
    """The application, built once per worker."""
    app = create_app(settings)
    yield app
    with app.app_context():
        dispose_engines()


@pytest.fixture(scope="session")
def pristine(built_app: Flask, settings: Settings) -> Iterator[Any]:
    """What an empty, migrated database looks like: its bytes, or on PostgreSQL the owner's way in."""
    if POSTGRES:
        owner = create_engine(absolute_url(settings.database_url))
        yield owner
        owner.dispose()
        return
    with sqlite3.connect(_sqlite_path(settings)) as live:
        live.execute("pragma journal_mode=delete")
    live.close()
    yield Path(_sqlite_path(settings)).read_bytes()


@pytest.fixture
def app(built_app: Flask, settings: Settings, pristine: Any) -> Iterator[Flask]:
    """The application on a database as empty as on the first day."""
    _reset(built_app, settings, pristine)
    built_app.extensions.pop("returns.registry_down", None)
    yield built_app
    with built_app.app_context():
        db.session.remove()


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """An application context on an empty house; what a test reads directly, it reads as the house."""
    with app.app_context(), scope(system_actor("tests")):
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that is not signed in."""
    return app.test_client()


def _migrate(url: str) -> None:
    migrate = [sys.executable, "-m", "tools.migrate", url]
    subprocess.run(migrate, check=True, cwd=ROOT, capture_output=True)


def _sqlite_path(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite:///")


def _reset(app: Flask, settings: Settings, pristine: Any) -> None:
    with app.app_context():
        db.session.remove()
        if POSTGRES:
            _empty_postgres(pristine)
            return
        dispose_engines()
    for suffix in ("", "-wal", "-shm"):
        Path(_sqlite_path(settings) + suffix).unlink(missing_ok=True)
    Path(_sqlite_path(settings)).write_bytes(pristine)


def _postgres_database() -> str:
    name = f"returns_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    server = create_engine(absolute_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return f"{POSTGRES.rsplit('/', 1)[0]}/{name}"


_TABLES = text(
    "select relname from pg_class where relkind in ('r', 'p') and not relispartition "
    "and relnamespace = 'public'::regnamespace and relname <> 'alembic_version'"
)


def _empty_postgres(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("set session_replication_role = replica"))
        for table in connection.scalars(_TABLES).all():
            connection.execute(text(f'delete from "{table}"'))
        connection.execute(text("set session_replication_role = origin"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no database behind on the server."""
    if not POSTGRES:
        return
    name = f"returns_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    server = create_engine(absolute_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    server.dispose()
