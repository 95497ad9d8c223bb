"""Operators' commands about the registry: is it consistent, make tokens anew, change the key."""

import sys

import click
from flask import Blueprint

from returns_app.accounts.queries import find_by_email
from returns_app.accounts.service import sign_in, sign_out
from returns_app.checks.queries import count_outdated, find_unmatched
from returns_app.checks.service import retoken_outdated
from returns_app.core.errors import Refusal
from returns_app.core.permissions import Actor, system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.linkage.match_keys import VERSION
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.service import Step, advance, finish

registry_cli = Blueprint("registry_cli", __name__, cli_group="registry")


@registry_cli.cli.command("verify")
def verify_registry() -> None:
    """Compare the registry with itself and with our own claims; exit code 1 when something does not fit."""
    session = db.session()
    faults = {
        "ended or unknown claims that still have addresses": len(queries.list_orphans(session)),
        "living claims that lost their addresses": len(queries.list_stripped(session)),
    }
    if settings().serves == "node" and not settings().is_federated:
        faults["own claims that the registry does not hold as we do"] = len(find_unmatched(session))
    for status, number in sorted(queries.count_claims(session).items()):
        click.echo(f"{number} claims {status}")
    for epoch, version, number in queries.count_by_key(session):
        click.echo(f"{number} living claims under key epoch {epoch}, match keys {version}")
    click.echo(f"{queries.count_addresses(session)} addresses")
    for what, number in faults.items():
        click.echo(f"{number} {what}")
    if any(faults.values()):
        sys.exit(1)


@registry_cli.cli.command("retoken")
def retoken() -> None:
    """Make our tokens anew where the key epoch or the match keys have changed; stopped, it goes on where it was."""
    epoch = registry().key_epoch()
    total = count_outdated(db.session(), epoch, VERSION)
    db.session().rollback()
    click.echo(f"{total} claims to make anew under key epoch {epoch}, match keys {VERSION}.")
    retoken_outdated(lambda done: click.echo(f"{done} of {total}"))


@registry_cli.cli.command("rotate-key")
@click.option("--as", "email", required=True, help="E-mail address of the administrator who does this.")
@click.option("--password", prompt=True, hide_input=True)
def rotate_key(email: str, password: str) -> None:
    """Change the holders' key: the first administrator proposes, a second one begins, again to go on after a stop."""
    if settings().is_federated:
        raise click.ClickException("Here the holders change their keys themselves: see docs/operations.md.")
    try:
        step = _advance(_administrator(email, password))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if step is Step.PROPOSED:
        click.echo("Proposed. Another administrator has to run the same command to begin.")
        return
    retoken_outdated(lambda done: click.echo(f"{done} claims made anew"))
    _finish()


def _advance(actor: Actor) -> Step:
    with unit_of_work(actor) as work:
        return advance(work, key_store().directory)


def _finish() -> None:
    with unit_of_work(system_actor("registry")) as work:
        waiting = finish(work, key_store().directory)
    if waiting:
        click.echo(f"{waiting} claims are still under the old key: both are in force. Run the command again.")
        sys.exit(1)
    click.echo("Every claim is under the new key; the old shares are destroyed.")


def _administrator(email: str, password: str) -> Actor:
    token = sign_in(db.session(), email, password, "console")
    account = find_by_email(db.session(), email)
    if account is None:
        raise click.ClickException("no such account")
    actor = account.as_actor()
    db.session().rollback()
    sign_out(actor, token)
    return actor
