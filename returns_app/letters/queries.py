"""Reading what a letter is about."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.core.errors import NotFound
from returns_app.decisions.models import Decision
from returns_app.decisions.queries import list_decisions
from returns_app.decisions.rules import DecisionKind
from returns_app.letters.models import ServedLetter
from returns_app.letters.rules import Facts, Line, objection_until
from returns_app.people.display import display_name

Case: TypeAlias = ReturnCase
Told: TypeAlias = Decision
WITH_LINES = frozenset({DecisionKind.GRANT, DecisionKind.REDUCE})


def get_decision(session: Session, case_id: UUID, decision_id: UUID) -> Decision:
    """A decision of a case that the caller may see, or NotFound."""
    found = next((one for one in list_decisions(session, case_id) if one.id == decision_id), None)
    if found is None:
        raise NotFound
    return found


def facts_of(case: ReturnCase, decision: Decision, *, decided_on: date, served_on: date) -> Facts:
    """What the letter says, from what the page shows."""
    names = {member.person_id: display_name(member.person) for member in case.members}
    granted = decision.granted if decision.kind in WITH_LINES else ()
    lines = tuple(Line(names.get(line.person_id, ""), line.component, line.amount) for line in granted)
    is_told = (
        decision.kind is not DecisionKind.GRANT
    )  # the reason of an approval is kept for the file, not for the letter
    return Facts(
        kind=decision.kind.value, reference=case.reference, names=tuple(name for name in names.values() if name),
        country=case.return_country, programme=case.programme_version.programme.name, decided_on=decided_on,
        served_on=served_on, until=objection_until(case.member_state, served_on), organisation=case.organisation.name,
        contact=case.organisation.contact, decider=decision.decider.name, reasons=tuple(decision.reasons),
        words=decision.text if is_told else "", lines=lines,
        before=decision.before, after=decision.after, later=decision.until,
    )  # fmt: skip


def list_served(session: Session, decision_id: UUID) -> Sequence[ServedLetter]:
    """When and how a decision was handed over, newest first."""
    wanted = select(ServedLetter).where(ServedLetter.decision_id == decision_id)
    return session.scalars(wanted.order_by(ServedLetter.recorded_at.desc())).all()


def find_served(session: Session, request_key: UUID) -> ServedLetter | None:
    """What an earlier sending of the same form recorded."""
    return session.scalars(select(ServedLetter).where(ServedLetter.request_key == request_key)).first()
