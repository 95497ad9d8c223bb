"""Whatever is done in whatever order, a case comes to a stage only when what the stage stands for is there."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns_app.cases import service
from returns_app.cases.rules import Fact, PauseEntry, PauseKind, PauseReason, Stage, missing, step_between
from returns_app.closure.rules import Closing, ClosureReason, Reopening, Withdrawal, WithdrawalReason
from returns_app.closure.service import close_case, reopen_case, withdraw_case
from returns_app.core.errors import Refusal
from returns_app.core.permissions import Actor, Role
from returns_app.counselling import service as counselling
from returns_app.counselling.queries import list_declarations
from returns_app.counselling.rules import ScreeningEntry
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.travel.service import confirm_arrival, prepare_departure, record_departure
from tests import people
from tests.counselling.builders import a_session
from tests.decisions import builders

KNOWN = {Fact.REASON}  # what only the step itself knows
Act = Callable[[builders.Office, UUID], object]


def _by(role: str, does: Callable[[UnitOfWork, UUID], object]) -> Act:
    def act(office: builders.Office, case_id: UUID) -> None:
        with unit_of_work(getattr(office, role)) as work:
            does(work, case_id)

    return act


def _take_back(work: UnitOfWork, case_id: UUID) -> None:
    for one in list_declarations(work.session, case_id):
        counselling.withdraw_declaration(work, case_id, one.id)


def _hold(kind: PauseKind) -> Callable[[UnitOfWork, UUID], object]:
    def pause(work: UnitOfWork, case_id: UUID) -> None:
        entry = PauseEntry(kind, PauseReason.FRAUD, work.today + timedelta(days=9), "A report from Antwerp")
        service.pause_case(work, case_id, entry)

    return pause


def _lift(office: builders.Office, case_id: UUID) -> None:
    second: Actor = people.an_actor(Role.APPROVER, organisation=office.organisation)
    with unit_of_work(second) as work:
        service.resume_case(work, case_id)


def _submit(office: builders.Office, case_id: UUID) -> None:
    version = builders.stored(case_id).version
    with unit_of_work(office.counsellor) as work:
        service.submit_case(work, case_id, version)


def _talk(office: builders.Office, case_id: UUID) -> None:
    signing = builders.members(case_id)
    with unit_of_work(office.counsellor) as work:
        counselling.record_session(work, case_id, a_session(*signing, on=work.today), uuid4())


def _screen(office: builders.Office, case_id: UUID) -> None:
    found = [ScreeningEntry(one, ()) for one in builders.members(case_id)]
    with unit_of_work(office.counsellor) as work:
        counselling.record_screenings(work, case_id, found)


ACTS: Mapping[str, Act] = {
    "talk": _talk,
    "screen": _screen,
    "take back": _by("counsellor", _take_back),
    "submit": _submit,
    "approve": lambda office, case_id: builders.approve(office.approver, case_id),
    "refuse": lambda office, case_id: builders.refuse(office.approver, case_id),
    "hold": _by("counsellor", _hold(PauseKind.HOLD)),
    "suspend": _by("approver", _hold(PauseKind.SUSPENSION)),
    "lift": _lift,
    "withdraw": _by("counsellor", lambda w, c: withdraw_case(w, c, Withdrawal(WithdrawalReason.CHANGED_MIND))),
    "reopen": _by("counsellor", lambda w, c: reopen_case(w, c, Reopening("They came back to us."))),
    "close": _by("counsellor", lambda w, c: close_case(w, c, Closing(ClosureReason.NO_CONTACT))),
    "prepare": _by("travel_desk", lambda w, c: prepare_departure(w, c, builders.a_preparation(c))),
    "depart": _by("travel_desk", lambda w, c: record_departure(w, c, builders.a_departure(c))),
    "arrive": _by("counsellor", lambda w, c: confirm_arrival(w, c, builders.an_arrival(c))),
}
FORWARD = ["talk", "screen", "submit", "approve", "prepare", "depart", "arrive", "close"]
ORDERS = st.lists(st.sampled_from(sorted(ACTS)), max_size=6)


def dossier(office: builders.Office, case_id: UUID) -> tuple[Stage, dict[Fact, int]]:
    """Where the case stands, and what it lacks."""
    with scope(office.counsellor):
        case = builders.stored(case_id)
        return case.stage, service.dossier_of(db.session(), case)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(before=ORDERS, way=st.integers(0, len(FORWARD)), after=ORDERS)
def test_no_order_of_actions_reaches_a_stage_whose_guards_do_not_hold(
    house: Flask, before: list[str], way: int, after: list[str]
) -> None:
    office = builders.an_office()
    case_id = builders.opened(office)
    for name in [*before, *FORWARD[:way], *after]:
        stood, lacking = dossier(office, case_id)
        with suppress(Refusal):
            ACTS[name](office, case_id)
        stands, _now = dossier(office, case_id)
        if stands is not stood:
            guards = missing(step_between(stood, stands), lacking)
            assert [one.fact for one in guards if one.fact not in KNOWN] == [], (name, stood, stands)
