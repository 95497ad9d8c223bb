"""J03 to J05, J09 and the race on two nodes: a family, an unknown date, the registry gone, two states that approve at once."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest
from playwright.sync_api import expect

from returns_app.decisions.rules import NO_ANSWER
from tests import people
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.seed import APPROVER, COUNSELLOR
from tests.journeys.steps import open_case, submit
from tests.journeys.two_nodes.nodes import Two, supported_there

pytestmark = pytest.mark.journey
Desks: TypeAlias = Callable[..., Desk]


def test_j03_j04_j09_a_family_an_unknown_date_and_an_earlier_return(two: Two, at: Desks) -> None:
    here = at("NL")
    here.sign_in(COUNSELLOR)
    jallow = told.person(told.PRINCIPAL, "Fatou", "Jallow", date(1990, 1, 1), "F", "GM") | told.going_home("GM")
    jallow |= {f"{told.PRINCIPAL}-born-{part}": "" for part in ("day", "month", "year")}
    case = open_case(here, jallow | {f"{told.PRINCIPAL}-born-precision": "unknown"}, name="Jallow", born="1990")
    here.visit(f"{case}/registry-check")
    here.says("Reduced check")
    hoxha = told.person(told.PRINCIPAL, "Besnik", "Hoxha", date(1979, 6, 30), "M", "AL") | told.going_home("AL")
    case = open_case(here, hoxha, name="Hoxha", born="1979")
    here.visit(f"{case}/registry-check")
    here.says("Earlier episode")
    submit(here, case)
    assert two.dutch.count("select count(*) from review") == 0


def test_j05_the_registry_is_stopped_while_people_work_and_the_outbox_finishes_by_itself(two: Two, at: Desks) -> None:
    here = at("NL")
    here.sign_in(COUNSELLOR)
    two.federation.processes.kill("store")
    case = open_case(here, told.p1())
    here.says("The registry did not answer")
    submit(here, case)
    here.sign_in(APPROVER)
    here.visit(f"{case}/decision")
    here.says(NO_ANSWER.sentence)
    expect(here.find("section[aria-labelledby=decision] > p > button.btn-primary")).to_be_disabled()
    two.federation.processes.serve("store")
    two.dutch.change("update job set due_at = created_at where ended_at is null")  # ten minutes later
    two.dutch.change("delete from peer_breaker")
    two.federation.processes.work("NL")
    try:
        _until(here, f"{case}/decision", "No claim found")
    finally:
        two.federation.processes.kill("NL worker")
    assert two.dutch.count("select count(*) from registry_check where reason = 'intake'") == 1


def test_of_two_states_that_approve_the_same_return_one_is_told_who_was_first(two: Two, at: Desks) -> None:
    here = at("NL")
    here.sign_in(COUNSELLOR)
    case = open_case(here, told.p1())
    submit(here, case)
    okafor = people.a_person_entry("Chinedu", "Okafor")
    here.sign_in(APPROVER)
    here.visit(f"{case}/decision")
    here.answer({"motivation": "The file shows why this is right."})
    with two.belgian.backstage():
        supported_there(two.belgian, okafor, "NG")
    here.press("section[aria-labelledby=decision] form button.btn-primary", 409)
    here.says("Belgium")
    assert two.dutch.count("select count(*) from decision") == 0
    assert two.belgian.count("select count(*) from own_claim where status in ('reserved', 'granted')") == 3


def _until(desk: Desk, path: str, text: str) -> None:
    for _ in range(40):
        desk.visit(path)
        if text in desk.find("main").inner_text():
            return
        desk.page.wait_for_timeout(500)
    raise AssertionError(f"{text} never came")
