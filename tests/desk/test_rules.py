"""Queues of each role and the next step of a case."""

from uuid import uuid4

import pytest

from returns_app.cases.rules import ENDED, Stage
from returns_app.core.permissions import Actor, Permission, Role
from returns_app.desk.labels import (
    EMPTY_QUEUES,
    EXTENSION_REASONS,
    QUEUE_NAMES,
    QUEUE_PAGES,
    QUEUE_TASKS,
    STEP_NAMES,
    STEP_PAGES,
    TASK_NAMES,
    TASK_PAGES,
    WAITING_FOR,
)
from returns_app.desk.rules import (
    MOST_QUEUES,
    TASK_QUEUES,
    CaseSigns,
    QueueCode,
    Step,
    is_personal,
    next_step,
    queues_of,
)
from returns_app.work.labels import UNITS
from returns_app.work.rules import ExtensionReason, TaskKind, Unit

FRESH = CaseSigns(is_own=True, has_plan=False, all_delivered=False)
PLANNED = CaseSigns(is_own=True, has_plan=True, all_delivered=False)
DONE = CaseSigns(is_own=True, has_plan=True, all_delivered=True)
SHARED = CaseSigns(is_own=False, has_plan=True, all_delivered=False)


def actor(*roles: Role) -> Actor:
    return Actor(uuid4(), uuid4(), "NL", frozenset(roles))


def test_nobody_has_more_than_seven_queues() -> None:
    assert len(queues_of(actor(*Role))) <= MOST_QUEUES


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.ADMIN, Role.DPO, Role.PROGRAMME_MANAGER])
def test_who_works_on_no_case_has_no_queue(role: Role) -> None:
    assert queues_of(actor(role)) == ()


def test_every_code_has_its_words_and_page() -> None:
    assert set(QUEUE_NAMES) == set(EMPTY_QUEUES) == set(QueueCode)
    assert set(QUEUE_TASKS) == set(QUEUE_PAGES) == set(QueueCode) - set(TASK_QUEUES)
    assert set(TASK_NAMES) == set(TASK_PAGES) == set(TaskKind)
    assert set(EXTENSION_REASONS) == set(ExtensionReason)
    assert set(UNITS) == set(Unit)
    assert set(STEP_NAMES) == set(STEP_PAGES) == set(Step)
    assert set(WAITING_FOR) == set(Stage)


def test_a_counsellor_sees_her_own_and_the_travel_desk_everybodys_departures() -> None:
    assert is_personal(actor(Role.COUNSELLOR), QueueCode.TO_DEPART)
    assert not is_personal(actor(Role.TRAVEL_DESK), QueueCode.TO_DEPART)
    assert not is_personal(actor(Role.COUNSELLOR, Role.TRAVEL_DESK), QueueCode.TO_DEPART)


@pytest.mark.parametrize(
    ("stage", "role", "signs", "step"),
    [
        (Stage.INTAKE, Role.COUNSELLOR, FRESH, Step.SUBMIT),
        (Stage.INTAKE, Role.APPROVER, FRESH, None),
        (Stage.SUBMITTED, Role.APPROVER, FRESH, Step.DECIDE),
        (Stage.SUBMITTED, Role.COUNSELLOR, FRESH, None),
        (Stage.APPROVED, Role.TRAVEL_DESK, FRESH, Step.DEPART),
        (Stage.DEPARTED, Role.PARTNER, SHARED, Step.ARRIVE),
        (Stage.ARRIVED, Role.PARTNER, FRESH, Step.PLAN),
        (Stage.SUPPORTING, Role.PARTNER, SHARED, Step.DELIVER),
        (Stage.SUPPORTING, Role.COUNSELLOR, PLANNED, Step.PLAN),
        (Stage.SUPPORTING, Role.COUNSELLOR, DONE, Step.CLOSE),
        (Stage.SUPPORTING, Role.FINANCE, PLANNED, None),
    ],
)
def test_the_next_step(stage: Stage, role: Role, signs: CaseSigns, step: Step | None) -> None:
    assert next_step(stage, actor(role), signs) is step


@pytest.mark.parametrize("stage", sorted(ENDED))
def test_nothing_comes_after_the_end(stage: Stage) -> None:
    assert next_step(stage, actor(*Role), DONE) is None


def test_a_case_of_others_offers_only_shared_work() -> None:
    everything = actor(*Role)
    signs = CaseSigns(is_own=False, has_plan=True, all_delivered=True)
    assert next_step(Stage.INTAKE, everything, signs) is None
    assert next_step(Stage.SUPPORTING, everything, signs) is None
    assert everything.may(Permission.CASE_CLOSE)
