"""Reading what returnees say about deliveries: drawn, asked, answered."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, aliased

from returns_app.accounts.models import Account, Organisation
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.errors import NotFound
from returns_app.core.money import ZERO
from returns_app.core.permissions import Actor
from returns_app.support.models import Delivery, DeliveryQuestion, PlanLine
from returns_app.support.queries.costs import Sampled
from returns_app.support.queries.deliveries import BookedDelivery, get_delivery
from returns_app.support.queries.plan import Case
from returns_app.support.rules import Answer, Proof, ResponseRate, response_rate

MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A delivery somebody asks the returnee about, or asked."""

    question: DeliveryQuestion
    reference: str
    item: str
    delivered_on: date
    deliverer: str
    answering: str


def draw_sample(session: Session, actor: Actor, seed: str, size: int) -> list[Sampled]:
    """The same settled deliveries for the same seed, whoever draws: those whose keyed hashes come first."""
    columns = (Delivery.id, Delivery.case_id, ReturnCase.reference, Delivery.delivered_on, Delivery.amount_eur)
    wanted = select(*columns, DeliveryQuestion.answer, DeliveryQuestion.asked_on)
    wanted = wanted.join(ReturnCase, ReturnCase.id == Delivery.case_id)
    wanted = wanted.outerjoin(DeliveryQuestion, DeliveryQuestion.delivery_id == Delivery.id)
    rows = session.execute(wanted.where(_mine(actor), is_settled()))
    in_order = sorted((Sampled(*row) for row in rows), key=lambda one: sha256(f"{seed}|{one.id}".encode()).digest())
    return in_order[:size]


def is_settled() -> ColumnElement[bool]:
    """Delivered with proof, and not taken back."""
    back = aliased(Delivery)
    taken_back = exists().where(back.reversal_of == Delivery.id)
    return (Delivery.proof == Proof.PROVEN) & (Delivery.amount_eur > ZERO) & ~taken_back


def find_question(session: Session, delivery_id: UUID) -> DeliveryQuestion | None:
    """What was asked about a delivery the caller may see."""
    return session.scalars(select(DeliveryQuestion).where(DeliveryQuestion.delivery_id == delivery_id)).one_or_none()


def find_questions(session: Session, case_id: UUID) -> dict[UUID, DeliveryQuestion]:
    """The questions of a case the caller may see, by delivery."""
    wanted = select(DeliveryQuestion).where(DeliveryQuestion.case_id == case_id)
    return {one.delivery_id: one for one in session.scalars(wanted)}


def get_question(
    session: Session, actor: Actor, delivery_id: UUID
) -> tuple[Case, BookedDelivery, DeliveryQuestion | None]:
    """A delivery with what was asked about it; a partner gets as far only when somebody drew it."""
    case, booked = get_delivery(session, actor, delivery_id)
    question = find_question(session, delivery_id)
    if question is None and case.organisation_id != actor.organisation_id:
        raise NotFound
    return case, booked, question


def list_asked(session: Session, actor: Actor, *, seed: str = "") -> list[Asked]:
    """Those in the actor's sight: not answered first, the oldest first."""
    columns = (ReturnCase.reference, PlanLine, Delivery.delivered_on, Organisation.name)
    answering = aliased(Organisation)
    wanted = (
        select(DeliveryQuestion, *columns, answering.name)
        .join(ReturnCase, ReturnCase.id == DeliveryQuestion.case_id)
        .join(Delivery, Delivery.id == DeliveryQuestion.delivery_id)
        .join(PlanLine, PlanLine.id == Delivery.line_id)
        .join(Account, Account.id == Delivery.logged_by)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .outerjoin(answering, answering.id == DeliveryQuestion.answering_id)
        .where(_mine(actor, of_question=True))
    )
    if seed:
        wanted = wanted.where(DeliveryQuestion.seed == seed)
    order = (_is_answered(), DeliveryQuestion.asked_on, ReturnCase.reference, DeliveryQuestion.id)
    rows = session.execute(wanted.order_by(*order).limit(MOST_LISTED))
    return [Asked(one, case, line.item, on, who, by or "") for one, case, line, on, who, by in rows]


def rate_of(session: Session, actor: Actor, *, seed: str = "") -> ResponseRate:
    """How many of the drawn deliveries in the actor's sight were answered; what returnees told by themselves is no sample."""
    wanted: Select[Answer | None] = select(DeliveryQuestion.answer).where(
        _mine(actor, of_question=True), DeliveryQuestion.seed != ""
    )
    return response_rate(session.scalars(wanted.where(DeliveryQuestion.seed == seed) if seed else wanted))


def _is_answered() -> ColumnElement[bool]:
    return DeliveryQuestion.answer.is_not(None) & (DeliveryQuestion.answer != Answer.NOT_REACHED)


def _mine(actor: Actor, *, of_question: bool = False) -> ColumnElement[bool]:
    seen = visible_cases(actor).with_only_columns(ReturnCase.id)
    return DeliveryQuestion.case_id.in_(seen) if of_question else Delivery.case_id.in_(seen)
