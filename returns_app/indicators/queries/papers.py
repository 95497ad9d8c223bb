"""Travel documents and bookings as steps that figures count, beside the steps somebody recorded by hand.

A request to an authority of the country is a request for identification, or for acceptance of the European travel
document; it is never a readmission request. Of several documents of a person in a case the first request and the first
positive answer count; what was taken back by the member state counts as that only when nothing else is under way.
"""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.indicators.rules.steps import Answer
from returns_app.travel.models import TravelBooking, TravelDocument, TravelDocumentStep, TravelPassenger
from returns_app.travel.rules import DocumentKind, DocumentState

NUMBERS = {Answer.POSITIVE: 1, Answer.OTHER_NATIONALITY: 2, Answer.NOT_CONFIRMED: 3, Answer.WITHDRAWN: 4}
ASKED = {"ident": "ident_asked", "lp": "lp_proposed"}
REPLIED = {"ident": "ident_replied", "lp": "lp_replied"}
ON_FILE = (DocumentState.HELD, DocumentState.NOT_NEEDED)
_DAYS = {
    "requested": DocumentState.REQUESTED, "sent": DocumentState.SENT, "confirmed": DocumentState.CONFIRMED,
    "issued": DocumentState.ISSUED, "refused": DocumentState.REFUSED, "cancelled": DocumentState.CANCELLED,
}  # fmt: skip
Column = ColumnElement[Any]


def papers(changed: Subquery | None) -> Subquery:
    """By case and person what the chains of their documents say, in the columns of the steps recorded by hand."""
    chain = _chains(changed)
    positive = func.coalesce(chain.c.confirmed, chain.c.issued)
    negative = case((positive.is_(None), chain.c.refused))
    unanswered = and_(chain.c.sent.is_not(None), positive.is_(None), chain.c.refused.is_(None))
    # Who begins with an issue that was asked for and never sent has asked at the counter.
    asked = func.coalesce(chain.c.sent, case((chain.c.issued.is_not(None), chain.c.requested)))
    found: list[Any] = [func.min(chain.c.issued).label("issued")]
    for name, asked_in in ASKED.items():
        own = chain.c.is_eu == (1 if name == "lp" else 0)
        days = [
            func.min(case((own, positive))),
            func.min(case((own, negative))),
            func.min(case((and_(own, unanswered), chain.c.cancelled))),
        ]
        waits = func.max(case((and_(own, unanswered, chain.c.cancelled.is_(None)), 1))).is_not(None)
        taken_back = case((~waits, days[2]))
        found += [
            func.min(case((own, asked))).label(asked_in),
            func.coalesce(days[0], days[1], taken_back).label(REPLIED[name]),
            case(
                (days[0].is_not(None), NUMBERS[Answer.POSITIVE]),
                (days[1].is_not(None), NUMBERS[Answer.NOT_CONFIRMED]),
                (taken_back.is_not(None), NUMBERS[Answer.WITHDRAWN]),
            ).label(name),
        ]
    keys = (chain.c.case_id, chain.c.person_id)
    return select(*keys, *found).group_by(*keys).subquery("papers")


def journeys(changed: Subquery | None) -> Subquery:
    """By case and person the day of the first booking that was confirmed, whatever became of it."""
    keys = (TravelPassenger.case_id, TravelPassenger.person_id)
    found = select(*keys, func.min(TravelBooking.booked_on).label("booked"))
    found = found.join(TravelBooking, TravelBooking.id == TravelPassenger.booking_id)
    if changed is not None:
        found = found.where(TravelPassenger.case_id.in_(select(changed.c.id)))
    return found.group_by(*keys).subquery("journeys")


def earlier(one: Column, other: Column) -> Column:
    """The first of two days, either of which may be missing."""
    return case((one.is_(None), other), (other.is_(None), one), (one < other, one), else_=other)


def reply_of(by_hand: tuple[Column, Column], paper: tuple[Column, Column]) -> tuple[Column, Column]:
    """Day and answer of two sources: a yes goes before anything else, the earlier yes before the later, else by hand."""
    day, answer = by_hand
    yes = NUMBERS[Answer.POSITIVE]
    is_better = or_(answer.is_(None), and_(paper[1] == yes, or_(answer != yes, paper[0] < day)))
    return case((is_better, paper[0]), else_=day), case((is_better, paper[1]), else_=answer)


def has_paper() -> ColumnElement[bool]:
    """True for whoever holds a document already or needs none: the stages of documents are skipped."""
    held = select(TravelDocument.id).where(
        TravelDocument.case_id == ReturnCase.id, TravelDocument.person_id == CaseMember.person_id
    )
    return held.where(TravelDocument.state.in_(ON_FILE)).exists()


def _chains(changed: Subquery | None) -> Subquery:
    """One line per document with the first day of every state that matters."""
    step = TravelDocumentStep
    keys = (step.case_id, step.person_id, step.document_id)
    days = [func.min(case((step.state == state, step.happened_on))).label(name) for name, state in _DAYS.items()]
    is_eu = func.max(case((TravelDocument.kind == DocumentKind.EU_RETURN, 1), else_=0)).label("is_eu")
    found = select(*keys, is_eu, *days).join(TravelDocument, TravelDocument.id == step.document_id)
    if changed is not None:
        found = found.where(step.case_id.in_(select(changed.c.id)))
    return found.group_by(*keys).subquery("chains")
