"""Operators' commands: the first two administrators get one-time links; afterwards two of them agree."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click
from flask import Blueprint, current_app, url_for

from returns_app.accounts import queries, service
from returns_app.accounts.rules import KEY_KINDS, OrganisationKind, ProposalKind
from returns_app.accounts.service import AccountEntry, OrganisationEntry
from returns_app.core.errors import Refusal
from returns_app.core.permissions import Actor, Role, system_actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import settings, unit_of_work

accounts_cli = Blueprint("accounts_cli", __name__, cli_group="accounts")
proposals_cli = Blueprint("proposals_cli", __name__, cli_group="proposals")
WHO = click.option("--as", "email", required=True, help="E-mail address of the administrator who does this.")
PASSWORD = click.option("--password", prompt=True, hide_input=True)


@accounts_cli.cli.command("first-admin")
@click.argument("email")
@click.argument("organisation")
@click.argument("member_state")
def first_admin(email: str, organisation: str, member_state: str) -> None:
    """Make an organisation with one administrator; prints the link to set the password with."""
    with unit_of_work(system_actor("first-admin")) as work:
        entry = OrganisationEntry(
            organisation.lower().replace(" ", "-"), organisation, OrganisationKind.AUTHORITY, member_state, member_state
        )
        owner = service.add_organisation(work, entry)
        work.session.flush()
        account = service.create_account(work, owner.id, AccountEntry(email, "Administrator", (Role.ADMIN,)))
        work.session.flush()
        token = service.invite(work, account)
    click.echo(f"Open within 7 days: {_link(token)}")


@accounts_cli.cli.command("second-admin")
@click.argument("email")
@click.argument("organisation")
def second_admin(email: str, organisation: str) -> None:
    """Give the organisation with this code its second administrator; refused when it has two: then they decide."""
    with unit_of_work(system_actor("second-admin")) as work:
        owner = queries.find_organisation(work.session, organisation)
        if owner is None:
            raise click.ClickException(f"There is no organisation with the code {organisation}.")
        if queries.count_administrators(work.session, owner.id) != 1:
            raise click.ClickException("Only an organisation with exactly one administrator gets the second one here.")
        account = service.create_account(work, owner.id, AccountEntry(email, "Administrator", (Role.ADMIN,)))
        work.session.flush()
        token = service.invite(work, account)
    click.echo(f"Open within 7 days: {_link(token)}")


@proposals_cli.cli.command("list")
@WHO
@PASSWORD
def list_proposals(email: str, password: str) -> None:
    """What waits for a second person, and how far changes of keys are."""
    actor = _administrator(email, password)
    with scope(actor):
        for one in queries.list_proposals(db.session(), actor):
            click.echo(
                f"{one.id}  {one.kind}  {one.state}  {one.done}/{one.total}  until {one.expires_at:%Y-%m-%d %H:%M} UTC"
            )


@proposals_cli.cli.command("make")
@click.argument("kind", type=click.Choice(sorted(kind.value for kind in KEY_KINDS)))
@click.option("--reason", prompt=True)
@WHO
@PASSWORD
def make_proposal(kind: str, reason: str, email: str, password: str) -> None:
    """Propose a change of keys."""
    actor = _administrator(email, password)
    with _said(), unit_of_work(actor) as work:
        proposal = service.propose(work, ProposalKind(kind), reason)
    click.echo(
        f"Proposed as {proposal.id}. Another administrator confirms: flask proposals confirm {proposal.id} --as …"
    )


@proposals_cli.cli.command("confirm")
@click.argument("proposal", type=click.UUID)
@WHO
@PASSWORD
def confirm_proposal(proposal: UUID, email: str, password: str) -> None:
    """The second administrator's half; a change of keys is then done by the worker."""
    actor = _administrator(email, password)
    with _said(), unit_of_work(actor) as work:
        token = service.confirm(work, proposal)
    click.echo(
        "Confirmed. Changes of keys are done by the worker (flask jobs run); 'flask proposals list' shows how far."
    )
    if token:
        click.echo(f"Open within 7 days: {_link(token)}")


def _link(token: str) -> str:
    with current_app.test_request_context(base_url=settings().public_url):
        return url_for("accounts.accept_invitation", token=token, _external=True)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _administrator(email: str, password: str) -> Actor:
    with _said():
        token = service.sign_in(db.session(), email, password, "console")
    account = queries.find_by_email(db.session(), email)
    if account is None:
        raise click.ClickException("no such account")
    actor = account.as_actor()
    db.session().rollback()
    service.sign_out(actor, token)
    return actor
