"""One function says whether an organisation may receive, and sharing keeps to it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.safeguards import service
from returns_app.safeguards.queries import may_receive
from returns_app.safeguards.rules import Bar, Place, RecipientRole, RegisterEntry, RegisterLine, judge_receipt
from tests import people
from tests.cases import builders

DAY = date(2026, 3, 2)


def a_line(**changes: object) -> RegisterLine:
    values: dict[str, object] = {
        "role": RecipientRole.CONTROLLER, "basis": TransferBasis.CLAUSES, "contract": "",
        "valid_from": DAY, "valid_until": None,
    }  # fmt: skip
    return RegisterLine(**{**values, **changes})  # type: ignore[arg-type]


def a_place(country: str, kind: OrganisationKind = OrganisationKind.PARTNER) -> Place:
    return Place(country, kind)


@pytest.mark.parametrize("country", ["NL", "BE", "CH", "NG"])
def test_an_international_organisation_needs_a_ground_wherever_it_is_seated(country: str) -> None:
    place = a_place(country, OrganisationKind.INTERNATIONAL)
    assert judge_receipt(place, TransferBasis.NOT_NEEDED, None, DAY).bar is Bar.NO_BASIS
    assert (
        judge_receipt(place, TransferBasis.NOT_NEEDED, a_line(basis=TransferBasis.NOT_NEEDED), DAY).bar is Bar.NO_BASIS
    )
    assert judge_receipt(place, TransferBasis.NOT_NEEDED, a_line(basis=TransferBasis.ARRANGEMENT), DAY).is_allowed
    assert judge_receipt(place, TransferBasis.BINDING, None, DAY).is_allowed


@pytest.mark.parametrize(
    ("basis", "country", "allowed"),
    [
        (TransferBasis.NONE, "NG", False),
        (TransferBasis.NONE, "NL", False),
        (TransferBasis.NOT_NEEDED, "NG", False),
        (TransferBasis.NOT_NEEDED, "NL", True),
        (TransferBasis.CLAUSES, "NG", True),
        (TransferBasis.ADEQUACY, "NG", True),
    ],
)
def test_data_leave_the_union_only_with_a_ground(basis: TransferBasis, country: str, *, allowed: bool) -> None:
    assert judge_receipt(a_place(country), basis, None, DAY).is_allowed is allowed
    assert judge_receipt(a_place(country), TransferBasis.CLAUSES, a_line(basis=basis), DAY).is_allowed is allowed


@pytest.mark.parametrize(
    ("line", "bar"),
    [
        (a_line(), None),
        (a_line(valid_from=DAY + timedelta(days=1)), Bar.NOT_YET),
        (a_line(valid_until=DAY), None),
        (a_line(valid_from=date(2025, 1, 1), valid_until=DAY - timedelta(days=1)), Bar.ENDED),
        (a_line(role=RecipientRole.PROCESSOR), Bar.NO_CONTRACT),
        (a_line(role=RecipientRole.PROCESSOR, contract="2025-17"), None),
        (a_line(basis=TransferBasis.NONE), Bar.NO_BASIS),
    ],
)
def test_the_register_says_why_not(line: RegisterLine, bar: Bar | None) -> None:
    assert judge_receipt(a_place("NG"), TransferBasis.CLAUSES, line, DAY).bar is bar


@given(st.sampled_from(list(TransferBasis)), st.sampled_from(["NL", "NG"]), st.dates(), st.dates())
def test_nothing_goes_outside_a_lines_days(basis: TransferBasis, country: str, first: date, on: date) -> None:
    line = a_line(basis=basis, valid_from=first, valid_until=first)
    assert judge_receipt(a_place(country), TransferBasis.CLAUSES, line, on).is_allowed <= (on == first)


def _record(own: Organisation, partner: Organisation, line: RegisterLine) -> None:
    with unit_of_work(people.an_actor(Role.DPO, organisation=own)) as work:
        service.record_recipient(work, own.id, RegisterEntry(partner.id, line))


def _ask(own: Organisation, partner_id: UUID) -> Bar | None:
    db.session().rollback()
    return may_receive(db.session(), own.id, partner_id, today()).bar


@pytest.mark.postgres
def test_the_newest_entry_counts_and_each_authority_keeps_its_own_register(house: Flask) -> None:
    own, other, partner = people.an_organisation(), people.an_organisation(), builders.a_partner()
    assert _ask(own, partner.id) is None
    _record(own, partner, a_line(valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31)))
    assert _ask(own, partner.id) is Bar.ENDED
    assert _ask(other, partner.id) is None
    _record(own, partner, a_line(valid_from=date(2025, 1, 1)))
    assert _ask(own, partner.id) is None
    with pytest.raises(NotFound):
        _ask(own, UUID(int=7))


@pytest.mark.postgres
def test_sharing_is_refused_when_the_register_says_so(house: Flask) -> None:
    counsellor = people.an_actor(Role.COUNSELLOR)
    own = db.session().get_one(Organisation, counsellor.organisation_id)
    partner = builders.a_partner()
    case = builders.open_case(counsellor)
    _record(own, partner, a_line(basis=TransferBasis.NONE))
    with pytest.raises(RuleBroken) as refusal:
        builders.share(counsellor, case.id, partner)
    assert refusal.value.code == "safeguards.no_basis"
    _record(own, partner, a_line(valid_from=date(2025, 1, 1)))
    builders.share(counsellor, case.id, partner)


@pytest.mark.postgres
def test_an_entry_that_ends_before_it_begins_is_refused(house: Flask) -> None:
    with pytest.raises(RuleBroken) as refusal:
        _record(people.an_organisation(), builders.a_partner(), a_line(valid_until=DAY - timedelta(days=1)))
    assert refusal.value.field == "valid_until"


@pytest.mark.postgres
def test_the_page_records_and_shows(house: Flask) -> None:
    own, partner = people.an_organisation(), builders.a_partner(basis=TransferBasis.NONE)
    client = builders.browser(house, people.an_actor(Role.DPO, organisation=own))
    assert "No legal basis" in client.get("/data-protection/recipients").text
    typed = {
        "organisation_id": str(partner.id), "role": "processor", "basis": "scc_46_2_c", "contract": "2026-4",
        "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2026",
    }  # fmt: skip
    wrong = client.post("/data-protection/recipients/new", data={**typed, "basis": "", "contract": "kept words"})
    assert wrong.status_code == 422
    assert "kept words" in wrong.text
    assert client.post("/data-protection/recipients/new", data=typed).status_code == 302
    page = client.get("/data-protection/recipients").text
    assert "2026-4" in page
    assert "No legal basis" not in page
