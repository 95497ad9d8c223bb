"""Two halves that write to each other through a registry that reads nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.cases import service as cases
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_due, run_now
from returns_app.people.details import entry_of
from returns_app.people.rules import Protection
from returns_app.registry.connection import mailbox
from returns_app.registry.mailbox import Letter
from returns_app.registry.models import PostThread, SealedLetter
from returns_app.registry.rules import UnknownClaim
from returns_app.review import queries, service
from returns_app.review.models import Disclosure, Review, ReviewLetter
from returns_app.review.rules import (
    Declined,
    DisclosedField,
    DisclosureState,
    LetterKind,
    Message,
    Origin,
    PairVerdict,
    Request,
    ReviewState,
    Subject,
)
from tests import people
from tests.checks.builders import P2, move_clock
from tests.decisions.builders import browser, stored
from tests.review.builders import OTHER_SIDE, a_bench, a_case, a_pair, agreed, say, the_pair
from tests.review.two_states import ALJBOORI, Abroad, both_halves, carry_all, half_of, handed_in, in_belgium

pytestmark = pytest.mark.postgres
WHY = "The day and month could be swapped."
VALUE = "1988-05-07"


def _asked(reviewer: Actor, review: Review, field: DisclosedField = DisclosedField.BORN) -> Disclosure:
    with unit_of_work(reviewer) as work:
        service.ask_field(work, review.id, Request(uuid4(), field, WHY))
    carry_all()
    return _disclosures(is_ours=True)[-1]


def _disclosures(*, is_ours: bool) -> list[Disclosure]:
    db.session().rollback()
    wanted = select(Disclosure).where(Disclosure.is_ours.is_(is_ours)).order_by(Disclosure.asked_at)
    return list(db.session().scalars(wanted))


def _granted(abroad: Abroad) -> None:
    (theirs,) = _disclosures(is_ours=False)
    with unit_of_work(abroad.counsellor) as work:
        service.grant_field(work, theirs.id)
    carry_all()


def _messages(review: Review) -> list[ReviewLetter]:
    letters = queries.list_exchange(db.session(), half_of(review.case_id))
    return [one for one in letters if one.kind is LetterKind.MESSAGE]


def _count(action: Action) -> int:
    return db.session().scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def test_each_state_holds_its_own_half(house: Flask) -> None:
    _bench, abroad, ours, theirs = both_halves()
    assert (ours.member_state, theirs.member_state, ours.thread_id) == ("NL", "BE", theirs.thread_id)
    assert (theirs.origin, theirs.state, theirs.claim) == (Origin.OTHER_STATE, ReviewState.ELSEWHERE, ours.reference)
    assert (theirs.case_id, theirs.other_state) == (abroad.case_id, "NL")
    letters = list(db.session().scalars(select(ReviewLetter).where(ReviewLetter.is_ours.is_(True))))
    assert [letter.arrived_at is not None for letter in letters] == [True]


def test_the_registry_holds_nothing_it_can_read_and_forgets_what_arrived(house: Flask) -> None:
    bench, abroad, ours, _theirs = both_halves()
    _asked(bench.first, ours)
    kept = [bytes(one.sealed) for one in db.session().scalars(select(SealedLetter))]
    assert kept
    assert all(one == b"" for one in kept)
    with unit_of_work(abroad.counsellor) as work:
        theirs = work.session.scalars(select(Disclosure).where(Disclosure.is_ours.is_(False))).one()
        service.grant_field(work, theirs.id)
    job = db.session().scalars(select(Job).where(Job.kind == "review.post_letter", Job.ended_at.is_(None))).one()
    assert job.dedup_key
    assert run_now(job.dedup_key)
    db.session().rollback()
    on_the_way = b"".join(bytes(one.sealed) for one in db.session().scalars(select(SealedLetter)))
    assert len(on_the_way) > 1000
    assert VALUE.encode() not in on_the_way
    assert VALUE not in json.dumps([row.payload for row in db.session().scalars(select(Job))])


def test_one_field_is_asked_granted_shown_for_three_days_and_every_look_is_logged(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, abroad, ours, _theirs = both_halves()
    asked = _asked(bench.first, ours)
    assert asked.state is DisclosureState.ASKED
    _granted(abroad)
    (asked,) = _disclosures(is_ours=True)
    assert (asked.state, asked.value) == (DisclosureState.GRANTED, f"{VALUE} · said")
    waiting = [
        letter for letter in db.session().scalars(select(ReviewLetter)) if letter.due_on and not letter.answered_at
    ]
    assert [letter.is_ours for letter in waiting] == []
    assert asked.until is not None
    assert asked.until - clock.utc_now() <= timedelta(hours=72)
    with unit_of_work(bench.first) as work:
        value, _letter = service.look_at_field(work, asked.id)
    carry_all()
    assert value.startswith(VALUE)
    assert [(one.looks) for one in _disclosures(is_ours=False)] == [1]
    assert _count(Action.DISCLOSURE_READ) == 2
    with pytest.raises(RuleBroken, match="only to whoever asked"), unit_of_work(bench.second) as work:
        service.look_at_field(work, asked.id)
    move_clock(monkeypatch, timedelta(hours=73))
    with pytest.raises(RuleBroken, match="no longer shown"), unit_of_work(bench.first) as work:
        service.look_at_field(work, asked.id)
    run_due()
    assert [one.value for one in _disclosures(is_ours=True)] == [""]


def test_a_state_declines_and_says_why(house: Flask) -> None:
    bench, abroad, ours, _theirs = both_halves()
    _asked(bench.first, ours)
    (theirs,) = _disclosures(is_ours=False)
    with unit_of_work(abroad.counsellor) as work:
        service.decline_field(work, theirs.id, Declined.PROTECTED)
    carry_all()
    (asked,) = _disclosures(is_ours=True)
    assert (asked.state, asked.declined, asked.value) == (DisclosureState.DECLINED, Declined.PROTECTED, "")
    with pytest.raises(RuleBroken, match="answered before"), unit_of_work(abroad.counsellor) as work:
        service.grant_field(work, theirs.id)


def test_messages_have_a_deadline_and_say_when_they_arrived(house: Flask) -> None:
    bench, abroad, ours, theirs = both_halves()
    with unit_of_work(bench.office.counsellor) as work:
        service.send_message(work, ours.id, Message(uuid4(), Subject.STATUS, "Where does support stand?"))
    carry_all()
    (sent,) = _messages(ours)
    assert sent.arrived_at is not None
    assert sent.due_on is not None
    assert (sent.due_on - sent.written_at.date()).days in {10, 11}
    with unit_of_work(abroad.counsellor) as work:
        service.send_message(work, theirs.id, Message(uuid4(), Subject.STATUS, "Nothing was paid out yet."))
    carry_all()
    first, answer = _messages(ours)
    assert first.answered_at is not None
    assert json.loads(answer.body)["text"] == "Nothing was paid out yet."


def test_the_other_state_hears_the_outcome(house: Flask) -> None:
    bench, _abroad, ours, theirs = both_halves()
    agreed(bench, ours, PairVerdict.OTHER_PERSON)
    carry_all()
    assert half_of(theirs.case_id).other_verdict is PairVerdict.OTHER_PERSON


def test_a_correction_on_the_other_side_begins_the_review_again(house: Flask) -> None:
    bench, abroad, ours, _theirs = both_halves()
    say(bench.first, ours, PairVerdict.OTHER_PERSON)
    case = stored(abroad.case_id)
    person = case.members[0].person
    told = entry_of(person)
    corrected = type(told)(
        **{
            **{name: getattr(told, name) for name in told.__slots__},
            "born": PartialDate(1988, 7, 5, DatePrecision.DOCUMENT),
        }
    )
    with unit_of_work(abroad.counsellor) as work:
        cases.correct_member(work, case.id, person.id, corrected, person.version)
    carry_all()
    assert half_of(ours.case_id).round == 2


def test_a_protected_claim_is_reached_without_learning_whose_it_is(house: Flask) -> None:
    bench = a_bench()
    abroad = in_belgium(replace(ALJBOORI, protection=Protection.YES))
    opening_pair = the_pair(a_case(bench, P2, "IQ"))
    assert (opening_pair.other_state, opening_pair.is_protected) == (None, True)
    assert opening_pair.claim.startswith("MS-")
    carry_all()
    assert half_of(abroad.case_id).thread_id == opening_pair.thread_id
    thread = db.session().get_one(PostThread, opening_pair.thread_id)
    first, second = uuid4(), uuid4()
    keys = {mailbox().contact(one, "NL", opening_pair.claim).key for one in (first, second)}
    assert len(keys) == 2
    assert thread.owner == "BE"


def test_a_claim_without_a_file_here_leaves_the_review_alone(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    carry_all()
    assert agreed(bench, review, PairVerdict.OTHER_PERSON).state is ReviewState.CLOSED


@pytest.mark.parametrize(
    "body",
    [
        {}, {"kind": "opened"}, {"kind": "asked", "request": "x"}, {"kind": "asked", "field": ["name"]}, {"kind": "granted"},
        {"kind": "outcome", "verdict": "refuse"}, {"kind": 7}, {"kind": "message", "text": "x" * 10_000},
        {"kind": "viewed", "request": None}, {"kind": "declined", "request": str(uuid4.__name__)},
    ],
)  # fmt: skip
def test_a_hostile_letter_stops_nothing_after_it(house: Flask, body: dict[str, object]) -> None:
    bench, abroad, ours, theirs = both_halves()
    handed_in(ours, body)
    mailbox().post(Letter(uuid4(), ours.thread_id, "NL", b"no letter at all"))
    with unit_of_work(bench.office.counsellor) as work:
        service.send_message(work, ours.id, Message(uuid4(), Subject.OTHER, "Still here?"))
    carry_all()
    texts = [json.loads(one.body).get("text") for one in queries.list_exchange(db.session(), half_of(theirs.case_id))]
    assert "Still here?" in texts
    assert mailbox().collect("BE") == ()
    assert abroad.case_id == theirs.case_id


def test_a_stranger_to_a_thread_hands_nothing_in(house: Flask) -> None:
    _bench, _abroad, ours, _theirs = both_halves()
    with pytest.raises(UnknownClaim):
        mailbox().post(Letter(uuid4(), ours.thread_id, "SE", b"x"))
    with pytest.raises(UnknownClaim):
        mailbox().contact(uuid4(), "NL", "BE-NOBODY")


def test_no_response_log_or_notification_holds_a_hidden_value(house: Flask, caplog: pytest.LogCaptureFixture) -> None:
    bench, abroad, ours, _theirs = both_halves()
    _asked(bench.first, ours)
    _granted(abroad)
    say(bench.first, ours, PairVerdict.OTHER_PERSON)
    seen: list[str] = []
    for actor in (
        bench.first,
        bench.second,
        bench.adjudicator,
        bench.auditor,
        bench.office.counsellor,
        bench.office.approver,
    ):
        client = browser(house, actor)
        paths = (
            "/", "/reviews", "/reviews?every=y", f"/reviews/{ours.id}", f"/cases/{ours.case_id}", "/audit-log",
            f"/cases/{ours.case_id}/reviews", f"/cases/{ours.case_id}/registry-check", f"/cases/{ours.case_id}/decision",
            f"/cases/{ours.case_id}/timeline", f"/cases/{ours.case_id}/access-log",
        )  # fmt: skip
        seen.extend(client.get(path).text for path in paths)
    with scope(people.SEEDER):
        seen += [json.dumps(event.details) for event in db.session().scalars(select(AuditEvent))]
        seen += [json.dumps(job.payload) for job in db.session().scalars(select(Job))]
    seen += [record.getMessage() for record in caplog.records]
    assert not [word for text in seen for word in OTHER_SIDE if word in text.casefold()]
