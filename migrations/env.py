"""Runs the migrations with the application's settings; never imports its models into a revision."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import engine_from_config, event, pool
from sqlalchemy.types import TypeDecorator

from returns_app import models
from returns_app.core.settings import load_settings
from returns_app.db.base import Base
from returns_app.db.session import absolute_url

assert models.__all__  # noqa: S101  (imported for its side effect: complete metadata)


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Custom types are written as the plain types they stand on."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def include_object(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
    """Partitions belong to their table."""
    return not (kind == "table" and name is not None and name.startswith("registry_address_"))


def database_url() -> str:
    """The owner's URL: given by the caller (tests), or the settings'."""
    given = context.config.get_main_option("sqlalchemy.url")
    return absolute_url(given or load_settings().database_url)


def run() -> None:
    """Connect as the owner and migrate in one transaction."""
    engine = engine_from_config({"sqlalchemy.url": database_url()}, poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda dbapi, _record: dbapi.execute("PRAGMA foreign_keys=OFF"))
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_item=render_item,
            include_object=include_object, render_as_batch=False,
        )  # fmt: skip
        with context.begin_transaction():
            context.run_migrations()


run()
