"""What is searched for, how well somebody agrees with it, and in which order the found are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.romanise import romanise
from returns_app.linkage.skeleton import skeletons

ENOUGH = 2  # names that have to agree when not all do


class Agrees(StrEnum):
    """What a found person has in common with the question."""

    NUMBER = "number"
    CONTACT = "contact"
    NAME = "name"
    NAME_BY_SOUND = "name_by_sound"
    NAME_IN_PART = "name_in_part"
    BORN = "born"
    BORN_SWAPPED = "born_swapped"
    BORN_YEAR = "born_year"


_WEIGHT = {
    Agrees.NUMBER: 64, Agrees.CONTACT: 48, Agrees.NAME: 18, Agrees.NAME_BY_SOUND: 16, Agrees.NAME_IN_PART: 6,
    Agrees.BORN: 9, Agrees.BORN_SWAPPED: 7, Agrees.BORN_YEAR: 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """What somebody knows of a person: any part may be missing."""

    name: str = field(default="", repr=False)
    born: PartialDate | None = field(default=None, repr=False)
    number: str = field(default="", repr=False)

    @property
    def facts(self) -> int:
        """How many of name, birth date and number are given."""
        return sum((bool(skeletons(self.name)), bool(self.born and self.born.is_known), bool(self.number.strip())))


@dataclass(frozen=True, slots=True)
class Candidate:
    """The clear names and birth date of somebody who may be the one."""

    names: tuple[tuple[str, str], ...] = field(repr=False)
    born: PartialDate = field(repr=False)


def compare(wanted: PersonQuery, candidate: Candidate) -> tuple[Agrees, ...]:
    """What agrees; nothing when it is too little to be shown."""
    name = _best(_name(wanted.name, given, family) for given, family in candidate.names)
    born = _born(wanted.born, candidate.born)
    if wanted.name and name is None:
        return ()
    if name is Agrees.NAME_IN_PART and born is None and _agreeing(wanted.name, candidate) < ENOUGH:
        return ()
    return tuple(one for one in (name, born) if one)


def weight(agrees: Iterable[Agrees]) -> int:
    """More is better: numbers before whole names before parts, and birth dates on top."""
    return sum(_WEIGHT[one] for one in agrees)


def is_full(wanted: PersonQuery, agrees: tuple[Agrees, ...]) -> bool:
    """True when everything asked for agrees as well as it can."""
    name = not wanted.name or Agrees.NAME in agrees or Agrees.NAME_BY_SOUND in agrees
    if wanted.born is None or not wanted.born.is_known:
        return name
    return name and (Agrees.BORN in agrees or (Agrees.BORN_YEAR in agrees and wanted.born.month is None))


def _name(wanted: str, given: str, family: str) -> Agrees | None:
    if not wanted:
        return None
    asked, have = set(skeletons(wanted)), _skeletons(given, family)
    if asked and asked <= have:
        return Agrees.NAME if _words(wanted) <= _words(f"{given} {family}") else Agrees.NAME_BY_SOUND
    return Agrees.NAME_IN_PART if asked & have else None


def _skeletons(given: str, family: str) -> set[str]:
    return {*skeletons(given), *skeletons(family), *skeletons(f"{given} {family}".strip())}


def _words(name: str) -> set[str]:
    return set(romanise(name).split())


def _agreeing(wanted: str, candidate: Candidate) -> int:
    asked = set(skeletons(wanted))
    return max((len(asked & _skeletons(given, family)) for given, family in candidate.names), default=0)


def _best(found: Iterable[Agrees | None]) -> Agrees | None:
    return max((one for one in found if one), key=_WEIGHT.__getitem__, default=None)


def _born(asked: PartialDate | None, have: PartialDate) -> Agrees | None:
    if asked is None or not asked.is_known or asked.year != have.year:
        return None
    if (asked.month, asked.day) == (have.month, have.day):
        return Agrees.BORN
    if asked.is_full and (asked.month, asked.day) == (have.day, have.month):
        return Agrees.BORN_SWAPPED
    return Agrees.BORN_YEAR
