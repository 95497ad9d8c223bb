"""Undoing a link: nothing was merged, so nothing has to be pulled apart."""

from uuid import UUID

from returns_app.core.errors import Malformed, NotFound
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.review.queries import find_link, lock_review
from returns_app.review.rules.judging import SHORTEST_REASON
from returns_app.review.service.opening import reopen


def unlink(work: UnitOfWork, review_id: UUID, reason: str) -> None:
    """The two files are no longer taken for one person: the pair is reviewed again, both files are as they were."""
    review = lock_review(work.session, work.actor, review_id)
    link = find_link(work.session, review.id)
    if link is None:
        raise NotFound
    if len(reason.strip()) < SHORTEST_REASON:
        sentence = N_("Write at least %(least)s characters: why do you say so?")
        raise Malformed("review.short_reason", sentence, field="why_unlinked", least=SHORTEST_REASON)
    link.reason = reason.strip()
    reopen(work, review)
