"""Exact tables for the restricted role, counted as things stand, and the cases behind a number."""

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
from returns_app.indicators.queries.facts import list_categories, list_facts
from returns_app.indicators.rules.counting import Cells, Question, tally
from returns_app.indicators.rules.publishing import RestrictedTable, reveal

SHOWN_CASES = 200
AT_ONCE = 5000  # a statement takes a limited number of values


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """A case that somebody who may see it finds behind an exact number."""

    id: UUID
    reference: str
    return_country: str
    opened_on: date


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


def _require_restricted(actor: Actor) -> None:
    if not actor.may(Permission.FIGURES_RESTRICTED):
        raise Denied("indicators.restricted", N_("Exact counts are for the restricted role only."))
