"""What the registry knows of a pair: which kinds agree, which were asked, which are stored."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.linkage.kinds import Field, KeyKind

WITH_NAMES_AND_COUNTRY = (
    KeyKind.NAMES_YEAR_COUNTRY,
    KeyKind.NAMES_DAY_MONTH_COUNTRY,
    KeyKind.NAMES_NEAR_YEAR_COUNTRY,
    KeyKind.THREE_NAMES_COUNTRY,
)
MOST_NAMESAKES = 11


@dataclass(frozen=True, slots=True)
class Agreement:
    """A kind as it was asked, and how many of the token's ten slots are filled in the registry."""

    kind: KeyKind
    filled_slots: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a score may rest on; it holds no value of either side.

    `bearers` counts the claims that bear each asked name in its country, the given name first.
    """

    agreeing: tuple[Agreement, ...]
    asked_kinds: frozenset[KeyKind]
    stored_kinds: frozenset[KeyKind]
    same_family: bool = False
    bearers: tuple[int, ...] = ()

    @property
    def kinds(self) -> frozenset[KeyKind]:
        """The kinds that agree."""
        return frozenset(agreement.kind for agreement in self.agreeing)

    def agrees(self, *kinds: KeyKind) -> bool:
        """True when one of these kinds agrees."""
        return not self.kinds.isdisjoint(kinds)

    def could_agree(self, *kinds: KeyKind) -> bool:
        """True when both sides have one of these kinds, so that its silence says something."""
        return not (self.asked_kinds & self.stored_kinds).isdisjoint(kinds)

    def both_have(self, kinds: frozenset[KeyKind]) -> bool:
        """True when each side has one of these kinds, be it another one than the other's."""
        return not (self.asked_kinds.isdisjoint(kinds) or self.stored_kinds.isdisjoint(kinds))

    def most_shared(self, kinds: frozenset[KeyKind]) -> int:
        """How many claims share the commonest agreeing key of these kinds; 1 when none agrees."""
        return max((1, *(one.filled_slots for one in self.agreeing if one.kind in kinds)))

    @property
    def namesakes(self) -> int | None:
        """How many claims share the rarest agreeing pair of names and its country.

        One more than there are slots when the pair is so common that this claim found no slot; None when the names
        or countries were not compared or do not agree.
        """
        shared = [one.filled_slots for one in self.agreeing if one.kind is KeyKind.NAMES_COUNTRY]
        if shared:
            return min(shared)
        full = self.could_agree(KeyKind.NAMES_COUNTRY) and self.agrees(*WITH_NAMES_AND_COUNTRY)
        return MOST_NAMESAKES if full else None

    @property
    def third_name(self) -> bool | None:
        """Whether three names agree; None where one side has only two or the country does not agree."""
        if self.agrees(KeyKind.THREE_NAMES_COUNTRY):
            return True
        compared = self.could_agree(KeyKind.THREE_NAMES_COUNTRY) and self.namesakes is not None
        return False if compared else None


class Verdict(StrEnum):
    """What can be said of one field without seeing it."""

    AGREES = "agrees"
    IN_PART = "agrees_in_part"
    DIFFERS = "differs"
    NOT_COMPARED = "not_compared"


class Note(StrEnum):
    """Why a field got its verdict: the page makes a sentence of it."""

    BY_SOUND = "by_sound"
    ONE_LETTER = "one_letter"
    NAME_LEFT_OUT = "name_left_out"
    GIVEN_NAME_ONLY = "given_name_only"
    GIVEN_NAME_DIFFERS = "given_name_differs"
    NAME_DIFFERS = "name_differs"
    SAME_DATE = "same_date"
    DAY_MONTH_SWAPPED = "day_month_swapped"
    SAME_DIGITS = "same_digits"
    FIRST_JANUARY = "first_january"
    ONLY_YEAR_MONTH = "only_year_month"
    ONLY_YEAR_DAY = "only_year_day"
    ONLY_DAY_MONTH = "only_day_month"
    YEAR_DIFFERS_BY_ONE = "year_differs_by_one"
    ONLY_YEAR = "only_year"
    ONLY_YEAR_BY_ONE = "only_year_by_one"
    DATE_DIFFERS = "date_differs"
    SAME_VALUE = "same_value"
    OTHER_VALUE = "other_value"
    NOT_BOTH_KNOWN = "not_both_known"
    ONLY_WITH_NAME = "only_with_name"
    SAME_FAMILY = "same_family"


@dataclass(frozen=True, slots=True)
class Component:
    """One step of the waterfall: a field, its verdict and why, and what it weighs in bits."""

    field: Field
    verdict: Verdict
    note: Note
    weight: float


class Band(StrEnum):
    """How much a person should make of a score."""

    STRONG = "strong"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Score:
    """Weight in bits, the probability it stands for, its band, and the steps that led there."""

    weight: float
    probability: float
    band: Band
    components: tuple[Component, ...]

    def verdict(self, field: Field) -> Verdict:
        """The verdict on one field; not compared when the score says nothing of it."""
        found = (component.verdict for component in self.components if component.field is field)
        return next(found, Verdict.NOT_COMPARED)
