"""Name buckets: how persons are found by name without an index that tells which names are frequent.

A mark is something a person can be found by: the skeleton of a name, a birth year, a birth date, or two of them
together. The more people bear a mark, the more buckets it is spread over, so that all buckets fill alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import shake_128
from itertools import combinations
from math import ceil
from uuid import UUID

from returns_app.core.partial_date import PartialDate
from returns_app.db.encrypted import key_store
from returns_app.linkage.frequency import share
from returns_app.linkage.skeleton import skeletons

BUCKETS = 65_536  # at 100,000 persons a bucket holds some twenty, one or two of them for a given mark
FEWEST = 4  # even a rare mark's bearers are spread
NARROW = 2 / 8192  # a mark with so small a share is read alone; two of more are also kept as a pair
_YEAR_SHARE = 1 / 30
_DAY_SHARE = 1 / 10_000
_FIRST_JANUARY_SHARE = 1 / 200
_TOGETHER = 10  # names of one country go together far more often than by chance
_WITH_YEAR = 2  # a name and a birth year hardly do
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a person can be found by, and the share of people (0 to 1) it is expected of."""

    text: str
    share: float

    @property
    def slots(self) -> int:
        """Over how many buckets its bearers are spread."""
        return min(BUCKETS, max(FEWEST, ceil(self.share * BUCKETS)))

    @property
    def is_narrow(self) -> bool:
        """True when all its bearers are few enough to open."""
        return self.share <= NARROW

    @property
    def is_birth(self) -> bool:
        """True for a birth year or date."""
        return self.text.startswith("#")


def name_marks(names: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    """One mark for each skeleton in these (given, family) names, joined across the halves or not."""
    texts = {text for given, family in names for text in (given, family, f"{given} {family}".strip())}
    return tuple(Mark(one, share(one)) for one in sorted({one for text in texts for one in skeletons(text)}))


def birth_marks(born: PartialDate | None) -> tuple[Mark, ...]:
    """The year, and the whole date when it is known."""
    if born is None or not born.is_known:
        return ()
    year = Mark(f"#{born.year}", _YEAR_SHARE)
    if not born.is_full:
        return (year,)
    is_first = (born.month, born.day) == (1, 1)
    return year, Mark(f"#{born.isoformat()}", _FIRST_JANUARY_SHARE if is_first else _DAY_SHARE)


def pair_mark(one: Mark, other: Mark) -> Mark | None:
    """Two marks together; None where one of them is narrow, or both speak of the birth date."""
    if one.is_narrow or other.is_narrow or (one.is_birth and other.is_birth):
        return None
    more = _WITH_YEAR if one.is_birth or other.is_birth else _TOGETHER
    return Mark("&".join(sorted((one.text, other.text))), one.share * other.share * more)


def with_pairs(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks and every pair of wide ones."""
    singles = tuple(marks)
    pairs = (pair_mark(one, other) for one, other in combinations(singles, 2))
    return (*singles, *(pair for pair in pairs if pair))


class Places:
    """Where the bearers of one mark stand: its buckets, and which of them each person would be in."""

    def __init__(self, organisation_id: UUID, mark: Mark) -> None:
        """Draw the mark's buckets within one organisation."""
        index = key_store().indexer("name_bucket")
        stream = shake_128(index(f"{organisation_id}|{mark.text}")).digest(_BYTES * mark.slots)
        self._stream = stream
        self._index, self._text, self._slots = key_store().indexer("name_slot"), mark.text, mark.slots

    @property
    def buckets(self) -> tuple[int, ...]:
        """Every bucket of the mark."""
        return tuple(map(self._at, range(self._slots)))

    def of(self, person_hex: str) -> int:
        """The bucket of this person (id as 32 hexadecimal digits), should it bear the mark; it depends on both, by key."""
        if self._slots == 1:
            return self._at(0)
        return self._at(int.from_bytes(self._index(f"{person_hex}|{self._text}")[:_BYTES]) % self._slots)

    def _at(self, slot: int) -> int:
        return int.from_bytes(self._stream[slot * _BYTES : (slot + 1) * _BYTES]) % BUCKETS


def buckets_of(organisation_id: UUID, person_id: UUID, marks: Iterable[Mark]) -> set[int]:
    """The bucket each mark of one person goes to."""
    return {Places(organisation_id, mark).of(person_id.hex) for mark in marks}
