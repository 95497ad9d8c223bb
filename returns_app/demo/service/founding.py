"""The house before its first case: organisations, logins, programmes, and rates month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from returns_app.accounts.passwords import hash_password
from returns_app.accounts.queries import find_by_email
from returns_app.accounts.service import (
    AccountEntry,
    OrganisationEntry,
    add_organisation,
    create_account,
    keep_password,
)
from returns_app.core.permissions import Actor, system_actor
from returns_app.core.settings import ROOT
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, settings, unit_of_work
from returns_app.demo.rules.goods import CURRENCIES, RATE_SOURCE
from returns_app.demo.rules.houses import FINANCE, HOUSES, LOGINS, Login, logins_of
from returns_app.demo.rules.houses import House as Told
from returns_app.programmes.service import load_programmes
from returns_app.support.rules import RateEntry
from returns_app.support.service import record_rate

SEEDER = system_actor("demo")
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class House:
    """Who acts, by e-mail address, and which organisation is meant by a code."""

    actors: dict[str, Actor]
    organisations: dict[str, UUID]


def found_house(password: str, state: str = "") -> House:
    """Organisations, programmes and everybody who may sign in: of every member state, or of one."""
    with unit_of_work(SEEDER) as work:
        organisations = {house.code: add_organisation(work, _organisation(house)) for house in HOUSES}
        work.session.flush()
        ids = {code: organisation.id for code, organisation in organisations.items()}
        load_programmes(work, ROOT / "config" / "programmes")
    # They all have one password: made once, since making it is slow on purpose.
    kept = hash_password(settings(), password)
    for login in logins_of(state):
        with unit_of_work(SEEDER) as work:
            _admit(work, login, ids[login.house], kept)
    return House(_actors(), ids)


def keep_rates(house: House, seed: int, first: datetime, last: datetime) -> Iterator[datetime]:
    """Finance records what a euro buys, once a month."""
    rng, rates, moment = Random(seed), dict(CURRENCIES), first
    while moment < last:
        yield moment
        with unit_of_work(house.actors.get(FINANCE, SEEDER)) as work:
            for currency, per_euro in rates.values():
                record_rate(work, RateEntry(currency, work.today, per_euro, RATE_SOURCE))
        rates = {country: (currency, _moved(rng, per_euro)) for country, (currency, per_euro) in rates.items()}
        moment += MONTH


def _organisation(house: Told) -> OrganisationEntry:
    return OrganisationEntry(house.code, house.name, house.kind, house.country, house.member_state, house.basis)


def _admit(work: UnitOfWork, login: Login, organisation_id: UUID, kept: str) -> None:
    account = create_account(work, organisation_id, AccountEntry(login.email, login.name, login.roles, login.locale))
    keep_password(work, account, kept)


def _actors() -> dict[str, Actor]:
    with scope(SEEDER):
        found = {login.email: find_by_email(db.session(), login.email) for login in LOGINS}
        db.session().rollback()
    return {email: account.as_actor() for email, account in found.items() if account is not None}


def _moved(rng: Random, per_euro: Decimal) -> Decimal:
    return (per_euro * Decimal(rng.randint(988, 1014)) / 1000).quantize(Decimal("0.0001"))
