"""Engines and sessions: what SQLite and PostgreSQL need so that no write is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as ExtensionSession
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import SessionTransaction

from returns_app.core.permissions import ANONYMOUS, Actor
from returns_app.core.settings import ROOT, Settings, SettingsError
from returns_app.db.base import Base

SQLITE_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    "busy_timeout=15000", "trusted_schema=OFF",
)  # fmt: skip

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_scope: ContextVar[Actor] = ContextVar("scope", default=ANONYMOUS)


class HouseSession(ExtensionSession):
    """The session of the house; its own class so that the house's rules listen to it alone."""


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": HouseSession, "expire_on_commit": False},
)


def connect(app: Flask, settings: Settings) -> None:
    """Bind the extension to the settings' database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = absolute_url(settings.database_url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine, settings)


def dispose_engines() -> None:
    """Close every idle connection."""
    db.engine.dispose()


def absolute_url(url: str) -> str:
    """A relative SQLite file stands under the project's root; psycopg is the driver of PostgreSQL."""
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    path = url.removeprefix("sqlite:///")
    if path == url or path.startswith("/"):
        return url
    return f"sqlite:///{ROOT / path}"


def engine_options(settings: Settings) -> dict[str, Any]:
    """Pool and isolation for either database."""
    if settings.is_sqlite:
        return {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def prepare_engine(engine: Engine, settings: Settings) -> None:
    """Attach the listeners that make transactions explicit and row-level security binding."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return
    event.listen(engine, "connect", lambda dbapi, _: _bind_role(dbapi, settings))
    if settings.is_production:
        _refuse_superuser(engine)


def _open_sqlite(dbapi: Any, _record: object) -> None:  # noqa: ANN401
    # The driver's own transaction handling sends no BEGIN before a SELECT and so loses updates: switch it off.
    dbapi.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        dbapi.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _bind_role(dbapi: Any, settings: Settings) -> None:  # noqa: ANN401
    # The login may own the tables on a developer's machine; the role it works under never does.
    with dbapi.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.database_role}"')
    dbapi.commit()


def _refuse_superuser(engine: Engine) -> None:
    question = text("select rolsuper or rolbypassrls from pg_roles where rolname = session_user")
    with engine.connect() as connection:
        if connection.scalar(question):
            raise SettingsError(
                "The database login bypasses row-level security. Use a login that is neither owner nor superuser."
            )


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside take the write lock at once."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def set_scope(actor: Actor) -> None:
    """From here on PostgreSQL's row-level security sees this actor."""
    _scope.set(actor)
    session = db.session()
    if session.in_transaction():
        _tell_scope(session.connection())


def keep_statistics() -> None:
    """Let SQLite look at how its indexes are filled; without that it takes every index to be equally telling."""
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL does so by itself
    with writing(), db.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        connection.exec_driver_sql("ANALYZE")


def current_scope() -> Actor:
    """The actor whose scope is in force."""
    return _scope.get()


def forget_scope(actor: Actor) -> None:
    """Back to an earlier scope, without a transaction to tell."""
    _scope.set(actor)


@contextmanager
def scope(actor: Actor) -> Iterator[None]:
    """Another actor's scope for a while."""
    before = _scope.get()
    set_scope(actor)
    try:
        yield
    finally:
        set_scope(before)


@event.listens_for(HouseSession, "after_begin")
def _scope_transaction(_session: HouseSession, _transaction: SessionTransaction, connection: Connection) -> None:
    _tell_scope(connection)


def _tell_scope(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    actor = _scope.get()
    values = {"org": str(actor.organisation_id or ""), "house": "yes" if actor.is_system else ""}
    connection.execute(text("select set_config('app.org', :org, true), set_config('app.house', :house, true)"), values)
