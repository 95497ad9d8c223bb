"""What may be shown at all: the list of tables, when a rate stands on enough persons, rows that would tell too much.

Sources: indicators 8.2 rules 6, 7, 11 and 12 of this house; ESS handbook on statistical disclosure control, chapter 5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.indicators.rules.disclosure import percent

MOST_DIMENSIONS = 3  # beside the period
GROUP_UNDER = 10  # a row of fewer persons that all stand in one category is collapsed
LEAST_ENTERED, LEAST_COMPLETED, LEAST_BESIDE = 20, 10, 10  # for a median
WEEK = 7


class Audience(StrEnum):
    """Who a number is meant for; one answer serves one of them only."""

    PUBLIC = "PUBLIC"
    RESTRICTED = "RESTRICTED"
    TRANSMISSION = "CONFIDENTIAL_TRANSMISSION"


LEAST_BEHIND_RATE = {Audience.PUBLIC: 50, Audience.RESTRICTED: 25, Audience.TRANSMISSION: 1}


class Split(StrEnum):
    """By what tables break persons down."""

    CITIZEN = "citizen"
    REGION = "region"
    STATE = "geo"
    SEX = "sex"
    AGE = "age"
    RETURN_TYPE = "return_type"
    ASSISTANCE = "assistance"
    DESTINATION = "c_dest"
    RETURN_COUNTRY = "return_country"
    FRAMEWORK = "framework"
    MINOR = "unaccompanied_minor"
    PROGRAMME = "programme"


# Together these single out a person in most countries of return.
NEVER_TOGETHER = frozenset({Split.CITIZEN, Split.RETURN_TYPE, Split.AGE, Split.SEX})
WIDE_ONLY = frozenset({Split.STATE, Split.REGION})  # the only company unaccompanied minors may be counted in


@dataclass(frozen=True, slots=True)
class Spread:
    """One way to break a count down, checked when it is written down: at most three dimensions and a period."""

    splits: tuple[Split, ...]

    def __post_init__(self) -> None:
        """Refuse what no table of this house may be."""
        chosen = frozenset(self.splits)
        if len(chosen) > MOST_DIMENSIONS or len(chosen) != len(self.splits) or chosen >= NEVER_TOGETHER:
            raise RuleBroken("indicators.spread", N_("A table has at most three dimensions beside the period."))
        if Split.MINOR in chosen and not chosen - {Split.MINOR} <= WIDE_ONLY:
            raise RuleBroken("indicators.minors", N_("Unaccompanied minors are counted for whole regions only."))

    @property
    def name(self) -> str:
        """The spread in an address and in a file."""
        return "+".join(split.value for split in self.splits) or "total"


class Rate(NamedTuple):
    """A published percentage, or why there is none."""

    value: int | None
    status: str


def protected_rate(part: int, whole: int, audience: Audience) -> Rate:
    """A whole percentage of two protected counts where the whole is great enough for the audience."""
    if whole < LEAST_BEHIND_RATE[audience]:
        return Rate(None, "WITHHELD_SMALL")
    shown = percent(part, whole) if audience is Audience.PUBLIC else (200 * part + whole) // (2 * whole)
    return Rate(shown, "RR5T")


def protected_median(days: int, entered: int, completed: int, before: int, after: int) -> int | None:
    """A median in whole weeks of days; None when too few entered, ended, or stand on either side of it."""
    if days < 0 or entered < LEAST_ENTERED or completed < LEAST_COMPLETED or min(before, after) < LEAST_BESIDE:
        return None
    return (days + WEEK // 2) // WEEK * WEEK


def rows_to_collapse(rows: Iterable[Sequence[int]]) -> list[bool]:
    """Which rows of true counts say about everybody in them where they stand: fewer than ten persons in one category."""
    return [0 < sum(row) < GROUP_UNDER and sum(value > 0 for value in row) == 1 for row in rows]


def possible_counts(published: int) -> tuple[int, int]:
    """The least and greatest true count behind a published one, as anybody who knows the method can tell."""
    if published == 0:
        return 0, BASE_REACH
    return (3, 10) if published == BASE_REACH else (published - BASE_REACH, published + BASE_REACH)


BASE_REACH = 5
