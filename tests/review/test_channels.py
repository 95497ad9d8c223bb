"""A pair becomes a review on every channel: a check, the nightly one, an import, and evidence used in two cases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.core.permissions import Actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.service import begin_night, run_due
from returns_app.review import queries
from returns_app.review.models import Review
from returns_app.review.rules import AlertClass, Origin, ReviewState
from returns_app.support.rules import FindingKind
from returns_app.support.service import open_finding
from tests import people
from tests.cases import builders as case_builders
from tests.checks.builders import P2, checked, move_clock
from tests.decisions.builders import approve, stored
from tests.registry.builders import AHMAD, announced
from tests.review.builders import BELGIUM, a_bench, a_case, the_pair
from tests.review.two_states import REASON, submit

pytestmark = pytest.mark.postgres


def _reviews(*cases: UUID) -> list[Review]:
    db.session().rollback()
    with scope(people.SEEDER):
        return [one for case in cases for one in queries.list_of_case(db.session(), people.SEEDER, case)]


def _found(kind: FindingKind, one: UUID, other: UUID) -> None:
    with unit_of_work(people.SEEDER) as work:
        open_finding(work, kind, (one, uuid4()), (other, uuid4()))
    run_due()


def _case(counsellor: Actor, given: str) -> UUID:
    opening = case_builders.an_opening(principal=people.a_person_entry(given, "Balogun"))
    return case_builders.open_case(counsellor, opening).id


def test_what_a_nightly_check_finds_is_reviewed(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = a_bench()
    case_id = a_case(bench, P2, "IQ")
    submit(bench.office.counsellor, case_id)
    approve(bench.office.approver, case_id, motivation=REASON)
    assert _reviews(case_id) == []
    announced(AHMAD, "BE", opened=BELGIUM)
    move_clock(monkeypatch, timedelta(hours=20))
    begin_night()
    run_due()
    assert [(one.origin, one.state) for one in _reviews(case_id)] == [(Origin.RECHECK, ReviewState.OPEN)]


def test_what_an_imported_case_meets_is_reviewed(house: Flask) -> None:
    bench = a_bench()
    announced(AHMAD, "BE", opened=BELGIUM)
    opening = case_builders.an_opening(principal=P2, return_country="IQ", channel="import")
    case_id = case_builders.open_case(bench.office.counsellor, opening).id
    checked(case_id)
    assert the_pair(case_id).origin is Origin.IMPORT


def test_evidence_in_two_cases_is_one_review_of_the_later_one(house: Flask) -> None:
    bench = a_bench()
    earlier, later = (_case(bench.office.counsellor, given) for given in ("Tunde", "Bola"))
    _found(FindingKind.SAME_INVOICE, later, earlier)
    _found(FindingKind.SAME_FILE, earlier, later)
    (review,) = _reviews(earlier, later)
    assert (review.case_id, review.claim) == (later, stored(earlier).reference)
    assert (review.origin, review.alert, review.state) == (Origin.EVIDENCE, AlertClass.D7, ReviewState.OPEN)
    assert {component["field"] for component in review.components} == {"invoice", "file"}
    assert not review.has_other_half


def test_what_was_not_received_or_lies_twice_in_one_case_is_no_pair(house: Flask) -> None:
    bench = a_bench()
    one, other = (_case(bench.office.counsellor, given) for given in ("Tunde", "Bola"))
    _found(FindingKind.NOT_RECEIVED, one, other)
    _found(FindingKind.SAME_INVOICE, one, one)
    assert _reviews(one, other) == []
