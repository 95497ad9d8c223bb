"""A case that is approved again under a lower tariff: plans give way, what was ordered or delivered stays, sums agree."""

from copy import deepcopy
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns_app.closure.rules import Reopening, Withdrawal, WithdrawalReason
from returns_app.closure.service import reopen_case, withdraw_case
from returns_app.core.actions import Action
from returns_app.core.money import ZERO
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.programmes.models import ProgrammeVersion
from returns_app.programmes.rules import TariffLine
from returns_app.support import service as support
from returns_app.support.queries import bound_of_lines
from returns_app.support.rules import LineStatus, OrderEntry
from tests import people
from tests.decisions import builders
from tests.decisions.builders import Office
from tests.decisions.changes import IN_KIND, Planned, account, deliver, envelopes, line, order, planned, second_approver
from tests.support.builders import a_delivery, a_family

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def came_back(office: Office, plan: Planned, amount: str) -> None:
    """Withdrawn, opened again and submitted, while the tariff for support in kind went down to `amount`."""
    with unit_of_work(office.counsellor) as work:
        withdraw_case(work, plan.case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))
    with unit_of_work(office.counsellor) as work:
        reopen_case(work, plan.case_id, Reopening("They came back to us."))
    version_id = builders.stored(plan.case_id).programme_version_id
    with unit_of_work(people.SEEDER) as work:
        version = work.session.get_one(ProgrammeVersion, version_id)
        rules = deepcopy(version.rules)
        for one in rules["tariff"]:
            one["amount"] = amount if one["component"] == IN_KIND else one["amount"]
        version.rules = rules
        work.record(Action.PROGRAMME_LOADED, programme=str(version_id))
    builders.submit(office, plan.case_id)
    builders.check_again(office, plan.case_id)


def test_what_was_only_planned_gives_way_to_a_lower_tariff(office: Office) -> None:
    plan = planned(office, builders.approved(office))
    came_back(office, plan, "1000.00")
    builders.approve(second_approver(office), plan.case_id)
    stored = account(plan.case_id)
    assert (stored.ceiling, stored.planned, stored.approved) == (Decimal("1000.00"),) * 3
    assert [line(one).planned for one in plan.lines] == [Decimal("900.00"), Decimal("100.00")]
    assert sum(envelopes(plan.case_id)) == stored.ceiling


def test_the_page_says_so_before_anybody_approves(office: Office, app: Flask) -> None:
    plan = planned(office, builders.approved(office))
    came_back(office, plan, "1000.00")
    client = builders.browser(app, second_approver(office))
    page = client.get(f"/cases/{plan.case_id}/decision").get_data(as_text=True)
    assert "needs 400.00 € more than this" in page.replace("\u00a0", " ").replace("€400.00", "400.00 €")


def test_what_was_ordered_stays_above_a_lower_tariff_and_is_on_record(office: Office) -> None:
    plan = planned(office)
    order(office, plan.lines[0], "850.00")
    regrant(plan.case_id, Decimal("300.00"))
    stored = account(plan.case_id)
    assert (stored.ceiling, stored.planned) == (Decimal("850.00"), Decimal("850.00"))
    assert line(plan.lines[1]).status is LineStatus.DROPPED
    assert sum(envelopes(plan.case_id)) == stored.ceiling
    assert builders.logged(plan.case_id, Action.GRANT_KEPT) == 1


def test_a_component_that_is_granted_no_more_keeps_only_what_is_bound(office: Office) -> None:
    plan = planned(office)
    deliver(office, plan.lines[0], "120.00")
    regrant(plan.case_id, ZERO)
    assert account(plan.case_id).ceiling == Decimal("120.00") == sum(envelopes(plan.case_id))


def regrant(case_id: UUID, in_kind: Decimal) -> None:
    """The approval of another day, with another sum in kind and the old one on arrival."""
    case = builders.stored(case_id)
    lines = [TariffLine(case.principal_id, "post_arrival", Decimal("615.00"), "Lower")]
    if in_kind:
        lines.append(TariffLine(case.principal_id, IN_KIND.value, in_kind, "Lower"))
    with unit_of_work(people.SEEDER) as work:
        support.grant_envelopes(work, case, tuple(lines))
        work.record(Action.CASE_APPROVED, case_id=case_id)


cents = st.decimals(min_value=0, max_value=3000, places=2)
steps = st.lists(st.tuples(st.sampled_from(["deliver", "order", "grant"]), st.integers(0, 2), cents), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_the_order_delivered_planned_and_ceiling_agree(
    house: Flask, what: list[tuple[str, int, Decimal]]
) -> None:
    family = a_family()
    lines = family.plan()
    for kind, which, amount in what:
        one = lines[which]
        room = min(amount, line(one).planned - bound_of_lines(db.session(), family.case_id)[one])
        if kind == "grant":
            regrant(family.case_id, amount)
        elif line(one).status is LineStatus.APPROVED and room > ZERO:
            with unit_of_work(family.partner) as work:
                if kind == "order":
                    support.place_order(work, OrderEntry(one, uuid4(), room, "EUR", work.today, "Ade"))
                else:
                    support.log_delivery(work, a_delivery(one, str(room)))
        stored = account(family.case_id)
        assert stored.delivered <= stored.approved <= stored.planned <= stored.ceiling
        assert stored.planned == sum(line(one).money.committed for one in lines)
        assert sum(envelopes(family.case_id)) == stored.ceiling
