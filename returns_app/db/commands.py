"""Operators' commands about keys. None of them prints key material."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Blueprint
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from returns_app.core.permissions import system_actor
from returns_app.db.data_keys import renew_everything
from returns_app.db.encrypted import key_store
from returns_app.db.key_epochs import change_epoch, count_by_epoch, drill
from returns_app.db.keys import KeyDirectory, KeyMissing, KeyStore, Source, create_keys
from returns_app.db.masters import KeySafe, move_keys, renew_master
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import settings

keys_cli = Blueprint("keys", __name__, cli_group="keys")
SOURCES = click.Choice([source.value for source in Source])
ACTOR = system_actor("keys")


def make_keys() -> None:
    """Keys of whatever this process serves; those that are there stay."""
    _make(key_store().directory)


@keys_cli.cli.command("init")
@click.option("--source", type=SOURCES, help="What guards the new keys; as the settings say when it is left out.")
def init_keys(source: str | None) -> None:
    """Make the keys that are not there yet; with pkcs11 the master key too, inside the token."""
    with _said():
        directory = key_store().directory
        if source is not None:
            directory = KeyDirectory(directory.path, replace(_safe(), source=Source(source)))
            _safe().prepare(Source(source))
        _make(directory)
    click.echo(f"Keys are in {directory.path}.")
    if source is not None and source != settings().key_source:
        click.echo(f"Now set key_source = {source}, so that later keys are guarded in the same way.")


@keys_cli.cli.command("status")
def show_status() -> None:
    """What guards each key, and how many data keys are under each key-encryption key."""
    with _said():
        directory = key_store().directory
        for name in directory.names(""):
            click.echo(f"{name}: {directory.source_of(name)}")
        guards = Counter(directory.source_of(name) for name in directory.names(""))
        with scope(ACTOR):
            epochs = count_by_epoch(db.session())
    click.echo(f"new keys: {settings().key_source}")
    for epoch, number in epochs.items():
        click.echo(f"{number} data keys under epoch {epoch}")
    if len(guards) > 1:
        click.echo("Keys are guarded in different ways: 'flask keys move' brings them together.")


@keys_cli.cli.command("move")
@click.argument("source", type=SOURCES)
def move(source: str) -> None:
    """Keep every key under another guard: file, environment or pkcs11. Servers go on meanwhile."""
    with _said():
        _safe().prepare(Source(source))
        moved = move_keys(key_store().directory, Source(source))
    click.echo(f"{moved} keys are now guarded by: {source}. Set key_source = {source} and restart the servers.")


@keys_cli.cli.command("rotate-master")
def rotate_master() -> None:
    """Seal every key anew under a new master key and destroy the one before."""
    with _said():
        _alone("master_renewed")
        renewed = renew_master(key_store().directory)
    click.echo(f"{renewed} keys are sealed under the new master key.")


@keys_cli.cli.command("change-epoch")
def change_key_epoch() -> None:
    """Wrap every data key anew and destroy the old key-encryption key: makes erasure final in backups too."""
    with _said():
        _alone("epoch_changed")
        number = change_epoch(ACTOR, _tell)
    click.echo(f"{number} data keys are under epoch {key_store().epoch}.")


@keys_cli.cli.command("renew-data-keys")
def renew_data_keys() -> None:
    """Seal everything about everybody under new data keys, then destroy the old ones. Stopped, it is run again."""
    with _said():
        _alone("data_keys_renewed")
        number = renew_everything(ACTOR, _tell)
    click.echo(f"{number} data keys are new.")


@keys_cli.cli.command("drill")
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--database", default="", help="URL of a restored copy of the database, instead of the one in use.")
def drill_lost_keys(backup: Path, database: str) -> None:
    """Lost-key drill: the keys kept at BACKUP open every data key, and without them nothing opens. Changes nothing."""
    with _said(), _database(database) as session, TemporaryDirectory() as nothing:
        found = drill(session, KeyStore(KeyDirectory(backup, key_store().directory.safe)))
        bare = drill(session, KeyStore(KeyDirectory(Path(nothing))))
    click.echo(f"{bare.opened} of {bare.opened + sum(bare.lost.values())} data keys open without any key file.")
    click.echo(f"{found.opened} data keys open with the backup.")
    for epoch, count in sorted(found.lost.items()):
        click.echo(f"{count} data keys of epoch {epoch} would be lost for ever.")
    if bare.opened:
        raise click.ClickException("Somebody could read this database without its keys.")
    if found.lost:
        raise click.ClickException("Copy the key directory again, now.")


@contextmanager
def _database(url: str) -> Iterator[Session]:
    """The database in use, or a restored copy somewhere else."""
    if not url:
        with scope(ACTOR):
            yield db.session()
        return
    try:
        engine = create_engine(url)
        with Session(engine) as session:
            if engine.dialect.name == "postgresql":
                session.execute(text("select set_config('app.house', 'yes', false)"))
            yield session
    except SQLAlchemyError as fault:
        reason = str(fault).partition("\n")[0]
        raise click.ClickException(f"The restored database can't be read as one of this house: {reason}") from None


@contextmanager
def _said() -> Iterator[None]:
    """A missing or locked key is a sentence, not a stack of calls."""
    try:
        yield
    except KeyMissing as fault:
        raise click.ClickException(str(fault)) from None


def _alone(kind: str) -> None:
    """Where administrators sign in, two of them change keys; a registry store and a holder have none."""
    if settings().serves == "node":
        raise click.ClickException(
            f"Two administrators must agree: 'flask proposals make {kind} --as YOU', then another one confirms."
        )


def _safe() -> KeySafe:
    safe = key_store().directory.safe
    assert isinstance(safe, KeySafe)  # noqa: S101  (the application is always built with one)
    return safe


def _make(directory: KeyDirectory) -> None:
    create_keys(directory, "member" if settings().is_federated else settings().serves)


def _tell(done: int, all_: int) -> None:
    click.echo(f"{done} of {all_} data keys")
