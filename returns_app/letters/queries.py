"""Reading what a letter is about."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import MemberStatus
from returns_app.core.errors import NotFound
from returns_app.decisions.models import Decision
from returns_app.decisions.queries import list_decisions
from returns_app.decisions.rules import DecisionKind
from returns_app.letters.models import ServedLetter
from returns_app.letters.rules import HEARING, Facts, Line, objection_until
from returns_app.people.display import display_name
from returns_app.recovery.queries import Claim, claim_of_decision, lines_of
from returns_app.recovery.rules import answer_until, pay_until

Case: TypeAlias = ReturnCase
Told: TypeAlias = Decision
WITH_LINES = frozenset({DecisionKind.GRANT, DecisionKind.REDUCE})


def get_decision(session: Session, case_id: UUID, decision_id: UUID) -> Decision:
    """A decision of a case that the caller may see, or NotFound."""
    found = next((one for one in list_decisions(session, case_id) if one.id == decision_id), None)
    if found is None:
        raise NotFound
    return found


def facts_of(session: Session, case: ReturnCase, decision: Decision, *, decided_on: date, served_on: date) -> Facts:
    """What the letter says, from what the page shows."""
    names = {member.person_id: display_name(member.person) for member in case.members}
    addressed = _addressed(case)
    granted = decision.granted if decision.kind in WITH_LINES else ()
    lines = tuple(Line(names.get(line.person_id, ""), line.component, line.amount) for line in granted)
    if decision.kind is DecisionKind.RECOVER:
        lines = _asked_back(session, claim_of_decision(session, decision.id))
    is_told = (
        decision.kind is not DecisionKind.GRANT
    )  # the reason of an approval is kept for the file, not for the letter
    return Facts(
        kind=decision.kind.value, reference=case.reference, names=addressed,
        country=case.return_country, programme=case.programme_version.programme.name, decided_on=decided_on,
        served_on=served_on, until=objection_until(case.member_state, served_on), organisation=case.organisation.name,
        contact=case.organisation.contact, decider=decision.decider.name, reasons=tuple(decision.reasons),
        words=decision.text if is_told else "", lines=lines,
        before=decision.before, after=decision.after,
        later=pay_until(case.member_state, served_on) if decision.kind is DecisionKind.RECOVER else decision.until,
    )  # fmt: skip


def hearing_facts(session: Session, case: ReturnCase, claim: Claim, *, written_on: date, served_on: date) -> Facts:
    """What the letter about an intended claim says: nothing is decided, and until when the person can answer."""
    names = _addressed(case)
    until = claim.hear_until or answer_until(case.member_state, served_on)
    return Facts(
        kind=HEARING, reference=case.reference, names=names, country=case.return_country,
        programme=case.programme_version.programme.name, decided_on=written_on, served_on=served_on, until=until,
        organisation=case.organisation.name, contact=case.organisation.contact, decider=claim.proposer.name,
        reasons=(claim.ground.value,), words=claim.text, lines=_asked_back(session, claim), after=claim.claimed,
        later=until,
    )  # fmt: skip


def is_addressee_alive(case: ReturnCase) -> bool:
    """False when the main applicant died and nobody took their place."""
    return all(one.status is not MemberStatus.DIED for one in case.members if one.person_id == case.principal_id)


def _addressed(case: ReturnCase) -> tuple[str, ...]:
    """To whom a letter speaks: never to the dead, nor to those who go on in a case of their own."""
    silent = {MemberStatus.DIED, MemberStatus.SPLIT_OFF}
    alive = [member.person for member in case.members if member.status not in silent]
    return tuple(name for person in alive if (name := display_name(person)))


def _asked_back(session: Session, claim: Claim | None) -> tuple[Line, ...]:
    """The value of each thing, never the thing itself."""
    return tuple(Line(one.item, one.component, one.amount) for one in lines_of(session, claim)) if claim else ()


def list_served(session: Session, decision_id: UUID) -> Sequence[ServedLetter]:
    """When and how a decision was handed over, newest first."""
    wanted = select(ServedLetter).where(ServedLetter.decision_id == decision_id)
    return session.scalars(wanted.order_by(ServedLetter.recorded_at.desc())).all()


def find_served(session: Session, request_key: UUID) -> ServedLetter | None:
    """What an earlier sending of the same form recorded."""
    return session.scalars(select(ServedLetter).where(ServedLetter.request_key == request_key)).first()
