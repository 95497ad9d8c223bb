"""Puts events into cells: who is in which category and period, persons once, margins from their own sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from returns_app.indicators.rules.catalogue import Dimension, Figure
from returns_app.indicators.rules.disclosure import Contributor

TOTAL = "TOTAL"
UNKNOWN = "UNK"  # also what a code list does not know; Eurostat's code
PROVISIONAL_DAYS = 365


@dataclass(frozen=True, slots=True)
class Question:
    """A figure, the one dimension it is broken down by, and a year."""

    figure: Figure
    by: Dimension
    year: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One person in one event that counts; `cents` is what the whole event was worth, whoever shared in it."""

    event_id: UUID
    case_id: UUID
    contributor: Contributor
    category: str
    on: date
    cents: int = 0


@dataclass(slots=True)
class Cell:
    """Everybody and everything behind one number."""

    contributors: set[Contributor] = field(default_factory=set)
    cents: dict[UUID, int] = field(default_factory=dict)
    cases: set[UUID] = field(default_factory=set)

    def take(self, fact: Fact) -> None:
        """Let an event count."""
        self.contributors.add(fact.contributor)
        self.cents[fact.event_id] = fact.cents
        self.cases.add(fact.case_id)

    @property
    def persons(self) -> int:
        """How many persons: somebody in two cases is one."""
        return len({contributor.person for contributor in self.contributors})

    @property
    def sum_in_cents(self) -> int:
        """The worth of every event, each once."""
        return sum(self.cents.values())


Place: TypeAlias = tuple[str, str]  # category, period


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one question; a cell nobody is in is an empty one."""

    categories: tuple[str, ...]
    taken: Mapping[Place, Cell]

    def at(self, category: str, period: str) -> Cell:
        """The cell at a place."""
        return self.taken.get((category, period), Cell())

    def together(self, categories: Iterable[str], period: str) -> set[Contributor]:
        """Everybody in any of these categories."""
        return {contributor for category in categories for contributor in self.at(category, period).contributors}


def tally(facts: Iterable[Fact], categories: tuple[str, ...]) -> Cells:
    """The cells of every category, quarter and year, and of the total over categories."""
    known, taken = frozenset(categories), dict[Place, Cell]()
    for fact in facts:
        category = fact.category if fact.category in known else UNKNOWN
        for place in (
            (category, quarter_of(fact.on)),
            (category, year_of(fact.on)),
            (TOTAL, quarter_of(fact.on)),
            (TOTAL, year_of(fact.on)),
        ):
            taken.setdefault(place, Cell()).take(fact)
    return Cells(categories, taken)


def quarter_of(day: date) -> str:
    """A quarter as Eurostat writes it: 2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def year_of(day: date) -> str:
    """The year of a day."""
    return str(day.year)


def periods_of(year: int) -> tuple[str, ...]:
    """The four quarters and the year, which is not their sum."""
    return (*(f"{year}-Q{quarter}" for quarter in range(1, 5)), str(year))


def is_provisional(period: str, today: date) -> bool:
    """True until a period has been over for 12 months."""
    year, _, quarter = period.partition("-Q")
    last_month = int(quarter) * 3 if quarter else 12
    end = date(int(year) + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
    return today < end + timedelta(days=PROVISIONAL_DAYS)
