"""What the auditor's desk reads: codes, days and amounts of its member state; never a name, never words of a file."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account, Organisation
from returns_app.accounts.rules import OrganisationKind
from returns_app.auditing.models import AuditFinding, IneligibleCost
from returns_app.auditing.rules import ASKED, LIMITED, OPENED, SEARCHED, Item, Population, Query
from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import Stage
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission, system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import scope
from returns_app.decisions.models import Decision
from returns_app.registry.statuses import COUNTING
from returns_app.review.models import CaseLink, Review
from returns_app.review.rules import Origin, PairVerdict, ReviewState
from returns_app.support.models import Delivery
from returns_app.support.rules import Proof

READER = system_actor("auditing")
Finding: TypeAlias = AuditFinding
Cost: TypeAlias = IneligibleCost
WATCHED = (ASKED, LIMITED, SEARCHED, OPENED)
LOOK_BACK = timedelta(days=30)
MOST_READ = 20_000
RISK = {"strong": 3.0, "possible": 2.0}
CONTINUES = frozenset({Stage.APPROVED, Stage.DEPARTED, Stage.ARRIVED, Stage.SUPPORTING, Stage.CLOSED})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two states that both went on supporting one return."""

    review_id: UUID
    review: str
    case_id: UUID
    case: str
    stage: Stage
    claim: str
    other_state: str | None
    other_status: str


def list_population(session: Session, actor: Actor, what: Population) -> list[Item]:
    """Everything of one kind in the auditor's state that can be drawn."""
    if not actor.may(Permission.AUDITING_READ):
        return []
    with scope(READER):
        return list(_READERS[what](session, _cases_of(actor)))


def get_item(session: Session, actor: Actor, what: Population, item_id: UUID) -> Item:
    """One drawn item, or NotFound when it is not of the auditor's state."""
    if not actor.may(Permission.AUDITING_READ):
        raise NotFound
    with scope(READER):
        found = next(iter(_READERS[what](session, and_(_cases_of(actor), _IDS[what] == item_id))), None)
    if found is None:
        raise NotFound
    return found


def find_item(session: Session, actor: Actor, item_id: UUID) -> tuple[Population, Item]:
    """One drawn item and what it is, or NotFound."""
    for what in (Population.REVIEWS, Population.DECISIONS, Population.DELIVERIES):
        with suppress(NotFound):
            return what, get_item(session, actor, what, item_id)
    raise NotFound


def visible_findings(actor: Actor) -> Select[AuditFinding]:
    """Auditors see the findings of their state; whoever they are for sees their own organisation's."""
    own = AuditFinding.organisation_id == actor.organisation_id
    if actor.may(Permission.AUDITING_READ):
        is_body = and_(Organisation.id == actor.organisation_id, Organisation.kind == OrganisationKind.AUDIT_BODY)
        of_state = and_(AuditFinding.member_state == actor.member_state, exists().where(is_body))
        return select(AuditFinding).where(or_(own, of_state))
    return select(AuditFinding).where(own if actor.may(Permission.FINDING_ANSWER) else false())


def list_findings(session: Session, actor: Actor) -> list[AuditFinding]:
    """Findings by the day they are due, open ones first."""
    order = (AuditFinding.closed_at.is_not(None), AuditFinding.due_on, AuditFinding.reference)
    return list(session.scalars(visible_findings(actor).order_by(*order).limit(300)))


def get_finding(session: Session, actor: Actor, finding_id: UUID) -> AuditFinding:
    """One finding, or NotFound."""
    found = session.scalars(visible_findings(actor).where(AuditFinding.id == finding_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_finding(session: Session, request_key: UUID) -> AuditFinding | None:
    """The finding that an earlier sending of the same form wrote."""
    return session.scalar(select(AuditFinding).where(AuditFinding.request_key == request_key))


def find_cost(session: Session, delivery_id: UUID) -> IneligibleCost | None:
    """What was marked of a delivery."""
    with scope(READER):
        return session.scalar(select(IneligibleCost).where(IneligibleCost.delivery_id == delivery_id))


def owner_of(session: Session, case_id: UUID) -> tuple[UUID, str]:
    """Whose case it is: organisation and member state."""
    with scope(READER):
        row = session.execute(
            select(ReturnCase.organisation_id, ReturnCase.member_state).where(ReturnCase.id == case_id)
        ).one()
        return row[0], row[1]


def amount_of(session: Session, delivery_id: UUID) -> Decimal:
    """What a delivery cost, in euro."""
    with scope(READER):
        return session.scalars(select(Delivery.amount_eur).where(Delivery.id == delivery_id)).one()


def list_contradictions(session: Session, actor: Actor) -> list[Contradiction]:
    """Linked pairs of one return in which this state went on and the other side's claim still counts."""
    counting = [status.value for status in COUNTING]
    wanted = (
        select(
            Review.id, Review.reference, ReturnCase.id, ReturnCase.reference, ReturnCase.stage, Review.claim,
            Review.other_state, Review.other_status,
        )
        .join(CaseLink, CaseLink.review_id == Review.id).join(ReturnCase, ReturnCase.id == Review.case_id)
        .where(
            _cases_of(actor), CaseLink.ended_at.is_(None), Review.verdict == PairVerdict.SAME_RETURN,
            ReturnCase.stage.in_(CONTINUES), Review.other_status.in_(counting),
        )
    )  # fmt: skip
    if not actor.may(Permission.AUDITING_READ):
        return []
    with scope(READER):
        return [Contradiction(*row) for row in session.execute(wanted.order_by(Review.reference))]


def list_watched(session: Session, actor: Actor, now: datetime) -> list[Query]:
    """Checks and searches of the last thirty days in the auditor's state, as the log tells them."""
    houses = select(Organisation.id).where(Organisation.member_state == actor.member_state)
    wanted = select(AuditEvent.actor, AuditEvent.at, AuditEvent.action, AuditEvent.case_id).where(
        AuditEvent.action.in_(WATCHED), AuditEvent.at >= now - LOOK_BACK, AuditEvent.organisation_id.in_(houses)
    )
    found = session.execute(wanted.order_by(AuditEvent.id.desc()).limit(MOST_READ))
    return [Query(*row) for row in found]


def account_names(session: Session, ids: set[str]) -> dict[str, str]:
    """Colleagues by the id the log knows them by."""
    accounts = session.execute(select(Account.id, Account.name)).all() if ids else []
    return {str(account_id): name for account_id, name in accounts if str(account_id) in ids}


def _cases_of(actor: Actor) -> ColumnElement[bool]:
    """The cases of the auditor's state for an audit body, of the organisation itself for its own auditor."""
    is_body = and_(Organisation.id == actor.organisation_id, Organisation.kind == OrganisationKind.AUDIT_BODY)
    of_state = and_(ReturnCase.member_state == actor.member_state, exists().where(is_body))
    return or_(ReturnCase.organisation_id == actor.organisation_id, of_state)


def _reviews(session: Session, mine: ColumnElement[bool]) -> Iterator[Item]:
    wanted = select(Review, ReturnCase.reference).join(ReturnCase, ReturnCase.id == Review.case_id).where(mine)
    over = wanted.where(Review.state.in_((ReviewState.CLOSED, ReviewState.NOTICE)), Review.origin != Origin.OTHER_STATE)
    for review, _case in session.execute(over):
        risk = RISK.get(review.band, 1.0) * (2.0 if review.verdict is PairVerdict.OTHER_PERSON else 1.0)
        yield Item(
            review.id, review.case_id, review.reference, review.opened_at.date(), str(review.verdict), risk, review.band
        )


def _decisions(session: Session, mine: ColumnElement[bool], *, overrides: bool = False) -> Iterator[Item]:
    wanted = select(Decision, ReturnCase.reference, ReturnCase.return_country)
    for decision, case, country in session.execute(
        wanted.join(ReturnCase, ReturnCase.id == Decision.case_id).where(mine)
    ):
        odd = [one for one in decision.criteria if one["needs_reason"] or one["verdict"] != "met"]
        is_override = bool(odd) and decision.kind.value == "grant"
        if is_override or not overrides:
            yield Item(
                decision.id,
                decision.case_id,
                case,
                decision.decided_at.date(),
                decision.kind.value,
                1.0 + len(odd),
                country,
            )


def _overrides(session: Session, mine: ColumnElement[bool]) -> Iterator[Item]:
    return _decisions(session, mine, overrides=True)


def _deliveries(session: Session, mine: ColumnElement[bool]) -> Iterator[Item]:
    wanted = select(Delivery, ReturnCase.reference, ReturnCase.return_country)
    for delivery, case, country in session.execute(
        wanted.join(ReturnCase, ReturnCase.id == Delivery.case_id).where(mine)
    ):
        risk = float(delivery.amount_eur) / 100 + (5.0 if delivery.proof is not Proof.PROVEN else 0.0)
        yield Item(
            delivery.id, delivery.case_id, case, delivery.delivered_on, delivery.proof.value, max(risk, 0.1), country,
            delivery.amount_eur,
        )  # fmt: skip


_READERS = {
    Population.REVIEWS: _reviews, Population.DECISIONS: _decisions, Population.DELIVERIES: _deliveries,
    Population.OVERRIDES: _overrides,
}  # fmt: skip
_IDS = {
    Population.REVIEWS: Review.id, Population.DECISIONS: Decision.id, Population.DELIVERIES: Delivery.id,
    Population.OVERRIDES: Decision.id,
}  # fmt: skip
