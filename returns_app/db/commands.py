"""Operators' commands about keys."""

import click
from flask import Blueprint

from returns_app.db.encrypted import key_store
from returns_app.db.keys import create_keys

keys_cli = Blueprint("keys", __name__, cli_group="keys")


@keys_cli.cli.command("init")
def init_keys() -> None:
    """Make the key files that are not there yet."""
    create_keys(key_store().directory)
    click.echo(f"Keys are in {key_store().directory.path}.")
