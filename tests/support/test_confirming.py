"""Returnees are asked about a sample of settled deliveries; what they say is missing is a question to finance."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from returns_app.accounts.models import Organisation
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import queries, service
from returns_app.support.models import DeliveryQuestion, SupportFinding
from returns_app.support.rules import Answer, Channel, FindingKind, ReversalReason, SaidEntry, check_said, response_rate
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.support.builders import HANDED_OVER, Family, a_delivery, a_family, deliver

pytestmark = pytest.mark.postgres
SEED = "2026-03"
MISSING = "The second machine is missing."


def said(answer: Answer, note: str = MISSING) -> SaidEntry:
    return SaidEntry(answer, Channel.CALL, HANDED_OVER, note)


def four(family: Family) -> list[UUID]:
    """Settled, settled, without a receipt, taken back."""
    line, *_others = family.plan()
    told = [("100", "R-1"), ("50", "R-2"), ("25", ""), ("10", "R-4")]
    ids = [deliver(family, a_delivery(line, amount, receipt_number=number)).id for amount, number in told]
    with unit_of_work(family.partner) as work:
        service.reverse_delivery(work, ids[3], ReversalReason.MISTAKE)
    return ids


def ask(family: Family, size: int = 30) -> int:
    with unit_of_work(family.finance) as work:
        return service.ask_about(work, SEED, size)


def say(actor: Actor, delivery_id: UUID, entry: SaidEntry) -> DeliveryQuestion:
    with unit_of_work(actor) as work:
        return service.confirm_delivery(work, delivery_id, entry)


def a_colleague(family: Family) -> Actor:
    """Somebody else of the partner: whoever recorded a delivery does not ask about it."""
    return people.an_actor(
        Role.PARTNER, organisation=db.session().get_one(Organisation, family.partner.organisation_id)
    )


def open_tasks(case_id: UUID) -> list[Task]:
    wanted = select(Task).where(Task.case_id == case_id, Task.kind == TaskKind.ASK_RETURNEE, Task.ended_at.is_(None))
    return list(db.session().scalars(wanted))


@given(st.lists(st.sampled_from([*Answer, None]), max_size=40))
def test_every_one_of_a_sample_is_counted_once(answers: list[Answer | None]) -> None:
    rate = response_rate(answers)
    assert rate.answered + rate.not_reached + rate.waiting == rate.asked == len(answers)
    assert rate.waiting == answers.count(None)
    assert (rate.share is None) == (not answers)


@pytest.mark.parametrize(
    ("entry", "refused"),
    [
        (SaidEntry(Answer.RECEIVED, Channel.VISIT, HANDED_OVER - timedelta(days=1)), RuleBroken),
        (SaidEntry(Answer.RECEIVED, Channel.VISIT, date(2026, 3, 3)), RuleBroken),
        (SaidEntry(Answer.PARTLY, Channel.CALL, HANDED_OVER, "no"), Malformed),
        (SaidEntry(Answer.NOT_RECEIVED, Channel.CALL, HANDED_OVER), Malformed),
    ],
)
def test_an_answer_has_its_day_and_its_words(entry: SaidEntry, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        check_said(entry, delivered_on=HANDED_OVER, today=date(2026, 3, 2))


def test_only_settled_deliveries_are_drawn_and_the_same_by_whoever(house: Flask) -> None:
    family = a_family()
    ids = four(family)
    drawn = [
        [one.id for one in queries.draw_sample(db.session(), family.finance, seed, 30)]
        for seed in (SEED, SEED, "other-7")
    ]
    assert drawn[0] == drawn[1]
    assert {*drawn[0]} == {*drawn[2]} == {*ids[:2]}


def test_asking_twice_asks_once_and_each_counsellor_has_a_task(house: Flask) -> None:
    family = a_family()
    four(family)
    assert (ask(family, 1), ask(family), ask(family)) == (1, 1, 0)
    tasks = open_tasks(family.case_id)
    assert [task.owner_id for task in tasks] == [family.counsellor.account_id] * 2


def test_not_received_opens_one_finding_and_stands(house: Flask) -> None:
    family = a_family()
    first, second, *_rest = four(family)
    ask(family)
    asker = a_colleague(family)
    for _again in range(2):
        assert say(asker, first, said(Answer.NOT_RECEIVED)).note == MISSING
    with pytest.raises(RuleBroken, match="written down"):
        say(family.counsellor, first, said(Answer.RECEIVED))
    say(family.counsellor, second, said(Answer.PARTLY))
    found = db.session().scalars(select(SupportFinding).order_by(SupportFinding.found_at)).all()
    assert {one.kind for one in found} == {FindingKind.NOT_RECEIVED, FindingKind.PARTLY_RECEIVED}
    assert open_tasks(family.case_id) == []


def test_somebody_not_reached_is_asked_again(house: Flask) -> None:
    family = a_family()
    first, *_rest = four(family)
    ask(family)
    for tries in (1, 2):
        assert say(family.counsellor, first, said(Answer.NOT_REACHED, "")).tries == tries
    assert len(open_tasks(family.case_id)) == 2
    say(family.counsellor, first, said(Answer.RECEIVED, ""))
    rate = queries.rate_of(db.session(), family.finance, seed=SEED)
    assert (rate.asked, rate.answered, rate.waiting, rate.share) == (2, 1, 1, 0.5)


def test_whoever_delivered_does_not_ask_and_a_partner_asks_only_about_what_was_drawn(house: Flask) -> None:
    family = a_family()
    first, second, *_rest = four(family)
    with pytest.raises(NotFound):
        say(family.partner, second, said(Answer.RECEIVED))
    say(family.counsellor, second, said(Answer.NOT_RECEIVED))
    assert queries.rate_of(db.session(), family.finance).asked == 0
    ask(family)
    with pytest.raises(RuleBroken, match="You recorded"):
        say(family.partner, first, said(Answer.RECEIVED))


def test_the_pages_show_the_rate_and_what_was_said(house: Flask) -> None:
    family = a_family()
    first, *_rest = four(family)
    finance, client = (people.client_for(house, one) for one in (family.finance, family.counsellor))
    db.session.remove()
    asked = finance.post("/support/samples", data={"seed": SEED, "size": "30"}, follow_redirects=True)
    assert "2 returnees are to be asked." in asked.get_data(as_text=True)
    again = finance.post("/support/samples", data={"seed": SEED, "size": "30"}, follow_redirects=True)
    assert "Nothing was added." in again.get_data(as_text=True)
    told = {
        "answer": "not_received",
        "channel": "visit",
        "on-day": "28",
        "on-month": "2",
        "on-year": "2026",
        "note": "",
    }
    address = f"/support/deliveries/{first}/confirmation"
    refused = client.post(address, data=told)
    assert (refused.status_code, "what the returnee said is missing" in refused.get_data(as_text=True)) == (422, True)
    shown = client.post(address, data={**told, "note": MISSING}, follow_redirects=True).get_data(as_text=True)
    assert "1 of 2" in shown
    assert "50%" in shown
    assert MISSING in client.get(address).get_data(as_text=True)
    db.session.remove()
    found = db.session().scalars(select(SupportFinding)).one()
    assert MISSING in finance.get(f"/support/findings/{found.id}").get_data(as_text=True)
    assert client.get(f"/support/deliveries/{uuid4()}/confirmation").status_code == 404
