"""What the person says about it, asked without blame and kept with the pair."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.review.models import Review
from returns_app.review.queries import lock_review
from returns_app.review.rules import ReviewState
from returns_app.review.service.opening import reopen


@dataclass(frozen=True, slots=True)
class PersonsAnswer:
    """What somebody answered, on which day, in which language, with or without an interpreter."""

    text: str
    on: date
    language: str
    with_interpreter: bool


def record_answer(work: UnitOfWork, review_id: UUID, answer: PersonsAnswer) -> Review:
    """Keep what the person answered; reviewers read it beside the two files."""
    review = lock_review(work.session, work.actor, review_id)
    if answer.on > work.today:
        raise RuleBroken("review.answer_date", N_("An answer can't be given in the future."), field="answered_on")
    review.answer, review.answered_on = answer.text.strip(), answer.on
    review.answer_language, review.with_interpreter = answer.language, answer.with_interpreter
    if review.state is ReviewState.WAITING:
        reopen(work, review)
    work.record(Action.ANSWER_RECORDED, case_id=review.case_id, review=review.id)
    return review
