"""`seed_acceptance`: who works here and what the other states know, before anybody has opened a case."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from returns_app.accounts.models import Organisation
from returns_app.cases.rules import CaseOpening
from returns_app.core.permissions import Actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.demo.service.founding import House, found_house
from returns_app.registry.statuses import SupportKind
from returns_app.support.rules import RateEntry
from returns_app.support.service import record_rate
from tests import people
from tests.decisions.builders import Office
from tests.registry.builders import announced, someone

COUNSELLOR, COUNSELLOR_2 = "counsellor@ro-nl.example", "counsellor2@ro-nl.example"
APPROVER, APPROVER_2 = "approver@ro-nl.example", "approver2@ro-nl.example"
FINANCE, PARTNER = "finance@ro-nl.example", "partner@rp-lagos.example"
TOLD_IN_BELGIUM = timedelta(days=111)
RATE_AGE = timedelta(days=3)


def seed_acceptance() -> House:
    """Organisations, logins, programmes, the Belgian claim of P2 and the rate of the journeys."""
    house = found_house(people.PASSWORD)
    with scope(people.SEEDER):
        claimed = someone("Ahmad Husain", "Aljboori", "1988-05-07", "IQ")
        announced(claimed, "BE", opened=today() - TOLD_IN_BELGIUM, support_kinds=(SupportKind.IN_KIND,))
    with unit_of_work(house.actors[FINANCE]) as work:
        record_rate(work, RateEntry("NGN", work.today - RATE_AGE, Decimal("1562.50"), "InforEuro"))
    return house


def office_of(house: House) -> Office:
    """The Dutch office and the partner in Lagos, as the builders of other rooms know an office."""
    who = house.actors
    own, partner = (_organisation(house.organisations[code]) for code in ("ro-nl", "rp-lagos"))
    return Office(own, who[COUNSELLOR], who[APPROVER], who["travel@ro-nl.example"], who[PARTNER], who[FINANCE], partner)


def _organisation(organisation_id: UUID) -> Organisation:
    with scope(people.SEEDER):
        return db.session().get_one(Organisation, organisation_id)


__all__ = [
    "APPROVER", "APPROVER_2", "COUNSELLOR", "COUNSELLOR_2", "FINANCE", "PARTNER", "Actor", "CaseOpening",
    "office_of", "seed_acceptance",
]  # fmt: skip
