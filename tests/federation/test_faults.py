"""The registry killed, frozen, or restarted in the middle of requests: work goes on and nothing is done twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.checks.models import RegistryCheck
from returns_app.checks.rules import CheckAnswer
from returns_app.core import clock
from returns_app.core.errors import Refusal
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.db.session import db, scope
from returns_app.decisions.rules import NO_ANSWER
from returns_app.jobs.service import run_due
from returns_app.linkage.details import PersonalDetails
from returns_app.registry.connection import registry
from returns_app.registry.rules import ClaimEntry, RegistryGone, Reservation
from returns_app.registry.statuses import ClaimStatus
from tests import people
from tests.cases.builders import an_opening
from tests.checks.builders import checked, checks_of
from tests.decisions.builders import LONG_ENOUGH, Office, approve, submitted
from tests.registry.builders import UNTIL, an_entry, someone
from tools.federation.processes import Processes

NAMES = (
    ("Bitrus", "Gyang"), ("Hauwa", "Danjuma"), ("Obinna", "Eze"), ("Folake", "Adeyemi"), ("Ibrahim", "Sule"),
    ("Patience", "Effiong"),
    ("Terver", "Iorfa"), ("Zainab", "Bukar"),
)  # fmt: skip
LONGEST_WAIT = 8.0  # seconds somebody may wait for a registry that takes connections and never answers


@pytest.fixture
def office(house: Flask) -> Office:
    own = people.an_organisation()
    one, two = (people.an_actor(role, organisation=own) for role in (Role.COUNSELLOR, Role.APPROVER))
    return Office(own, one, two, one, one, one, own)


def _case(office: Office, number: int) -> UUID:
    born = PartialDate(1980, 1 + number % 12, 17, DatePrecision.DOCUMENT)
    person = people.a_person_entry("Musa", f"Danladi{number}", born=born, identifiers=())
    return submitted(office, an_opening(principal=person), checked=False)


def _ask(case_id: UUID) -> CheckAnswer:
    (check,) = checked(case_id)
    return check.answer


def _work_until_answered(monkeypatch: pytest.MonkeyPatch, case_id: UUID) -> None:
    """The worker comes by as it does: on a busy machine the first call may still find nobody."""
    for _round in range(5):
        _later(monkeypatch)
        run_due()
        if checks_of(case_id)[0].answer is not CheckAnswer.NO_ANSWER:
            return


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.utc_now
    monkeypatch.setattr(clock, "utc_now", lambda: now() + timedelta(minutes=11))


@pytest.mark.parametrize("service", ["store", "holder-b"])
def test_a_dead_service_stops_no_intake_and_the_check_completes_by_itself(
    office: Office, processes: Processes, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    processes.kill(service)
    case = _case(office, len(service))
    assert _ask(case) is CheckAnswer.NO_ANSWER
    with pytest.raises(Refusal) as refused:
        approve(office.approver, case, motivation=LONG_ENOUGH)
    assert refused.value.code == NO_ANSWER.code
    waiting = checks_of(case)[0].request_id
    processes.serve(service)
    _work_until_answered(monkeypatch, case)
    (check,) = checks_of(case)
    assert (check.answer, check.request_id) == (CheckAnswer.REDUCED, waiting)
    assert db.session().scalar(select(func.count()).where(RegistryCheck.case_id == case)) == 1


def test_a_service_that_takes_connections_and_never_answers_holds_nobody_up_for_long(
    office: Office, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _case(office, 21)
    processes.freeze("store")
    try:
        begun = time.monotonic()
        assert _ask(case) is CheckAnswer.NO_ANSWER
        assert time.monotonic() - begun < LONGEST_WAIT
    finally:
        processes.thaw("store")
    _later(monkeypatch)
    run_due()
    assert checks_of(case)[0].answer is CheckAnswer.REDUCED


def _strangers() -> list[PersonalDetails]:
    return [
        someone(
            given,
            family,
            f"19{60 + 4 * number}-{number + 1:02d}-{25 - 3 * number}",
            "NG",
            f"{number}8{number}{7 - number}",
        )
        for number, (given, family) in enumerate(NAMES)
    ]


def test_a_store_restarted_in_the_middle_of_reservations_stores_each_of_them_once(
    house: Flask, processes: Processes
) -> None:
    people_ = _strangers()
    entries = [an_entry(one, "NL") for one in people_]
    ending = threading.Event()

    def reserve(entry: ClaimEntry) -> Reservation:
        request, give_up = uuid4(), time.monotonic() + 60
        with house.app_context(), scope(people.SEEDER):
            while time.monotonic() < give_up:
                try:
                    return registry().reserve(request, (entry,), (), UNTIL)
                except RegistryGone:
                    ending.wait(0.1)
                finally:
                    db.session.remove()
        raise AssertionError("never answered")

    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(reserve, entry) for entry in entries]
        time.sleep(0.02)
        processes.kill("store")
        time.sleep(0.3)
        processes.serve("store")
        outcomes = [one.result() for one in running]
    assert all(outcome.won for outcome in outcomes)
    names = tuple(name for outcome in outcomes for name in outcome.references)
    assert len(set(names)) == 8
    assert set(registry().statuses(names).values()) == {ClaimStatus.RESERVED}
    again = [registry().reserve(uuid4(), (an_entry(one, "NL"),), (), UNTIL) for one in people_[:2]]
    assert not any(outcome.won for outcome in again)
