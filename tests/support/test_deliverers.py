"""A second partner delivers some lines of a plan: it sees those, their deliveries and for whom they are, and nothing else."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import TransferBasis
from returns_app.cases import queries as cases
from returns_app.cases.rules import PartnerOfferEntry
from returns_app.cases.service import accept_partner_offer, end_access
from returns_app.core.errors import Malformed, NotFound
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.support import queries, service
from returns_app.support.models import Delivery
from returns_app.support.rules import ReceiptEntry, Upload
from tests import people
from tests.decisions.builders import browser
from tests.support.builders import Family, a_delivery, a_family, deliver
from tests.support.files import a_photo

pytestmark = pytest.mark.postgres


class Second:
    """A planned case of which another partner delivers the second line."""

    def __init__(self) -> None:
        self.family: Family = a_family()
        self.theirs, self.own, self.last = self.family.plan()
        self.partner: Organisation = people.an_organisation(
            member_state=None, country="NG", basis=TransferBasis.CLAUSES
        )
        self.helper: Actor = people.an_actor(Role.PARTNER, organisation=self.partner)
        with unit_of_work(self.family.counsellor) as work:
            entry = PartnerOfferEntry(self.partner.id, lines=(self.own,))
            offer = service.offer_lines(work, self.family.case_id, entry)
        with unit_of_work(self.helper) as work:
            accept_partner_offer(work, offer)

    def deliver(self, line: UUID, amount: str = "50", **told: Upload) -> Delivery:
        with unit_of_work(self.helper) as work:
            return service.log_delivery(work, a_delivery(line, amount, "EUR", **told))


@pytest.fixture
def second(house: Flask) -> Second:
    return Second()


def test_it_sees_its_own_line_and_nothing_else_of_the_case(house: Flask, second: Second) -> None:
    client, case_id = browser(house, second.helper), second.family.case_id
    page = client.get(f"/cases/{case_id}/support").text
    assert "Workshop rent" in page
    assert "Welding set" not in page
    assert "Training" not in page
    assert "2,000" not in page
    assert "Workshop rent" in client.get("/deliveries/lines").text
    closed = ("", "/people", "/timeline", "/travel", "/key-moments", "/support/lines/new")
    assert [client.get(f"/cases/{case_id}{part}").status_code for part in closed] == [404] * len(closed)
    assert client.get(f"/support/lines/{second.own}/deliveries/new").status_code == 200
    for line in (second.theirs, second.last):
        assert client.get(f"/support/lines/{line}/deliveries/new").status_code == 404
        assert client.get(f"/support/lines/{line}/orders/new").status_code == 404
    assert client.get(f"/support/lines/{second.own}/change").status_code == 404
    with pytest.raises(NotFound):
        cases.get_case(db.session(), second.helper, case_id)


def test_it_delivers_its_own_line_and_reads_its_own_papers(house: Flask, second: Second) -> None:
    first = deliver(second.family, a_delivery(second.theirs, "100", upload=Upload("theirs.jpg", a_photo())))
    own = second.deliver(second.own, upload=Upload("own.jpg", a_photo(seed=7)))
    with pytest.raises(NotFound):
        second.deliver(second.theirs)
    client = browser(house, second.helper)
    assert client.get(f"/support/files/{own.file_id}").status_code == 200
    assert client.get(f"/support/files/{first.file_id}").status_code == 404
    page = client.get(f"/cases/{second.family.case_id}/support").text
    assert "own.jpg" in page
    assert "theirs.jpg" not in page
    with pytest.raises(NotFound), unit_of_work(second.helper) as work:
        service.prove_delivery(work, first.id, ReceiptEntry("R-9", None))
    db.session().rollback()
    assert queries.get_line(db.session(), second.helper, second.own)[1].delivered == Decimal("50.00")


def test_the_whole_plan_is_not_its_to_change_or_sign(second: Second) -> None:
    with pytest.raises(NotFound), unit_of_work(second.helper) as work:
        service.amend_line(work, second.own, Decimal(1))
    with pytest.raises(NotFound), unit_of_work(second.helper) as work:
        service.submit_plan(work, second.family.case_id)


def test_its_sight_ends_with_its_access(house: Flask, second: Second) -> None:
    case_id = second.family.case_id
    access = next(row for row in cases.list_access(db.session(), case_id) if row.organisation_id == second.partner.id)
    with unit_of_work(second.family.counsellor) as work:
        end_access(work, case_id, access.id)
    client = browser(house, second.helper)
    assert client.get(f"/cases/{case_id}/support").status_code == 404
    assert client.get(f"/support/lines/{second.own}/deliveries/new").status_code == 404
    with scope(people.SEEDER):
        assert cases.live_partners(db.session(), case_id, today() + timedelta(days=1)) != []  # the first partner stays


def test_lines_are_offered_in_the_browser_and_strange_ones_refused(house: Flask, second: Second) -> None:
    case_id = second.family.case_id
    third = people.an_organisation(member_state=None, country="NG", basis=TransferBasis.CLAUSES)
    client = browser(house, second.family.counsellor)
    address = f"/cases/{case_id}/support/deliverers"
    assert "Workshop rent" in client.get(address).text
    told = {"organisation_id": str(third.id), "lines": [str(second.last)]}
    assert client.post(address, data={**told, "lines": []}).status_code == 422
    assert client.post(address, data=told).status_code == 302
    page = client.get(f"/cases/{case_id}/partners").text
    assert "1 line of the plan" in page
    assert "Partner for some lines" in page
    strange = a_family().plan()[0]
    with pytest.raises(Malformed), unit_of_work(second.family.counsellor) as work:
        service.offer_lines(work, case_id, PartnerOfferEntry(third.id, lines=(strange,)))
