"""What happens after an arrival: surveys at their moments, no answers, visits; most of it in time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import TypeAlias
from uuid import UUID, uuid4

from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.demo.rules.answers import DONE, FINDINGS, REASONS, TRIED, draw_answers
from returns_app.followup.queries import list_needs, list_rounds
from returns_app.followup.rules import (
    HelpAnswer,
    HelpEnd,
    MissEntry,
    Mode,
    Respondent,
    RoundState,
    SurveyEntry,
    VisitEntry,
    VisitPlace,
    VisitState,
    template_on,
)
from returns_app.followup.service import end_need, record_miss, record_survey, save_visit

Act: TypeAlias = Callable[[], None]

ASKED_AFTER = (timedelta(days=33), timedelta(days=188), timedelta(days=372))
HELPED_AFTER = timedelta(days=9)
FORGOTTEN, ANSWERS, VISITED, BY_PROXY = 0.04, 0.72, 0.25, 0.08


def follow_up(
    case: Callable[[], UUID], actor: Actor, seed: int, arrived: datetime, now: datetime
) -> Iterator[tuple[datetime, Act]]:  # fmt: skip
    """The moments after an arrival that have come by now, and what is done in each."""
    rng = Random(seed)
    for after in ASKED_AFTER:
        moment = arrived + after + timedelta(days=rng.randint(0, 12))
        if moment < now and rng.random() > FORGOTTEN:
            yield moment, partial(_ask, actor, case, Random(rng.getrandbits(32)))
        if moment + HELPED_AFTER < now:
            yield moment + HELPED_AFTER, partial(_help, actor, case, Random(rng.getrandbits(32)))
        if moment + timedelta(days=2) < now and rng.random() < VISITED:
            yield moment + timedelta(days=2), partial(_visit, actor, case, Random(rng.getrandbits(32)))


def _ask(actor: Actor, case: Callable[[], UUID], rng: Random) -> None:
    case_id = case()
    with unit_of_work(actor) as work:
        for row in list_rounds(work.session, case_id):
            if row.state is not RoundState.OPEN or row.due_on > work.today:
                continue
            if rng.random() < ANSWERS:
                _answer(work, case_id, (row.id, row.version), rng)
            else:
                entry = MissEntry(row.version, work.today, rng.choice(REASONS), rng.choice(TRIED))
                record_miss(work, case_id, row.id, entry)


def _answer(work: UnitOfWork, case_id: UUID, row: tuple[UUID, int], rng: Random) -> None:
    entry = SurveyEntry(
        uuid4(), row[1], work.today, rng.choice((Mode.PHONE, Mode.IN_PERSON)),
        Respondent.PROXY if rng.random() < BY_PROXY else Respondent.SELF, rng.random() < VISITED,
        draw_answers(rng, template_on(work.today)),
    )  # fmt: skip
    record_survey(work, case_id, row[0], entry)


def _visit(actor: Actor, case: Callable[[], UUID], rng: Random) -> None:
    with unit_of_work(actor) as work:
        save_visit(work, case(), _found(work.today, actor.name, rng))


def _help(actor: Actor, case: Callable[[], UUID], rng: Random) -> None:
    with unit_of_work(actor) as work:
        for need in list_needs(work.session, case()):
            if need.ended_at is None:
                answer = HelpAnswer(need.version, rng.choice((HelpEnd.REFERRED, HelpEnd.HELPED)), rng.choice(DONE))
                end_need(work, need.case_id, need.id, answer)


def _found(on: date, visitor: str, rng: Random) -> VisitEntry:
    place = rng.choice((VisitPlace.HOME, VisitPlace.BUSINESS))
    return VisitEntry(
        uuid4(), None, VisitState.HELD, on, place, visitor=visitor, findings=rng.choice(FINDINGS)
    )  # fmt: skip
