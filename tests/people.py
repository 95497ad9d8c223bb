"""Builders: plain functions that make what a test needs, through the services."""

from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from returns_app.accounts import service
from returns_app.accounts.models import Account, Organisation
from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.accounts.service import AccountEntry, OrganisationEntry
from returns_app.core.actions import Action
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role, system_actor
from returns_app.db.audit_log import Event
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.rules import (
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Sex,
)

PASSWORD = "a long sentence for tests only"
SEEDER = system_actor("tests")


def an_organisation(
    code: str = "", *, member_state: str | None = "NL", country: str = "", kind: OrganisationKind | None = None,
    basis: TransferBasis = TransferBasis.NOT_NEEDED,
) -> Organisation:  # fmt: skip
    """An authority of a member state, or a partner where there is none."""
    code = code or f"org-{uuid4().hex[:8]}"
    kind = kind or (OrganisationKind.AUTHORITY if member_state else OrganisationKind.PARTNER)
    entry = OrganisationEntry(code, code.upper(), kind, country or member_state or "NG", member_state, basis)
    with unit_of_work(SEEDER) as work:
        return service.add_organisation(work, entry)


def an_account(*roles: Role, organisation: Organisation | None = None, email: str = "", locale: str = "en") -> Account:
    """Somebody who may sign in; a counsellor unless other roles are named."""
    organisation = organisation or an_organisation()
    entry = AccountEntry(
        email or f"{uuid4().hex[:10]}@example.org", "Robin Example", roles or (Role.COUNSELLOR,), locale
    )
    with unit_of_work(SEEDER) as work:
        account = service.create_account(work, organisation.id, entry)
        work.session.flush()
        service.set_password(work, account, PASSWORD)
    return account


def an_actor(*roles: Role, organisation: Organisation | None = None) -> Actor:
    """The actor of a new account."""
    return actor_of(an_account(*roles, organisation=organisation))


def actor_of(account: Account) -> Actor:
    """The actor of an account."""
    organisation = db.session().get_one(Organisation, account.organisation_id)
    return Actor(
        account.id, account.organisation_id, organisation.member_state, frozenset(Role(role) for role in account.roles),
        account.name, organisation.name, account.locale,
    )  # fmt: skip


def client_for(app: Flask, account: Account | Actor) -> FlaskClient:
    """A browser signed in as `account`; forms need no token (see `csrf_client_for`)."""
    account_id = account.account_id if isinstance(account, Actor) else account.id
    assert account_id is not None
    client = app.test_client()
    client.set_cookie("returns_session", _token(app, account_id))
    return client


def _token(app: Flask, account_id: UUID) -> str:
    with app.app_context():
        account = db.session().get_one(Account, account_id)
        return service._open_session(actor_of(account))


def a_person_entry(given: str = "Chinedu", family: str = "Okafor", **changes: object) -> PersonEntry:
    """A returnee as somebody tells about one: P1 of the acceptance journeys."""
    values: dict[str, object] = {
        "names": (NameEntry(given, family, NameKind.PRIMARY),),
        "born": PartialDate(1991, 3, 14, DatePrecision.DOCUMENT),
        "sex": Sex.MALE,
        "nationalities": (NationalityEntry("NG", NationalityStatus.DOCUMENTED),),
        "identifiers": (IdentifierEntry(IdentifierKind.PASSPORT, "NG", "A01234567"),),
    }
    return PersonEntry(**{**values, **changes})  # type: ignore[arg-type]


AN_EVENT = Event(Action.CASE_CHANGED)
"""Something a test says happened when it changes rows by hand."""
