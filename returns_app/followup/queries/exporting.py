"""Reading surveys for a file: every round that was due, with the answers' score and without names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import key_ring
from returns_app.followup.models import SurveyRound, SurveySheet
from returns_app.followup.rules import RoundState, SurveyMoment

MOST_EXPORTED = 5000


@dataclass(frozen=True, slots=True)
class ExportedRound:
    """A round with its answers, as a row of the file; people of a case are numbered, not named."""

    round: SurveyRound
    reference: str
    country: str
    number: int
    sheet: SurveySheet | None


def list_exported(
    session: Session, actor: Actor, today: date, moment: SurveyMoment | None = None
) -> list[ExportedRound]:
    """Rounds that were due or settled in the cases that the actor sees, by case and day."""
    seen = visible_cases(actor).with_only_columns(ReturnCase.id)
    wanted = select(SurveyRound, ReturnCase.reference, ReturnCase.return_country)
    wanted = wanted.join(ReturnCase, ReturnCase.id == SurveyRound.case_id).where(SurveyRound.case_id.in_(seen))
    wanted = wanted.where(or_(SurveyRound.due_on <= today, SurveyRound.state != RoundState.OPEN))
    if moment is not None:
        wanted = wanted.where(SurveyRound.moment == moment)
    order = (ReturnCase.reference, SurveyRound.person_id, SurveyRound.due_on)
    found = [(row[0], row[1], row[2]) for row in session.execute(wanted.order_by(*order).limit(MOST_EXPORTED))]
    sheets = _sheets(session, [one[0] for one in found])
    return list(_numbered(found, sheets))


def _sheets(session: Session, rounds: list[SurveyRound]) -> dict[UUID, SurveySheet]:
    answered = [one.id for one in rounds if one.state is RoundState.ANSWERED]
    key_ring(session).prepare({one.person_id for one in rounds if one.state is RoundState.ANSWERED})
    found: dict[UUID, SurveySheet] = {}
    for start in range(0, len(answered), 500):
        wanted = select(SurveySheet).where(SurveySheet.round_id.in_(answered[start : start + 500]))
        found |= {one.round_id: one for one in session.scalars(wanted.order_by(SurveySheet.recorded_at))}
    return found


def _numbered(found: list[tuple[SurveyRound, str, str]], sheets: dict[UUID, SurveySheet]) -> Iterator[ExportedRound]:
    places: dict[UUID, dict[UUID, int]] = {}
    for row, reference, country in found:
        people = places.setdefault(row.case_id, {})
        number = people.setdefault(row.person_id, len(people) + 1)
        yield ExportedRound(row, reference, country, number, sheets.get(row.id))
