"""Sharing a case with a partner, and ending it."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.accounts.rules import TransferBasis
from returns_app.cases import queries, service
from returns_app.cases.models import CaseAccess
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from tests import people
from tests.cases import builders


def test_access_is_ended_once_and_it_can_be_taken_up_again(house: Flask) -> None:
    actor, partner = people.an_actor(), builders.a_partner()
    case_id, partner_id = builders.open_case(actor).id, partner.id
    builders.share(actor, case_id, partner)
    with pytest.raises(RuleBroken, match="sees the case already"):
        builders.share(actor, case_id, partner)
    access = next(row for row in queries.list_access(db.session(), case_id) if row.organisation_id == partner_id)
    assert access.is_live
    for _ in range(2):
        with unit_of_work(actor) as work:
            service.end_access(work, case_id, access.id)
    assert not [row for row in queries.list_access(db.session(), case_id) if row.is_live and row.id == access.id]
    builders.share(actor, case_id, partner)
    assert [row.is_live for row in queries.list_access(db.session(), case_id)] == [True, True]
    told = [event.details["ended"] for event in queries.list_events(db.session(), case_id, kinds={EventKind.SHARED})]
    assert sorted(told) == [False, False, True]


@pytest.mark.parametrize("basis", [TransferBasis.NONE, TransferBasis.NOT_NEEDED])
def test_a_case_is_not_shared_abroad_without_a_ground(house: Flask, basis: TransferBasis) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    with pytest.raises(RuleBroken, match="no legal basis"):
        builders.share(actor, case_id, builders.a_partner(basis=basis))
    assert db.session().scalar(select(func.count()).select_from(CaseAccess)) == 1


def test_a_case_is_shared_only_with_partners_of_the_country_of_return(house: Flask) -> None:
    actor = people.an_actor()
    case_id = builders.open_case(actor).id
    for stranger in (builders.a_partner("GE"), people.an_organisation(member_state="BE")):
        with pytest.raises(RuleBroken) as refusal:
            builders.share(actor, case_id, stranger)
        assert refusal.value.field == "organisation_id"


def test_the_owners_access_is_not_ended(house: Flask) -> None:
    actor = people.an_actor(Role.COUNSELLOR)
    case_id = builders.open_case(actor).id
    owner = queries.list_access(db.session(), case_id)[0].id
    for access_id in (owner, uuid4()):
        with pytest.raises(NotFound), unit_of_work(actor) as work:
            service.end_access(work, case_id, access_id)
