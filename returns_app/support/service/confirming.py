"""Asking returnees about a sample of deliveries, and writing down what they say."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role, system_actor
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import Delivery, DeliveryQuestion
from returns_app.support.rules import (
    MOST_ASKED,
    OPENS,
    Answer,
    SaidEntry,
    check_asker,
    check_said,
    check_unanswered,
)
from returns_app.support.service.findings import open_finding
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import close_tasks, open_task

HOUSE = system_actor("support")


def ask_about(work: UnitOfWork, seed: str, size: int) -> int:
    """Draw settled deliveries by a seed and ask about those nobody asked about yet; how many are new."""
    if not seed.strip():
        raise RuleBroken("support.no_seed", N_("Enter the seed of the sample."), field="seed")
    drawn = queries.draw_sample(work.session, work.actor, seed.strip(), min(size, MOST_ASKED))
    new = [one for one in drawn if one.asked_on is None]
    for one in new:
        delivery = work.session.get_one(Delivery, one.id)
        question = _question(work, delivery, seed.strip())
        case, _booked = queries.get_delivery(work.session, work.actor, one.id)
        open_task(
            work,
            Duty(
                TaskKind.ASK_RETURNEE, question.organisation_id, Role.COUNSELLOR, case_id=case.id,
                owner_id=case.counsellor_id, subject_id=delivery.id,
            ),
        )  # fmt: skip
    work.record(Action.SAMPLE_ASKED, seed=seed.strip(), asked=len(new), drawn=len(drawn))
    return len(new)


def confirm_delivery(work: UnitOfWork, delivery_id: UUID, entry: SaidEntry) -> DeliveryQuestion:
    """What the returnee says about a delivery; less than everything is a question to finance, not a verdict on anybody."""
    case, booked, question = queries.get_question(work.session, work.actor, delivery_id)
    question = question or _question(work, booked.delivery, "")  # told unasked: the authority writes that down too
    if question.answer is entry.answer and question.answer is not Answer.NOT_REACHED:
        return question
    check_unanswered(question.answer)
    check_asker(booked.delivery.logged_by, work.actor.account_id)
    check_said(entry, delivered_on=booked.delivery.delivered_on, today=work.today)
    question.answer, question.channel, question.answered_on = entry.answer, entry.channel, entry.on
    question.tries = (question.tries or 0) + 1
    question.note = entry.note.strip()
    question.answered_by, question.answering_id = work.actor.account_id, work.actor.organisation_id
    work.record(Action.DELIVERY_CONFIRMED, case_id=case.id, delivery=delivery_id, answer=entry.answer)
    work.session.flush()
    with scope(HOUSE):  # whoever asked may be a partner, who reads neither findings nor the counsellor's tasks
        _follow(work, question)
    return question


def _follow(work: UnitOfWork, question: DeliveryQuestion) -> None:
    if question.answer is None or question.answer is Answer.NOT_REACHED:
        return
    close_tasks(work, [TaskKind.ASK_RETURNEE], case_id=question.case_id, subject_id=question.delivery_id)
    kind = OPENS.get(question.answer)
    if kind is not None:
        place = (question.case_id, question.delivery_id)
        open_finding(work, kind, place, place)
    work.session.flush()


def _question(work: UnitOfWork, delivery: Delivery, seed: str) -> DeliveryQuestion:
    owner = queries.owner_of(work.session, delivery.case_id)
    question = DeliveryQuestion(delivery_id=delivery.id, case_id=delivery.case_id, organisation_id=owner, seed=seed)
    question.asked_by, question.asked_on, question.tries = work.actor.account_id, work.today, 0
    return work.add(question)
