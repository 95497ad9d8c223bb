"""What happens in one case, step by step, through the services that the pages use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from random import Random
from uuid import UUID, uuid4

from returns_app.cases.rules import PartnerOfferEntry
from returns_app.cases.service import (
    accept_partner_offer,
    offer_to_partner,
    open_case,
    record_circumstances,
    submit_case,
)
from returns_app.closure.rules import Closing, ClosureReason, Withdrawal, WithdrawalReason
from returns_app.closure.service import close_case, withdraw_case
from returns_app.core.countries import country_names
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.rules import Approval, Refusal, RefusalReason
from returns_app.decisions.service import approve_case, refuse_case
from returns_app.demo.rules.circumstances import draw_circumstances
from returns_app.demo.rules.houses import FINANCE_OF, SECOND_APPROVERS, partner_of
from returns_app.demo.rules.paths import Fate, Step
from returns_app.demo.rules.plans import CasePlan
from returns_app.demo.service.counselling import counsel
from returns_app.demo.service.following import follow_up
from returns_app.demo.service.founding import House
from returns_app.demo.service.supporting import Promised, deliver, plan_support, prove
from returns_app.demo.service.travelling import draw_preparation
from returns_app.travel.rules import (
    ArrivalEntry,
    ArrivalProof,
    DelayReason,
    DepartureEntry,
    DepartureProof,
    needs_reason,
)
from returns_app.travel.service import confirm_arrival, prepare_departure, record_departure

AIRPORTS = {"NL": "Schiphol", "BE": "Zaventem", "DE": "Frankfurt am Main", "SE": "Arlanda"}
MOTIVATION = "Looked at together with the applicant; what is on file is enough for this decision (demo)."
REFUSAL = (
    "The applicant asked outside the period of the programme and was told so in a language they understand (demo)."
)
OFFERED = "Arrives in a few weeks; needs a pick-up at the airport and help to start a small workshop (demo)."
ESTABLISHED = 0.9
PROOFS = (
    DepartureProof.BOARDING, DepartureProof.IOM, DepartureProof.EXIT_STAMP, DepartureProof.BORDER_POLICE,
    DepartureProof.EES_RECORD,
)  # fmt: skip


@dataclass
class Life:
    """A case on its way: what is going to happen, who acts, what came of it so far."""

    house: House
    plan: CasePlan
    rng: Random
    case_id: UUID = field(default_factory=uuid4)
    version: int = 0
    members: tuple[UUID, ...] = ()
    promised: list[Promised] = field(default_factory=list)

    @property
    def counsellor(self) -> Actor:
        """Who works on the case."""
        return self.house.actors[self.plan.counsellor]

    @property
    def approver(self) -> Actor:
        """Who decides about it."""
        return self.house.actors[self.plan.approver]

    @property
    def signers(self) -> tuple[Actor, ...]:
        """Who signs the plan of this case, one after the other."""
        return self.approver, self.house.actors[FINANCE_OF[self.plan.state]], *self._second_approver()

    def _second_approver(self) -> tuple[Actor, ...]:
        found = SECOND_APPROVERS.get(self.plan.state)
        return (self.house.actors[found],) if found else ()

    @property
    def partner(self) -> Actor | None:
        """Who supports the family after its return, where there is somebody."""
        found = partner_of(self.plan.country)
        return self.house.actors[found[1].email] if found else None


def live(house: House, plan: CasePlan, now: datetime) -> Iterator[datetime]:
    """The story of one case; it ends early where a rule says no, as it would for a person."""
    life = Life(house, plan, Random(plan.seed))
    acts: list[tuple[datetime, Callable[[], None]]] = [
        (moment, partial(ACTS[step], life)) for step, moment in plan.moments.items()
    ]
    for moment, act in sorted([*acts, *_afterwards(life, now)], key=itemgetter(0)):
        yield moment
        try:
            act()
        except RuleBroken:
            return


def _afterwards(life: Life, now: datetime) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """What follows an arrival, until now."""
    arrived = life.plan.moments.get(Step.ARRIVE)
    if arrived is not None:
        yield from follow_up(lambda: life.case_id, life.partner or life.counsellor, life.plan.seed, arrived, now)


def _open(life: Life) -> None:
    with unit_of_work(life.counsellor) as work:
        case = open_case(work, life.plan.opening(uuid4()))
        if life.rng.random() < ESTABLISHED:
            record_circumstances(work, case.id, draw_circumstances(life.rng, work.today), 0)
        work.session.flush()
    life.case_id, life.version = case.id, case.version


def _submit(life: Life) -> None:
    with unit_of_work(life.counsellor) as work:
        life.version = counsel(work, life.case_id, life.rng)
        case = submit_case(work, life.case_id, life.version)
        life.members = tuple(member.person_id for member in case.members)
    life.version = case.version


def _decide(life: Life) -> None:
    if life.plan.fate is Fate.REFUSED:
        reasons = (life.rng.choice((RefusalReason.TOO_LATE, RefusalReason.SUFFICIENT_MEANS, RefusalReason.INCOMPLETE)),)
        refuse_case(life.approver, life.case_id, Refusal(uuid4(), life.version, reasons, REFUSAL))
        return
    approve_case(life.approver, life.case_id, Approval(uuid4(), life.version, MOTIVATION))


def _share(life: Life) -> None:
    found = partner_of(life.plan.country)
    if found is None:
        return
    with unit_of_work(life.counsellor) as work:
        entry = PartnerOfferEntry(life.house.organisations[found[0].code], note=OFFERED)
        offer = offer_to_partner(work, life.case_id, entry)
    if life.partner is not None:
        with unit_of_work(life.partner) as work:
            accept_partner_offer(work, offer.id)


def _depart(life: Life) -> None:
    proof, number = life.rng.choice(PROOFS), f"DEMO-{life.rng.randint(1000, 9999)}"
    with unit_of_work(life.counsellor) as work:
        airport = AIRPORTS[life.plan.state]
        way = (airport, country_names("en")[life.plan.country])
        prepare_departure(work, life.case_id, draw_preparation(life.rng, life.members, way, work.today))
        entry = DepartureEntry(life.members, work.today, airport, proof, number)
        record_departure(work, life.case_id, entry)


def _arrive(life: Life) -> None:
    left = life.plan.moments[Step.DEPART].date()
    with unit_of_work(life.partner or life.counsellor) as work:
        arrived = min(work.today, left + timedelta(days=life.rng.randint(0, 1)))
        late = DelayReason.LONG_TRANSIT if needs_reason(left, arrived) else None
        proof = life.rng.choice((ArrivalProof.MET_AT_AIRPORT, ArrivalProof.CAME_TO_OFFICE, ArrivalProof.VIDEO_CALL))
        confirm_arrival(work, life.case_id, ArrivalEntry(life.members, arrived, proof, late))


def _plan(life: Life) -> None:
    if life.partner is not None:
        life.promised = plan_support(life.counsellor, life.signers, life.case_id, life.rng)


def _deliver(life: Life) -> None:
    """The help on arrival and the first thing after it, not always with a receipt."""
    _hand_over(life, 2, receipts=0.75)


def _prove(life: Life) -> None:
    """Receipts come later; the next thing is handed over."""
    is_going_on = life.plan.fate is Fate.SUPPORTING
    if life.partner is not None and not (is_going_on and life.rng.random() < 0.4):  # noqa: PLR2004
        prove(life.partner, life.promised)
    _hand_over(life, 1, receipts=0.6 if is_going_on else 1.0)


def _finish(life: Life) -> None:
    _hand_over(life, len(life.promised), receipts=1.0)


def _hand_over(life: Life, number: int, *, receipts: float) -> None:
    waiting = [line for line in life.promised if not line.is_delivered]
    if life.partner is not None and waiting:
        deliver(life.partner, waiting[:number], life.rng, receipts=receipts)


def _withdraw(life: Life) -> None:
    reason = life.rng.choice((WithdrawalReason.CHANGED_MIND, WithdrawalReason.NEW_PROCEDURE, WithdrawalReason.NOT_SAID))
    with unit_of_work(life.counsellor) as work:
        withdraw_case(work, life.case_id, Withdrawal(reason))


def _close(life: Life) -> None:
    is_done = bool(life.promised) and all(line.is_delivered for line in life.promised)
    reason = ClosureReason.COMPLETED if is_done else ClosureReason.PARTIALLY_USED
    with unit_of_work(life.counsellor) as work:
        close_case(work, life.case_id, Closing(reason))


ACTS: dict[Step, Callable[[Life], None]] = {
    Step.OPEN: _open, Step.SUBMIT: _submit, Step.DECIDE: _decide, Step.SHARE: _share, Step.DEPART: _depart,
    Step.ARRIVE: _arrive, Step.PLAN: _plan, Step.DELIVER: _deliver, Step.PROVE: _prove, Step.FINISH: _finish,
    Step.WITHDRAW: _withdraw, Step.CLOSE: _close,
}  # fmt: skip
