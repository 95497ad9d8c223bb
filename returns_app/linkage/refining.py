"""How much a name says that agrees: less the more people bear it, less when it may be a brother's or a sister's.

And a year: less when both sides know a whole date, for then the dates differ.

Everything here is what the registry sees, filled slots and kinds of agreeing keys, never a name.
"""

from math import log2

from returns_app.linkage.evidence import Evidence, Note
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.verdicts import GIVEN, KIN, TYPING_ERRORS, WITH_DATE_PARTS

_WITH_DATES = WITH_DATE_PARTS | TYPING_ERRORS
_FROM = (11, 10, 5, 3, 2, 1)
_BY_SOUND = (
    *(f"namesakes_from_{least}" for least in _FROM),
    "third_name_agrees",
    "third_name_differs",
    "given_name_agrees",
    "given_name_differs",
)
_ONE_LETTER = ("letter_beside_given_name", "letter_in_given_name")
_TWO_WHOLE_DATES = "year_of_two_whole_dates"
_YEARS = frozenset({Note.ONLY_YEAR, Note.ONLY_YEAR_BY_ONE})
REFINEMENTS = (*_BY_SOUND, *_ONE_LETTER, _TWO_WHOLE_DATES)
"""Every refinement that a model may weigh."""


def doublings(evidence: Evidence, note: Note) -> float:
    """How often the number of claims with the same names, or given name, and date has doubled: a bit less for each."""
    return log2(evidence.most_shared(GIVEN if note is Note.GIVEN_NAME_ONLY else _WITH_DATES))


def refinements(evidence: Evidence, note: Note) -> tuple[str, ...]:
    """What refines the weight of names that agree by sound or all but a letter, or of a year."""
    if note in _YEARS:
        return (_TWO_WHOLE_DATES,) if evidence.could_agree(KeyKind.NAMES_DATE) else ()
    if note is Note.ONE_LETTER:
        return _of(_given_name(evidence), _ONE_LETTER)
    if note is not Note.BY_SOUND:
        return ()
    third = _of(evidence.third_name, ("third_name_agrees", "third_name_differs"))
    given = _of(_given_name(evidence), ("given_name_agrees", "given_name_differs"))
    return (*_bearers(evidence), *third, *given)


def _bearers(evidence: Evidence) -> tuple[str, ...]:
    """The step of the number of people who bear these names."""
    bearers = evidence.namesakes
    return () if bearers is None else (f"namesakes_from_{next(least for least in _FROM if bearers >= least)}",)


def _given_name(evidence: Evidence) -> bool | None:
    """Whether the first given name itself agrees where a family shares the other names and the date."""
    if evidence.agrees(*GIVEN):
        return True
    return False if evidence.agrees(*KIN) and evidence.could_agree(*GIVEN) else None


def _of(agrees: bool | None, words: tuple[str, str]) -> tuple[str, ...]:  # noqa: FBT001 - three values, not a switch
    return () if agrees is None else (words[0 if agrees else 1],)
