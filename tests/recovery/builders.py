"""Builders of claims: somebody proposes, the person is heard, somebody else decides, money comes back."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.rules import Reply
from returns_app.letters.rules import Serving, Way
from returns_app.letters.service import record_serving
from returns_app.recovery import service
from returns_app.recovery.models import RecoveryClaim, RecoveryEntry, RecoveryStep
from returns_app.recovery.rules import (
    Answer,
    ClaimEntry,
    Hearing,
    Means,
    Payment,
    RecoveryGround,
    StepEntry,
    StepKind,
    StepReason,
)
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import Planned, deliver, planned


@dataclass(frozen=True)
class Delivered:
    """A plan of which 900.00 and 500.00 were delivered."""

    plan: Planned
    first: UUID
    second: UUID

    @property
    def case_id(self) -> UUID:
        return self.plan.case_id


def delivered(office: Office) -> Delivered:
    """Both lines of the plan were handed over."""
    plan = planned(office)
    for line_id, amount in zip(plan.lines, ("900.00", "500.00"), strict=True):
        deliver(office, line_id, amount)
    return Delivered(plan, *plan.lines)


def an_entry(
    lines: dict[UUID, str], ground: RecoveryGround = RecoveryGround.MISUSED, on: date | None = None
) -> ClaimEntry:  # fmt: skip
    """What a colleague proposes."""
    return ClaimEntry(uuid4(), ground, LONG_ENOUGH, {line: Decimal(amount) for line, amount in lines.items()}, on)


def propose(actor: Actor, case_id: UUID, entry: ClaimEntry) -> UUID:
    """Somebody proposes; the id of the claim."""
    with unit_of_work(actor) as work:
        return service.propose_claim(work, case_id, entry).id


def claim(claim_id: UUID) -> RecoveryClaim:
    """As it is stored."""
    db.session().rollback()
    return db.session().get_one(RecoveryClaim, claim_id)


def hear(office: Office, case_id: UUID, claim_id: UUID, *, answer: str = "It was stolen from me.") -> None:
    """The letter was handed over today; the person answered, unless there is no answer."""
    with unit_of_work(office.counsellor) as work:
        service.record_hearing(
            work, case_id, claim_id, Hearing(uuid4(), version(claim_id), today(), Way.IN_PERSON.value, "en")
        )
    if answer:
        with unit_of_work(office.counsellor) as work:
            service.record_answer(work, case_id, claim_id, Answer(uuid4(), version(claim_id), answer, today()))


def version(claim_id: UUID) -> int:
    """As it is stored now."""
    return claim(claim_id).version


def decide(actor: Actor, case_id: UUID, claim_id: UUID, key: UUID | None = None) -> RecoveryClaim:
    """Somebody says yes."""
    return service.decide_claim(actor, case_id, claim_id, Reply(key or uuid4(), version(claim_id)))


def running(office: Office, lines: dict[UUID, str] | None = None) -> tuple[Delivered, UUID]:
    """A claim that is owed, its letter handed over today."""
    given = delivered(office)
    claim_id = propose(
        office.finance, given.case_id, an_entry(lines or {given.first: "300.00", given.second: "100.01"})
    )
    hear(office, given.case_id, claim_id)
    decide(office.approver, given.case_id, claim_id)
    serve(office, given.case_id, claim_id)
    return given, claim_id


def serve(office: Office, case_id: UUID, claim_id: UUID) -> None:
    """The decision letter was handed over."""
    decision_id = claim(claim_id).decision_id
    assert decision_id is not None
    with unit_of_work(office.counsellor) as work:
        record_serving(work, case_id, decision_id, Serving(uuid4(), work.today, Way.IN_PERSON, "en"))


def pay(office: Office, case_id: UUID, claim_id: UUID, amount: str, key: UUID | None = None) -> RecoveryEntry:
    """Finance books money that came in today."""
    payment = Payment(key or uuid4(), Decimal(amount), today(), Means.BANK, "Statement 12")
    with unit_of_work(office.finance) as work:
        return service.book_payment(work, case_id, claim_id, payment)


def a_step(kind: StepKind, amount: str = "10.00") -> StepEntry:
    """What a colleague proposes about a running claim."""
    reasons = {
        StepKind.PAUSE: StepReason.HARDSHIP, StepKind.WAIVE: StepReason.HARDSHIP,
        StepKind.WRITE_OFF: StepReason.UNREACHABLE,
    }  # fmt: skip
    sum_ = Decimal(amount) if kind is StepKind.WAIVE else None
    until = today() + timedelta(days=90) if kind is StepKind.PAUSE else None
    return StepEntry(uuid4(), kind, reasons[kind], LONG_ENOUGH, sum_, until)


def propose_step(actor: Actor, case_id: UUID, claim_id: UUID, entry: StepEntry) -> UUID:
    """Somebody proposes; the id."""
    with unit_of_work(actor) as work:
        return service.propose_step(work, case_id, claim_id, entry).id


def decide_step(actor: Actor, case_id: UUID, claim_id: UUID, step_id: UUID) -> None:
    """Somebody says yes."""
    db.session().rollback()
    stored = db.session().get_one(RecoveryStep, step_id).version
    service.decide_step(actor, case_id, claim_id, step_id, Reply(uuid4(), stored))


def recovery_ids(office: Office, case_id: UUID, line_id: UUID) -> dict[str, UUID]:
    """A claim that is owed, a payment, and a rest that waits for a second person: for tests of who sees what."""
    claim_id = propose(office.finance, case_id, an_entry({line_id: "10.00"}))
    hear(office, case_id, claim_id)
    decide(office.approver, case_id, claim_id)
    entry_id = pay(office, case_id, claim_id, "1.00").id
    step_id = propose_step(office.finance, case_id, claim_id, a_step(StepKind.PAUSE))
    return {"claim_id": claim_id, "entry_id": entry_id, "step_id": step_id}
