"""Operators' command: the public key that signs releases."""

import click
from flask import Blueprint

from returns_app.indicators import service

figures_cli = Blueprint("figures_cli", __name__, cli_group="figures")


@figures_cli.cli.command("public-key")
def print_public_key() -> None:
    """Print the key that releases are signed with: give it to readers in another way than the files."""
    click.echo(service.public_key())
