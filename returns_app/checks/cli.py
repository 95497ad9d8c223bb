"""Operators' commands about the registry."""

import sys

import click
from flask import Blueprint

from returns_app.checks.queries import find_unmatched
from returns_app.db.session import db
from returns_app.registry import queries

registry_cli = Blueprint("registry_cli", __name__, cli_group="registry")


@registry_cli.cli.command("verify")
def verify_registry() -> None:
    """Compare the registry with itself and with our own claims; exit code 1 when something does not fit."""
    session = db.session()
    faults = {
        "addresses of no living claim": queries.count_orphans(session),
        "living claims that lost their addresses": len(queries.list_stripped(session)),
        "own claims that the registry does not hold as we do": len(find_unmatched(session)),
    }
    for status, number in sorted(queries.count_claims(session).items()):
        click.echo(f"{number} claims {status}")
    click.echo(f"{queries.count_addresses(session)} addresses")
    for what, number in faults.items():
        click.echo(f"{number} {what}")
    if any(faults.values()):
        sys.exit(1)
