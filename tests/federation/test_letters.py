"""A review with two halves, each on its own node: letters through a store that reads none of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select, update

from returns_app.core.actions import Action
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_due
from returns_app.registry.connection import SWITCHED_OFF
from returns_app.review import queries, service
from returns_app.review.models import Disclosure, Review, ReviewLetter
from returns_app.review.rules import (
    DisclosedField,
    DisclosureState,
    Message,
    Origin,
    PairVerdict,
    Request,
    ReviewState,
    Subject,
)
from tests.checks.builders import entry
from tests.review.builders import Bench, a_bench, a_case, agreed
from tests.review.two_states import Abroad, carry_all, in_belgium
from tools.federation.parties import Party

BORN = PartialDate(1979, 11, 23, DatePrecision.DOCUMENT)
THERE, HERE = entry("Yusuf", "Karagoez", BORN, "IQ"), entry("Youssouf", "Karagöz", BORN, "IQ")
WHY = "The year could be misread."
WORDS = "We paid the ticket on Monday."


@contextmanager
def at(node: Flask) -> Iterator[None]:
    """On one of the nodes."""
    with node.app_context(), scope(system_actor("tests")):
        yield
        db.session.remove()


def carried(*nodes: Flask) -> None:
    """Each node's worker comes by and does all that waits, what other tests left there too."""
    for node in nodes:
        with at(node):
            carry_all()
            while run_due():
                pass


def pair_of(case_id: UUID) -> Review:
    """The half of this node."""
    db.session().rollback()
    (found,) = queries.list_of_case(db.session(), system_actor("tests"), case_id)
    return found


def test_a_person_found_in_belgium_is_reviewed_by_both_states_over_the_store(
    house: Flask, belgian: Flask, parties: dict[str, Party]
) -> None:
    with at(belgian):
        abroad = in_belgium(THERE)
    bench = a_bench()
    case_id = a_case(bench, HERE, "IQ")
    ours = pair_of(case_id)
    assert (ours.other_state, ours.origin, ours.state) == ("BE", Origin.CHECK, ReviewState.OPEN)
    carried(belgian, house, belgian, house)  # the first round of a node publishes its key
    with at(belgian):
        theirs = pair_of(abroad.case_id)
        assert (theirs.thread_id, theirs.state, theirs.other_state) == (ours.thread_id, ReviewState.ELSEWHERE, "NL")
    assert all(letter.arrived_at for letter in _letters(ours))
    _field_is_shown(house, belgian, bench, abroad, ours)
    _they_write(house, belgian, abroad, ours)
    _outcome_is_told(house, belgian, bench, abroad, pair_of(case_id))
    _nothing_is_read(parties["store"])


def test_letters_wait_while_the_store_is_away_and_leave_by_themselves(house: Flask, belgian: Flask) -> None:
    with at(belgian):
        abroad = in_belgium(entry("Amina", "Tshombe", BORN, "CD"))
    bench = a_bench()
    ours = pair_of(a_case(bench, entry("Aminah", "Tshombe", BORN, "CD"), "CD"))
    house.extensions[SWITCHED_OFF] = True
    try:
        carry_all()
        assert [letter.posted_at for letter in _letters(ours)] == [None]
    finally:
        house.extensions[SWITCHED_OFF] = False
    with unit_of_work(system_actor("tests")) as work:  # what was put back waits a while: here it is over
        work.session.execute(update(Job).where(Job.ended_at.is_(None)).values(due_at=work.now))
        work.record(Action.ROUND_BEGUN)
    carried(belgian, house, belgian, house)  # the first round of a node publishes its key
    with at(belgian):
        assert pair_of(abroad.case_id).state is ReviewState.ELSEWHERE


def _field_is_shown(house: Flask, belgian: Flask, bench: Bench, abroad: Abroad, ours: Review) -> None:
    with unit_of_work(bench.first) as work:
        service.ask_field(work, ours.id, Request(uuid4(), DisclosedField.BORN, WHY))
    carried(house, belgian)
    with at(belgian):
        asked = db.session().scalars(select(Disclosure)).one()
        assert (asked.is_ours, asked.reason, asked.state) == (False, WHY, DisclosureState.ASKED)
        asked_id = asked.id
        db.session().rollback()
        with unit_of_work(abroad.counsellor) as work:
            service.grant_field(work, asked_id)
    carried(belgian, house)
    granted = db.session().scalars(select(Disclosure)).one()
    assert (granted.state, granted.value) == (DisclosureState.GRANTED, f"{BORN.isoformat()} · document")


def _they_write(house: Flask, belgian: Flask, abroad: Abroad, ours: Review) -> None:
    with at(belgian):
        theirs = pair_of(abroad.case_id).id
        db.session().rollback()
        with unit_of_work(abroad.counsellor) as work:
            service.send_message(work, theirs, Message(uuid4(), Subject.STATUS, WORDS))
    carried(belgian, house, belgian)
    assert any(WORDS in text for text in _bodies(ours))
    with at(belgian):
        assert all(letter.arrived_at for letter in _letters(pair_of(abroad.case_id)))


def _outcome_is_told(house: Flask, belgian: Flask, bench: Bench, abroad: Abroad, ours: Review) -> None:
    assert agreed(bench, ours, PairVerdict.OTHER_PERSON).verdict is PairVerdict.OTHER_PERSON
    carried(house, belgian)
    with at(belgian):
        assert pair_of(abroad.case_id).other_verdict is PairVerdict.OTHER_PERSON
        refused = db.session().scalars(select(AuditEvent).where(AuditEvent.action == Action.LETTER_REFUSED)).all()
        assert refused == []


def _nothing_is_read(store: Party) -> None:
    with closing(sqlite3.connect(store.database)) as database:
        database.execute("pragma wal_checkpoint(full)")
        sealed = [row[0] for row in database.execute("select sealed from registry_letter")]
        assert database.execute("select count(*) from review_letter").fetchone() == (0,)
    assert sealed
    raw = store.database.read_bytes().lower()
    for word in (WHY, WORDS, "1979-11-23", "karag"):
        assert word.lower().encode() not in raw


def _letters(review: Review) -> list[ReviewLetter]:
    db.session().rollback()
    wanted = select(ReviewLetter).where(ReviewLetter.review_id == review.id, ReviewLetter.is_ours.is_(True))
    return list(db.session().scalars(wanted))


def _bodies(review: Review) -> list[str]:
    db.session().rollback()
    return [one.body for one in db.session().scalars(select(ReviewLetter).where(ReviewLetter.review_id == review.id))]
