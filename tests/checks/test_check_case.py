"""The check of a whole case, from typed persons to stored answers, through the real protocol."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases.models import CaseEvent
from returns_app.cases.rules import EventKind
from returns_app.cases.service import correct_member
from returns_app.checks import queries, service
from returns_app.checks.models import RegistryCheck
from returns_app.checks.rules import CheckAnswer, CheckReason
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_due, run_now
from returns_app.linkage.evidence import Note
from returns_app.people.details import entry_of
from returns_app.programmes.rules import PriorSupport
from tests.checks.builders import (
    P2,
    P4,
    P6,
    P7,
    a_case,
    a_counsellor,
    a_family_case,
    checked,
    checks_of,
    fresh,
    move_clock,
)
from tests.people import a_person_entry
from tests.registry.builders import AHMAD, ALI_TWO, BESNIK, announced, completed

pytestmark = pytest.mark.postgres


def _note(check: RegistryCheck, field: str) -> str:
    return str(next(one["note"] for one in check.hits[0]["components"] if one["field"] == field))


def _count(action: str) -> int:
    return db.session().scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def test_nobody_is_found_and_the_compared_fields_are_named(house: Flask) -> None:
    (check,) = checked(a_case(a_counsellor()))
    assert check.answer is CheckAnswer.NO_CLAIM
    assert {"name", "born", "nationality", "passport"} <= set(check.compared)
    assert (check.not_compared, check.spellings, check.reason) == ([], 1, CheckReason.INTAKE)
    assert check.reference.startswith("RC-")
    assert check.answered_at is not None


def test_the_same_person_in_another_script_with_a_swapped_date(house: Flask) -> None:
    announced(AHMAD, "BE", opened=date(2025, 11, 11))
    (check,) = checked(a_case(a_counsellor(), P2, country="IQ"))
    assert check.answer in {CheckAnswer.POSSIBLE, CheckAnswer.STRONG}
    assert (check.hits[0]["state"], check.hits[0]["month"], check.hits[0]["status"]) == ("BE", "2025-11", "open")
    assert _note(check, "name") == Note.BY_SOUND
    assert _note(check, "born") == Note.DAY_MONTH_SWAPPED
    assert queries.blocking([check]) is check.answer
    told = json.dumps(check.hits)
    assert not [value for value in ("Aljboori", "Ahmad", "1988") if value in told]


def test_a_family_raises_no_alarm_against_itself(house: Flask) -> None:
    actor = a_counsellor()
    case = a_family_case(actor)
    assert [check.answer for check in checked(case)] == [CheckAnswer.NO_CLAIM] * 4
    reservation = service.reserve_case(actor, case, uuid4())
    assert reservation.won
    with unit_of_work(actor) as work:
        key = service.ask_again(work, case, uuid4())
    assert run_now(key)
    assert [check.answer for check in checks_of(case)] == [CheckAnswer.NO_CLAIM] * 4


def test_without_birth_date_and_document_the_check_is_a_reduced_one(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor, P4, country="GM")
    (check,) = checked(case)
    assert check.answer is CheckAnswer.REDUCED
    assert check.not_compared == ["born", "document"]
    member = fresh(case).members[0].person
    told = replace(entry_of(member), born=PartialDate(1990, precision=DatePrecision.ESTIMATED))
    version = member.version
    with unit_of_work(actor) as work:
        correct_member(work, case, member.id, told, version)
    (again,) = checked(case)
    assert (again.reason, again.not_compared) == (CheckReason.CORRECTION, ["document"])
    assert again.id != check.id


def test_namesakes_with_two_passports_are_a_possible_claim(house: Flask) -> None:
    announced(ALI_TWO, "DE")
    (check,) = checked(a_case(a_counsellor(), P6, country="EG"))
    assert check.answer is CheckAnswer.POSSIBLE
    assert _note(check, "document") == Note.OTHER_VALUE


def test_an_earlier_return_blocks_nothing_and_is_told_to_the_rules(house: Flask) -> None:
    claim = announced(BESNIK, "SE", opened=date(2021, 5, 1)).reference
    completed(claim, date(2021, 11, 2))
    checks = checked(a_case(a_counsellor(), P7, country="AL"))
    assert checks[0].answer is CheckAnswer.EARLIER
    assert queries.blocking(checks) is None
    assert queries.prior_support(checks) == (PriorSupport("SE", "2021-11", "completed", claim),)


def test_a_placeholder_is_not_asked_about(house: Flask) -> None:
    announced(ALI_TWO, "DE")
    (check,) = checked(a_case(a_counsellor(), a_person_entry("Mohamed", "Ali", is_placeholder=True)))
    assert (check.answer, check.compared) == (CheckAnswer.REDUCED, [])


def test_every_check_is_in_the_timeline_and_in_the_audit_log(house: Flask) -> None:
    case = a_family_case(a_counsellor())
    checked(case)
    event = db.session().scalars(select(CaseEvent).where(CaseEvent.kind == EventKind.CHECKED)).one()
    assert event.details == {"answer": "no_claim", "reason": "intake", "checks": 4}
    assert _count("checks.check.answered") == 4
    assert _count("registry.claim.asked") == 4


def test_a_job_that_comes_twice_asks_once(house: Flask) -> None:
    case = a_case(a_counsellor())
    checked(case)
    again = service.check_case({"case_id": str(case), "reason": "intake"})
    assert again is None
    assert len(queries.list_checks(db.session(), case)) == 1


def test_without_an_answer_the_case_waits_and_is_answered_by_itself(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.extensions["returns.registry_down"] = True
    case = a_case(a_counsellor())
    (silent,) = checked(case)
    assert (silent.answer, silent.answered_at) == (CheckAnswer.NO_ANSWER, None)
    assert queries.blocking([silent]) is CheckAnswer.NO_ANSWER
    for _ in range(12):
        move_clock(monkeypatch, timedelta(minutes=10))
        run_due()
    assert [check.id for check in queries.list_checks(db.session(), case)] == [silent.id]
    job = db.session().scalars(select(Job).where(Job.kind == "checks.check_case")).one()
    assert (job.failed_at, job.ended_at, job.last_error) == (None, None, "TryLater")
    house.extensions["returns.registry_down"] = False
    move_clock(monkeypatch, timedelta(minutes=10))
    run_due()
    (answered,) = checks_of(case)
    assert (answered.id, answered.request_id) == (silent.id, silent.request_id)
    assert answered.answer is CheckAnswer.NO_CLAIM
    assert _count("checks.check.failed") == 1
    move_clock(monkeypatch, timedelta(hours=2))
    run_due()
    assert len(queries.list_checks(db.session(), case)) == 1


def test_asking_again_while_it_is_silent_doubles_nothing(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house.extensions["returns.registry_down"] = True
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    with unit_of_work(actor) as work:
        key = service.ask_again(work, case, uuid4())
    assert not run_now(key)
    house.extensions["returns.registry_down"] = False
    move_clock(monkeypatch, timedelta(minutes=11))
    run_due()
    assert [check.answer for check in queries.list_checks(db.session(), case)] == [CheckAnswer.NO_CLAIM]


def test_the_answer_of_a_family_is_the_one_that_asks_most(house: Flask) -> None:
    answers = [CheckAnswer.NO_CLAIM, CheckAnswer.POSSIBLE, CheckAnswer.REDUCED]
    checks = [RegistryCheck(answer=answer) for answer in answers]
    assert queries.case_answer(checks) is CheckAnswer.POSSIBLE
    assert queries.case_answer([]) is CheckAnswer.NO_ANSWER
    assert queries.blocking([]) is CheckAnswer.NO_ANSWER
