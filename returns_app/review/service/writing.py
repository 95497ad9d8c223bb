"""Writing to the other half: kept here with what else happens, promised to be sent."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.review.models import Review, ReviewLetter
from returns_app.review.rules import LetterKind

POST = "review.post_letter"


def write(
    work: UnitOfWork, review: Review, kind: LetterKind, body: dict[str, Any], *, due: date | None = None
) -> UUID | None:
    """Keep a letter for the other half and promise to send it; None where the pair has no other half."""
    if not review.has_other_half:
        return None
    letter_id = uuid4()
    letter = ReviewLetter(
        letter_id=letter_id, review_id=review.id, case_id=review.case_id, is_ours=True, kind=kind, written_by=work.actor.account_id,
        written_at=work.now, due_on=due,
    )  # fmt: skip
    letter.body = json.dumps(body, ensure_ascii=False)
    work.add(letter)
    promise(work, POST, {"letter": str(letter_id)}, key=post_key(letter_id))
    work.record(Action.LETTER_WRITTEN, case_id=review.case_id, review=review.id, letter=letter_id, kind=kind)
    return letter_id


def post_key(letter_id: UUID) -> str:
    """The key under which a letter is promised to be sent."""
    return f"letter|{letter_id}"
