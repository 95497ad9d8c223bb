"""Operators' commands about the registry: is it consistent, make tokens anew, change the key."""

import sys
from collections import Counter

import click
from flask import Blueprint

from returns_app.accounts.queries import find_by_email
from returns_app.accounts.service import sign_in, sign_out
from returns_app.checks.queries import count_outdated, count_own
from returns_app.checks.rules import HARMLESS, Difference
from returns_app.checks.service import compare_own, retoken_outdated
from returns_app.core.errors import Refusal
from returns_app.core.permissions import Actor, system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.linkage.match_keys import VERSION
from returns_app.registry import queries
from returns_app.registry.connection import NODE, STORE, registry
from returns_app.registry.queries import find_key_change
from returns_app.registry.rules import RegistryGone
from returns_app.registry.service import Step, advance, advance_node, check_administrator, finish, finish_node

registry_cli = Blueprint("registry_cli", __name__, cli_group="registry")


_DIFFERENCES = {
    Difference.LOST: "not known in the registry",
    Difference.ENDED: "ended in the registry and not here",
    Difference.LACKING: "without some of our addresses",
    Difference.ELSEWHERE: "with addresses that lie with another claim",
    Difference.KEPT: "ended here and still held in the registry",
    Difference.LAPSED: "expired in the registry; the next night learns it",
    Difference.FURTHER: "with rows that are not on our list and stand for nothing",
}
_NO_ANSWER = 2
_NOTHING = "Every claim of ours is under key epoch {epoch}. The holders make the next one: see docs/operations.md."


@registry_cli.cli.command("verify")
@click.option("--after", default="", help="Go on after this own claim, where an earlier run stopped.")
def verify_registry(after: str) -> None:
    """Compare the registry with itself, and our own list with it; exit code 1: something does not fit, 2: no answer."""
    faults = 0
    if settings().serves == STORE or not settings().is_federated:
        faults += _verify_store()
    if settings().serves == NODE:
        faults += _verify_own(after)
    if faults:
        sys.exit(1)


def _verify_store() -> int:
    session = db.session()
    faults = {
        "ended or unknown claims that still have addresses": len(queries.list_orphans(session)),
        "living claims that lost their addresses": len(queries.list_stripped(session)),
    }
    for status, number in sorted(queries.count_claims(session).items()):
        click.echo(f"{number} claims {status}")
    for epoch, version, number in queries.count_by_key(session):
        click.echo(f"{number} living claims under key epoch {epoch}, match keys {version}")
    click.echo(f"{queries.count_addresses(session)} addresses")
    for what, number in faults.items():
        click.echo(f"{number} {what}")
    session.rollback()
    return sum(faults.values())


def _verify_own(after: str) -> int:
    """Every difference is told when it is found, so that a run that is stopped has told what it saw."""
    total, done, counts = count_own(db.session(), after), 0, Counter[Difference]()
    db.session().rollback()
    try:
        for compared in compare_own(after):
            for reference, what in compared.differences:
                click.echo(f"{reference}: {_DIFFERENCES[what]}")
            counts.update(what for _reference, what in compared.differences)
            done, after = done + compared.number, compared.last
            click.echo(f"{done} of {total} own claims compared, up to {after}")
    except RegistryGone:
        click.echo(f"The registry does not answer. Go on with: flask registry verify --after {after or '-'}", err=True)
        sys.exit(_NO_ANSWER)
    for what, number in sorted(counts.items()):
        click.echo(f"{number} own claims {_DIFFERENCES[what]}")
    return sum(number for what, number in counts.items() if what not in HARMLESS)


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
    """Change the key: the first administrator proposes, a second one begins, again to go on after a stop.

    In a federation the holders make the new shares; here every claim of ours is made anew under them.
    """
    try:
        step = _advance(_administrator(email, password))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if step is Step.PROPOSED:
        click.echo("Proposed. Another administrator has to run the same command to begin.")
        return
    try:
        retoken_outdated(lambda done: click.echo(f"{done} claims made anew"))
    except RegistryGone as gone:
        raise click.ClickException("The registry does not answer. Run the command again to go on.") from gone
    _finish_node() if settings().is_federated else _finish()


def _advance(actor: Actor) -> Step:
    if not settings().is_federated:
        with unit_of_work(actor) as work:
            return advance(work, key_store().directory)
    epoch = registry().key_epoch()
    with unit_of_work(actor) as work:
        check_administrator(actor)
        if find_key_change(work.session) is None and not count_outdated(work.session, epoch, VERSION):
            raise click.ClickException(_NOTHING.format(epoch=epoch))
        return advance_node(work, epoch)


def _finish() -> None:
    with unit_of_work(system_actor("registry")) as work:
        waiting = finish(work, key_store().directory)
    _tell_waiting(waiting)
    click.echo("Every claim is under the new key; the old shares are destroyed.")


def _finish_node() -> None:
    epoch = registry().key_epoch()
    with unit_of_work(system_actor("registry")) as work:
        waiting = count_outdated(work.session, epoch, VERSION)
        if not waiting:
            finish_node(work)
    _tell_waiting(waiting)
    click.echo(f"Every claim of ours is under key epoch {epoch}. Tell the holders: see docs/operations.md.")


def _tell_waiting(waiting: int) -> None:
    if waiting:
        click.echo(f"{waiting} claims are still under the old key: both are in force. Run the command again.")
        sys.exit(1)


def _administrator(email: str, password: str) -> Actor:
    token = sign_in(db.session(), email, password, "console")
    account = find_by_email(db.session(), email)
    if account is None:
        raise click.ClickException("no such account")
    actor = account.as_actor()
    db.session().rollback()
    sign_out(actor, token)
    return actor
