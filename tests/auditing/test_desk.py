"""The auditor's desk through its pages: samples, findings, costs, contradictions, alarms; nothing by name."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.auditing.models import AuditFinding, IneligibleCost
from returns_app.auditing.rules import FindingState
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.review.rules import PairVerdict
from returns_app.support import service as support
from returns_app.support.rules import DeliveryEntry, PlanLineEntry, SupportCategory, Upload, Verdict
from returns_app.work.models import Task
from tests import people
from tests.decisions.builders import Office, an_office, arrived, browser, stored
from tests.review.builders import REASON, Bench, a_bench, a_pair, agreed, namesakes
from tests.support.files import a_pdf

pytestmark = pytest.mark.postgres
TEXT = "The reason does not say which document was seen."
DRAW = "/audit-desk?population=reviews&method=random&seed=2026-03&size=30"


def _day(prefix: str, away: int) -> dict[str, str]:
    day = today() + timedelta(days=away)
    return {f"{prefix}-day": str(day.day), f"{prefix}-month": str(day.month), f"{prefix}-year": str(day.year)}


def a_delivery() -> tuple[Office, UUID]:
    """One hundred euro of tools, with a receipt."""
    office = an_office()
    case_id = arrived(office)
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
        line = support.add_plan_line(work, entry)
        plan = support.submit_plan(work, case_id)
    with unit_of_work(office.approver) as work:
        support.sign_plan(work, plan.id, Verdict(is_yes=True))
    with unit_of_work(office.partner) as work:
        handed_over = DeliveryEntry(
            line_id=line.id, request_key=uuid4(), amount=Decimal("100.00"), currency="EUR", delivered_on=work.today,
            receipt_number="", supplier="Ade", description="", upload=Upload("receipt.pdf", a_pdf()),
        )  # fmt: skip
        return office, support.log_delivery(work, handed_over).id


def _drawn(client: FlaskClient, bench: Bench) -> str:
    agreed(bench, namesakes(bench), PairVerdict.OTHER_PERSON)
    page = client.get(DRAW).text
    return page.split('href="/audit-desk/items/', 1)[1].split('"', 1)[0]


def test_a_sample_is_drawn_by_seed_and_names_nobody(house: Flask) -> None:
    bench = a_bench()
    agreed(bench, namesakes(bench), PairVerdict.OTHER_PERSON)
    agreed(bench, a_pair(bench), PairVerdict.SAME_RETURN)
    client = browser(house, bench.auditor)
    first, second = client.get(DRAW).text.split("<main", 1)[1], client.get(DRAW).text.split("<main", 1)[1]
    assert first == second
    assert first.count("Record a finding") == 2
    assert "Ali" not in first
    assert "الجبوري" not in first
    assert set(re.findall(r'name="(\w+)"', first)) <= {"population", "method", "seed", "size"}


def test_an_open_pair_is_never_drawn(house: Flask) -> None:
    bench = a_bench()
    a_pair(bench)
    assert "Nothing to draw from" in browser(house, bench.auditor).get(DRAW).text


def test_a_finding_goes_to_its_owner_is_answered_and_closed(house: Flask) -> None:
    bench = a_bench()
    client = browser(house, bench.auditor)
    item = _drawn(client, bench)
    key = {"request_key": str(uuid4())}
    entry = {"text": TEXT, "owner": "approver", **_day("due_on", 30), **key}
    assert client.post(f"/audit-desk/items/{item}", data={**entry, "text": "no"}).status_code == 422
    assert client.post(f"/audit-desk/items/{item}", data={**entry, **_day("due_on", 0)}).status_code == 409
    for _ in range(2):
        assert client.post(f"/audit-desk/items/{item}", data=entry).status_code == 302
    finding = db.session().scalars(select(AuditFinding)).one()
    assert db.session().scalars(select(Task).where(Task.kind == "answer_finding")).one().due_on == finding.due_on
    assert client.post(f"/findings/{finding.id}/closing").status_code == 409
    boss = browser(house, bench.office.approver)
    assert TEXT in boss.get("/findings").text
    assert boss.post(f"/findings/{finding.id}/answer", data={"text": "x"}).status_code == 422
    assert (
        boss.post(f"/findings/{finding.id}/answer", data={"text": "The passport was seen; now noted."}).status_code
        == 302
    )
    assert client.post(f"/findings/{finding.id}/closing").status_code == 302
    db.session().rollback()
    assert db.session().scalars(select(AuditFinding)).one().state is FindingState.CLOSED


def test_a_finding_for_somebody_else_or_in_another_state_is_not_there(house: Flask) -> None:
    bench = a_bench()
    client = browser(house, bench.auditor)
    item = _drawn(client, bench)
    entry = {"text": TEXT, "owner": "approver", **_day("due_on", 30)}
    assert client.post(f"/audit-desk/items/{item}", data=entry).status_code == 302
    finding = db.session().scalars(select(AuditFinding.id)).one()
    stranger, colleague = browser(house, people.an_actor(Role.APPROVER)), browser(house, bench.office.counsellor)
    assert TEXT not in stranger.get("/findings").text
    assert stranger.post(f"/findings/{finding}/answer", data={"text": TEXT}).status_code == 404
    assert colleague.post(f"/findings/{finding}/answer", data={"text": TEXT}).status_code == 409
    abroad = people.an_actor(Role.AUDITOR, organisation=people.an_organisation(member_state="BE"))
    assert browser(house, abroad).get(f"/audit-desk/items/{item}").status_code == 404


def test_a_cost_is_marked_up_to_what_was_delivered(house: Flask) -> None:
    office, delivery = a_delivery()
    client = browser(house, people.an_actor(Role.AUDITOR, organisation=office.organisation))
    path = f"/audit-desk/items/{delivery}"
    assert client.get(path).status_code == 200
    assert (
        client.post(f"/audit-desk/deliveries/{delivery}/cost", data={"amount": "100.01", "ground": TEXT}).status_code
        == 422
    )
    assert (
        client.post(f"/audit-desk/deliveries/{delivery}/cost", data={"amount": "40.00", "ground": TEXT}).status_code
        == 302
    )
    assert (
        client.post(f"/audit-desk/deliveries/{delivery}/cost", data={"amount": "50.00", "ground": TEXT}).status_code
        == 302
    )
    db.session().rollback()
    assert [cost.amount for cost in db.session().scalars(select(IneligibleCost))] == [Decimal("50.00")]
    assert "€50.00" in client.get(path).text


def test_checks_over_the_limit_are_an_alarm(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    worker = browser(house, bench.office.counsellor)
    for _ in range(41):
        worker.post(f"/cases/{review.case_id}/registry-checks")
    page = browser(house, bench.auditor).get("/audit-desk/alarms").text
    assert "many checks without case" in page
    assert "checks refused by the hourly limit" in page
    assert bench.office.counsellor.name in page


def test_an_audit_body_reads_the_log_of_its_state_and_no_other(house: Flask) -> None:
    bench = a_bench()
    a_pair(bench)
    assert (
        "cases.case.opened"
        in browser(house, bench.auditor).get("/audit-log?action=cases.case.opened").text.split("<tbody", 1)[-1]
    )
    abroad = people.an_actor(Role.AUDITOR, organisation=people.an_organisation(member_state="BE"))
    assert "No entries" in browser(house, abroad).get("/audit-log?action=cases.case.opened").text


def test_filters_of_the_log_are_combined_and_kept_by_every_link(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    reader = browser(house, bench.auditor)
    day = today()
    days = "&".join(
        f"{name}-{part}={getattr(day, part)}" for name in ("since", "until") for part in ("day", "month", "year")
    )
    who = f"case={review.case_id}&account={bench.office.counsellor.account_id}"
    page = reader.get(f"/audit-log?{who}&action=cases.case.opened&{days}").text
    body = page.split("<tbody", 1)[-1]
    assert body.count("<tr") == 1
    assert f'value="{review.case_id}"' in page
    assert bench.office.counsellor.name in body
    assert f"case={review.case_id}" in body
    assert "action=cases.case.opened" in body
    later = days.replace(f"since-year={day.year}", f"since-year={day.year + 1}").replace(
        f"until-year={day.year}", f"until-year={day.year + 1}"
    )
    for wrong in (f"{who}&{later}", f"case={uuid4()}", "account=nobody", "case=none-of-ours"):
        assert "No entries" in reader.get(f"/audit-log?{wrong}").text
    typed = f"case={stored(review.case_id).reference.lower()}&action=cases.case.opened"
    assert reader.get(f"/audit-log?{typed}").text.split("<tbody", 1)[-1].count("<tr") == 1
    assert (
        "No entries" in reader.get("/audit-log?case=Okafor").text
    )  # a case is named by its reference, never by a name


def test_figures_for_those_who_look_after_reviewers(house: Flask) -> None:
    bench = a_bench()
    agreed(bench, namesakes(bench), PairVerdict.OTHER_PERSON)
    client = browser(house, bench.adjudicator)
    page = client.get("/review-figures").text
    assert "1 of 1" in page
    told = client.get("/review-figures/calibration").get_json()
    (steps,) = told["models"].values()
    assert (told["judged"], steps[0]["same"], steps[0]["judged"]) == (1, 0, 1)
    assert REASON not in page
