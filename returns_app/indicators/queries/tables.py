"""Tables of figures for an actor. The protected ones leave this module without anything they were made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.errors import Denied
from returns_app.core.permissions import Actor, Permission
from returns_app.core.text import N_
from returns_app.db.encrypted import key_store
from returns_app.indicators.queries.facts import list_categories, list_departures, list_facts
from returns_app.indicators.rules.catalogue import FIGURES, Dimension, FigureId
from returns_app.indicators.rules.counting import TOTAL, Cells, Question, tally
from returns_app.indicators.rules.disclosure import Protection
from returns_app.indicators.rules.publishing import (
    ProtectedTable,
    RestrictedTable,
    evidence_share,
    publish,
    reveal,
)
from returns_app.travel.rules import EVIDENCE_LEVEL

KEY_FILE = "figures-000001"  # a new number is a new family of releases: old and new values are then unrelated
HEADLINES = (FigureId.APPROVALS, FigureId.DEPARTURES, FigureId.SUPPORTED)
SHOWN_CASES = 200
AT_ONCE = 5000  # a statement takes a limited number of values


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """A case that somebody who may see it finds behind an exact number."""

    id: UUID
    reference: str
    return_country: str
    opened_on: date


def get_protected(session: Session, actor: Actor, question: Question, today: date) -> ProtectedTable:
    """The figure as anybody with the right to read figures may see it."""
    protection = _protection()
    cells = _cells(session, actor, question)
    return publish(question, cells, protection, today, _share(session, actor, question, cells, protection))


def headline(session: Session, actor: Actor, year: int) -> dict[FigureId, int]:
    """Protected totals of the year by figure."""
    protection = _protection()
    questions = [Question(FIGURES[wanted], Dimension.RETURN_COUNTRY, year) for wanted in HEADLINES]
    totals = {asked.figure.id: _cells(session, actor, asked).at(TOTAL, str(year)) for asked in questions}
    return {figure: protection.count(cell.contributors) for figure, cell in totals.items()}


def get_restricted(session: Session, actor: Actor, question: Question) -> RestrictedTable:
    """The exact figure, for those who may see exact figures."""
    _require_restricted(actor)
    return reveal(question, _cells(session, actor, question))


def list_cases_behind(
    session: Session, actor: Actor, question: Question, category: str, period: str
) -> tuple[list[CaseBehind], int]:
    """The cases behind one exact number that the actor may see, by reference, and how many cases there are."""
    _require_restricted(actor)
    ids = sorted(_cells(session, actor, question).at(category, period).cases)
    seen = [
        case for start in range(0, len(ids), AT_ONCE) for case in _seen(session, actor, ids[start : start + AT_ONCE])
    ]
    return sorted(seen, key=attrgetter("reference"))[:SHOWN_CASES], len(seen)


def _seen(session: Session, actor: Actor, ids: Sequence[UUID]) -> list[CaseBehind]:
    found = session.scalars(visible_cases(actor).where(ReturnCase.id.in_(ids)))
    return [CaseBehind(case.id, case.reference, case.return_country, case.opened_on) for case in found]


def _cells(session: Session, actor: Actor, question: Question) -> Cells:
    return tally(list_facts(session, actor, question), list_categories(session, actor, question.by))


def _share(session: Session, actor: Actor, question: Question, counted: Cells, protection: Protection) -> int | None:
    if question.figure.id is not FigureId.DEPARTURES:
        return None
    recorded = list_departures(session, actor, question, frozenset(EVIDENCE_LEVEL.values()))
    return evidence_share(counted, tally(recorded, counted.categories), question.year, protection)


def _protection() -> Protection:
    return Protection(key_store().directory.key(KEY_FILE))


def _require_restricted(actor: Actor) -> None:
    if not actor.may(Permission.FIGURES_RESTRICTED):
        raise Denied("indicators.restricted", N_("Exact counts are for the restricted role only."))
