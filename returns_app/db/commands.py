"""Operators' commands about keys."""

import click
from flask import Blueprint

from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.key_epochs import change_epoch
from returns_app.db.keys import create_keys

keys_cli = Blueprint("keys", __name__, cli_group="keys")


@keys_cli.cli.command("init")
def init_keys() -> None:
    """Make the key files that are not there yet."""
    create_keys(key_store().directory)
    click.echo(f"Keys are in {key_store().directory.path}.")


@keys_cli.cli.command("change-epoch")
def change_key_epoch() -> None:
    """Wrap every data key anew and destroy the old key-encryption key: makes erasure final in backups too."""
    click.echo(f"{change_epoch(system_actor('keys'))} data keys are under epoch {key_store().epoch}.")
