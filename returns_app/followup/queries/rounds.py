"""Reading who is to be asked, what was answered and which help is needed: always through the case it belongs to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import CaseEvent, ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.cases.rules import EventKind
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.followup.models import HelpNeed, SurveyRound, SurveySheet
from returns_app.followup.rules import Counted, Rate, RoundState, SurveyMoment, rates_of, template_on

# What the pages and the rooms above call what they are given.
Case: TypeAlias = ReturnCase
Round: TypeAlias = SurveyRound
Sheet: TypeAlias = SurveySheet
Need: TypeAlias = HelpNeed

LOOKS_BACK = timedelta(days=730)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ListedRound:
    """A round in the list of an office."""

    round: SurveyRound
    reference: str
    country: str


def list_rounds(session: Session, case_id: UUID) -> list[SurveyRound]:
    """Everybody of a case that the caller may see, at every moment."""
    wanted = select(SurveyRound).where(SurveyRound.case_id == case_id)
    return list(session.scalars(wanted.order_by(SurveyRound.due_on, SurveyRound.person_id)))


def get_round(session: Session, case_id: UUID, round_id: UUID, *, locked: bool = False) -> SurveyRound:
    """A round of a case that the caller may see, as it is now; or NotFound."""
    wanted = select(SurveyRound).where(SurveyRound.id == round_id, SurveyRound.case_id == case_id)
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def sheets_of(session: Session, case_id: UUID) -> dict[UUID, SurveySheet]:
    """Round -> the newest answers."""
    wanted = select(SurveySheet).where(SurveySheet.case_id == case_id).options(joinedload(SurveySheet.recorder))
    return {one.round_id: one for one in session.scalars(wanted.order_by(SurveySheet.recorded_at))}


def find_sheet(session: Session, request_key: UUID) -> SurveySheet | None:
    """What an earlier sending of the same form recorded."""
    return session.scalars(select(SurveySheet).where(SurveySheet.request_key == request_key)).one_or_none()


def list_needs(session: Session, case_id: UUID) -> list[HelpNeed]:
    """Help that is or was needed, open first, then the newest."""
    wanted = select(HelpNeed).where(HelpNeed.case_id == case_id)
    return list(session.scalars(wanted.order_by(HelpNeed.ended_at.is_not(None), HelpNeed.noted_on.desc(), HelpNeed.id)))


def get_need(session: Session, case_id: UUID, help_id: UUID) -> HelpNeed:
    """A need of a case that the caller may see, or NotFound."""
    found = session.get(HelpNeed, help_id)
    if found is None or found.case_id != case_id:
        raise NotFound
    return found


def rates_in_sight(session: Session, actor: Actor, today: date) -> dict[SurveyMoment, Rate]:
    """Response rates of all cases the actor sees, of who was due in the last two years."""
    seen = visible_cases(actor).with_only_columns(ReturnCase.id)
    due = (SurveyRound.due_on <= today).label("due")
    keys = (SurveyRound.moment, SurveyRound.state, SurveyRound.reason, due)
    wanted = select(*keys, func.count()).where(SurveyRound.case_id.in_(seen))
    wanted = wanted.where(SurveyRound.due_on > today - LOOKS_BACK).group_by(*keys)
    counted = (Counted(one[0], one[1], one[2], bool(one[3]), one[4]) for one in session.execute(wanted))
    return rates_of(template_on(today), counted)


def list_waiting(session: Session, actor: Actor, until: date, moment: SurveyMoment | None = None) -> list[ListedRound]:
    """Who is to be asked by a day and was not yet, the longest due first."""
    seen = visible_cases(actor).with_only_columns(ReturnCase.id)
    wanted = select(SurveyRound, ReturnCase.reference, ReturnCase.return_country)
    wanted = wanted.join(ReturnCase, ReturnCase.id == SurveyRound.case_id)
    wanted = wanted.where(
        SurveyRound.case_id.in_(seen), SurveyRound.state == RoundState.OPEN, SurveyRound.due_on <= until
    )
    if moment is not None:
        wanted = wanted.where(SurveyRound.moment == moment)
    found = session.execute(wanted.order_by(SurveyRound.due_on, ReturnCase.reference).limit(MOST_LISTED))
    return [ListedRound(*row) for row in found]


def arrivals_without_rounds(session: Session, since: date, most: int) -> list[tuple[UUID, date, tuple[UUID, ...]]]:
    """Case, day and persons of arrivals that were confirmed before anybody was to be asked."""
    planned = exists().where(SurveyRound.case_id == CaseEvent.case_id)
    wanted = select(CaseEvent.case_id, CaseEvent.happened_on, CaseEvent.details)
    wanted = wanted.where(CaseEvent.kind == EventKind.ARRIVED, CaseEvent.happened_on >= since, ~planned)
    found = session.execute(wanted.order_by(CaseEvent.happened_on.desc()).limit(most))
    return [(row[0], row[1], tuple(UUID(one) for one in row[2].get("persons", ()))) for row in found]


def open_moments(session: Session, case_id: UUID, moments: Collection[SurveyMoment]) -> frozenset[SurveyMoment]:
    """Which of these moments somebody of the case is still to be asked about."""
    wanted = select(SurveyRound.moment).where(SurveyRound.case_id == case_id, SurveyRound.moment.in_(moments))
    return frozenset(session.scalars(wanted.where(SurveyRound.state == RoundState.OPEN)))
