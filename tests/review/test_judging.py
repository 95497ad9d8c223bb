"""From a hit to a verdict and what follows: blocked, opened, remembered, asked again."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.cases.rules import OPEN_REVIEW
from returns_app.checks.queries import latest_checks
from returns_app.checks.rules import CheckAnswer
from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import promise, run_now
from returns_app.review import queries, service
from returns_app.review.models import CaseLink, PairOpinion, Review
from returns_app.review.rules import AlertClass, MissingFact, Opinion, Origin, PairVerdict, ReviewState, Seat, StayOut
from returns_app.review.service.hearing import PersonsAnswer
from tests import people
from tests.checks.builders import P7, a_case, checked, move_clock
from tests.decisions.builders import approve, check_again, stage_of, stored, submit
from tests.registry.builders import BESNIK, announced, completed
from tests.review.builders import REASON, a_bench, a_pair, agreed, corrected, namesakes, say, the_pair

pytestmark = pytest.mark.postgres
V = PairVerdict


def _answer(review: Review) -> CheckAnswer:
    db.session().rollback()
    (check,) = latest_checks(db.session(), review.case_id)
    return check.answer


def test_a_lead_becomes_one_review_however_often_it_is_found(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    check_again(bench.office, review.case_id)
    again = the_pair(review.case_id)
    assert (again.id, again.state, again.origin) == (review.id, ReviewState.OPEN, Origin.CHECK)
    assert (again.other_state, again.other_month, again.alert) == ("BE", "2025-11", AlertClass.D1)
    assert (again.due_on - again.opened_at.date()).days in {14, 15}


def test_an_earlier_return_opens_no_review(house: Flask) -> None:
    bench = a_bench()
    claim = announced(BESNIK, "SE", opened=today() - timedelta(days=1700))
    completed(claim.reference, today() - timedelta(days=1500))
    case_id = a_case(bench.office.counsellor, P7, country="AL")
    checked(case_id)
    assert queries.list_of_case(db.session(), people.SEEDER, case_id) == []


def test_not_the_same_person_opens_the_way_and_is_remembered(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = a_bench()
    review = namesakes(bench)
    submit(bench.office, review.case_id)
    with pytest.raises(RuleBroken, match="waits for review"):
        approve(bench.office.approver, review.case_id, motivation=REASON)
    assert agreed(bench, review, V.OTHER_PERSON).state is ReviewState.CLOSED
    assert _answer(review) in {CheckAnswer.NO_CLAIM, CheckAnswer.REDUCED}
    move_clock(monkeypatch, timedelta(days=1))
    check_again(bench.office, review.case_id)
    assert _answer(review) in {CheckAnswer.NO_CLAIM, CheckAnswer.REDUCED}
    assert the_pair(review.case_id).state is ReviewState.CLOSED
    approve(bench.office.approver, review.case_id, motivation=REASON)
    assert stage_of(review.case_id).value == "approved"


def test_after_twenty_four_months_it_is_asked_again(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = a_bench()
    review = agreed(bench, namesakes(bench), V.OTHER_PERSON)
    move_clock(monkeypatch, timedelta(days=732))
    check_again(bench.office, review.case_id)
    again = the_pair(review.case_id)
    assert (_answer(review), again.state, again.round) == (CheckAnswer.POSSIBLE, ReviewState.OPEN, 2)


def test_changed_data_ends_the_memory(house: Flask) -> None:
    bench = a_bench()
    review = agreed(bench, a_pair(bench), V.OTHER_PERSON)
    corrected(bench, review, PartialDate(1988, 5, 7, DatePrecision.DOCUMENT))
    again = the_pair(review.case_id)
    assert (again.state, again.round, again.verdict) == (ReviewState.OPEN, 2, None)
    assert _answer(review) in {CheckAnswer.POSSIBLE, CheckAnswer.STRONG}


def test_opinions_on_facts_that_changed_count_no_longer(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    say(bench.first, review, V.OTHER_PERSON)
    corrected(bench, review, PartialDate(1988, 5, 7, DatePrecision.DOCUMENT))
    assert the_pair(review.case_id).round == 2
    assert say(bench.second, review, V.OTHER_PERSON).state is ReviewState.OPEN
    assert say(bench.first, review, V.OTHER_PERSON).state is ReviewState.CLOSED


def test_the_page_that_was_read_before_the_change_is_refused(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    facts = queries.own_side(db.session(), review).person.version
    stale = Opinion(uuid4(), review.round, facts, V.OTHER_PERSON, REASON)
    corrected(bench, review, PartialDate(1988, 5, 7, DatePrecision.DOCUMENT))
    with pytest.raises(Conflict, match="Read the pair again"), unit_of_work(bench.first) as work:
        service.give_verdict(work, review.id, stale)


def test_another_return_of_the_same_person_is_no_duplicate_and_the_programme_hears_of_it(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    submit(bench.office, review.case_id)
    agreed(bench, review, V.OTHER_RETURN)
    assert _answer(review) is CheckAnswer.REVIEWED
    with pytest.raises(RuleBroken, match="asks for your reason"):
        approve(bench.office.approver, review.case_id)
    approve(bench.office.approver, review.case_id, motivation=REASON)
    assert stage_of(review.case_id).value == "approved"


def test_same_return_refuses_nothing_and_keeps_approval_waiting(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    submit(bench.office, review.case_id)
    assert agreed(bench, review, V.SAME_RETURN).state is ReviewState.NOTICE
    assert stage_of(review.case_id).value == "submitted"
    with pytest.raises(RuleBroken, match="waits for review"):
        approve(bench.office.approver, review.case_id, motivation=REASON)


def test_disagreement_goes_to_the_adjudicator_whose_word_ends_it(house: Flask) -> None:
    bench = a_bench()
    review = namesakes(bench)
    say(bench.first, review, V.OTHER_PERSON)
    assert say(bench.second, review, V.CANNOT_TELL).state is ReviewState.ADJUDICATION
    for reviewer in (bench.first, bench.second):
        with pytest.raises(RuleBroken):
            say(reviewer, review, V.OTHER_PERSON)
    done = say(bench.adjudicator, review, V.OTHER_PERSON)
    assert (done.state, done.verdict) == (ReviewState.CLOSED, V.OTHER_PERSON)


def test_when_nobody_can_tell_it_waits_and_an_answer_of_the_person_begins_again(house: Flask) -> None:
    bench = a_bench()
    review = agreed(bench, a_pair(bench), V.CANNOT_TELL)
    assert review.state is ReviewState.WAITING
    assert say(bench.adjudicator, review, V.CANNOT_TELL).state is ReviewState.WAITING
    with unit_of_work(bench.office.counsellor) as work:
        service.record_answer(work, review.id, PersonsAnswer("I asked in Antwerp", work.today, "ar", True))  # noqa: FBT003
    assert the_pair(review.case_id).state is ReviewState.OPEN


def test_nobody_judges_twice_nor_their_own_work_nor_what_they_gave_away(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    say(bench.first, review, V.OTHER_PERSON)
    with pytest.raises(RuleBroken, match="gave your verdict"):
        say(bench.first, review, V.OTHER_PERSON)
    with unit_of_work(bench.second) as work:
        service.stand_aside(work, review.id, StayOut.KNOWS_PERSON)
    with pytest.raises(RuleBroken, match="another reviewer"):
        say(bench.second, review, V.OTHER_PERSON)
    both = people.an_actor(Role.COUNSELLOR, Role.DUPLICATE_REVIEWER, organisation=bench.office.organisation)
    with unit_of_work(people.SEEDER) as work:
        case = stored(review.case_id)
        case.counsellor_id = both.account_id  # type: ignore[assignment]
        work.record(Action.CASE_CHANGED, case_id=case.id)
    with pytest.raises(RuleBroken, match="worked on this file"):
        say(both, review, V.OTHER_PERSON)


def test_a_reason_is_required_and_what_is_missing_too(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    with pytest.raises(Malformed, match="at least 20"):
        say(bench.first, review, V.OTHER_PERSON, reason="because")
    with pytest.raises(Malformed, match="missing"), unit_of_work(bench.first) as work:
        facts = queries.own_side(work.session, review).person.version
        service.give_verdict(work, review.id, Opinion(uuid4(), 1, facts, V.CANNOT_TELL, REASON))


def test_the_same_page_sent_twice_counts_once(house: Flask) -> None:
    bench = a_bench()
    review, key = a_pair(bench), uuid4()
    say(bench.first, review, V.OTHER_PERSON, key=key)
    say(bench.first, review, V.OTHER_PERSON, key=key)
    assert len(list(db.session().scalars(select(PairOpinion)))) == 1


def test_two_verdicts_in_the_same_moment_are_two_seats(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    facts = queries.own_side(db.session(), review).person.version
    together, faults = threading.Barrier(2), []

    def judge(actor: Actor) -> None:
        with house.app_context():
            together.wait(10)
            try:
                with unit_of_work(actor) as work:
                    service.give_verdict(work, review.id, Opinion(uuid4(), 1, facts, V.OTHER_PERSON, REASON))
            except Exception as fault:  # noqa: BLE001  (a thread's fault is the test's)
                faults.append(fault)
            db.session.remove()

    threads = [threading.Thread(target=judge, args=(actor,)) for actor in (bench.first, bench.second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    db.session().rollback()
    assert {one.seat for one in db.session().scalars(select(PairOpinion))} == {Seat.FIRST, Seat.SECOND}
    assert the_pair(review.case_id).state is ReviewState.CLOSED


def test_the_log_says_that_somebody_judged_and_not_how(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    say(bench.first, review, V.OTHER_PERSON)
    told = [str(event.details) for event in db.session().scalars(select(AuditEvent)) if "review" in event.action]
    assert told
    assert not [text for text in told if V.OTHER_PERSON.value in text or REASON in text]


def test_another_state_and_a_partner_see_no_pair(house: Flask) -> None:
    bench = a_bench()
    review_id = a_pair(bench).id
    abroad = people.an_organisation(member_state="BE")
    strangers = [
        people.an_actor(Role.DUPLICATE_REVIEWER, organisation=abroad),
        bench.office.partner,
        bench.office.finance,
    ]
    for stranger in strangers:
        with pytest.raises(NotFound), scope(stranger):
            queries.get_review(db.session(), stranger, review_id)


def test_unlinking_begins_the_review_again(house: Flask) -> None:
    bench = a_bench()
    review = agreed(bench, a_pair(bench), V.SAME_RETURN)
    with unit_of_work(bench.adjudicator) as work:
        service.unlink(work, review.id, "The Belgian file shows another face.")
    assert the_pair(review.case_id).state is ReviewState.OPEN
    assert [link.ended_at is None for link in db.session().scalars(select(CaseLink))] == [False]


def test_a_room_below_asks_for_a_review_by_a_job(house: Flask) -> None:
    bench = a_bench()
    case = a_case(bench.office.counsellor)
    person = stored(case).principal_id
    shared = [{"field": "invoice", "verdict": "agrees", "note": "same_value", "weight": 9.0}]
    payload = {"case_id": str(case), "person_id": str(person), "claim": "EV-1", "components": shared}
    with unit_of_work(bench.office.finance) as work:
        promise(work, OPEN_REVIEW, payload, key="evidence|1")
        work.record(Action.FILE_READ, case_id=case)
    assert run_now("evidence|1")
    found = the_pair(case)
    assert (found.origin, found.alert, found.state) == (Origin.EVIDENCE, AlertClass.D7, ReviewState.OPEN)
    agreed(bench, found, V.SAME_RETURN)
    assert list(db.session().scalars(select(CaseLink))) == []


def test_missing_facts_are_kept_with_the_opinion(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    say(bench.first, review, V.CANNOT_TELL)
    (one,) = queries.heard_opinions(db.session(), bench.first, the_pair(review.case_id))
    assert (one.missing, one.is_own) == ([MissingFact.DOCUMENT.value], True)
