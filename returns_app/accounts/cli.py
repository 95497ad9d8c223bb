"""Operators' commands about accounts: the first administrator gets a one-time link."""

import click
from flask import Blueprint, url_for

from returns_app.accounts import service
from returns_app.accounts.rules import OrganisationKind
from returns_app.accounts.service import AccountEntry, OrganisationEntry
from returns_app.core.permissions import Role, system_actor
from returns_app.db.unit_of_work import unit_of_work

accounts_cli = Blueprint("accounts_cli", __name__, cli_group="accounts")


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
    click.echo(f"Open within 7 days: {url_for('accounts.accept_invitation', token=token)}")
