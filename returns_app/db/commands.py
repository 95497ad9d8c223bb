"""Operators' commands about keys."""

from pathlib import Path

import click
from flask import Blueprint

from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.key_epochs import change_epoch, drill
from returns_app.db.keys import KeyDirectory, KeyStore, create_keys
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import settings

keys_cli = Blueprint("keys", __name__, cli_group="keys")


def make_keys() -> None:
    """Key files of whatever this process serves; those that are there stay."""
    create_keys(key_store().directory, "member" if settings().is_federated else settings().serves)


@keys_cli.cli.command("init")
def init_keys() -> None:
    """Make the key files that are not there yet."""
    make_keys()
    click.echo(f"Keys are in {key_store().directory.path}.")


@keys_cli.cli.command("change-epoch")
def change_key_epoch() -> None:
    """Wrap every data key anew and destroy the old key-encryption key: makes erasure final in backups too."""
    number = change_epoch(system_actor("keys"), lambda done, all_: click.echo(f"{done} of {all_} data keys"))
    click.echo(f"{number} data keys are under epoch {key_store().epoch}.")


@keys_cli.cli.command("drill")
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
def drill_lost_keys(backup: Path) -> None:
    """Lost-key drill: does the key directory kept at BACKUP open every data key? Changes nothing."""
    with scope(system_actor("keys")):
        found = drill(db.session(), KeyStore(KeyDirectory(backup)))
    click.echo(f"{found.opened} data keys open with the backup.")
    for epoch, count in sorted(found.lost.items()):
        click.echo(f"{count} data keys of epoch {epoch} would be lost for ever.")
    if found.lost:
        raise click.ClickException("Copy the key directory again, now.")
