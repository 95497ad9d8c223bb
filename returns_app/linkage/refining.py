"""What else weighs beside the notes: how many bear a name, which letter is wrong, under which name a contact agrees.

Everything here is what the registry sees, filled slots and kinds of agreeing keys, never a name.
"""

from collections.abc import Iterator
from math import log2

from returns_app.linkage.evidence import Evidence, Note
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.verdicts import GIVEN, KIN, TYPING_ERRORS, WITH_DATE_PARTS, other_sex_under_contact

_WITH_DATES = WITH_DATE_PARTS | TYPING_ERRORS
_FROM = (11, 10, 5, 3, 2, 1, 0)
_YEARS = frozenset({Note.ONLY_YEAR, Note.ONLY_YEAR_BY_ONE})
_OTHER_NAMES = frozenset({Note.NAME_DIFFERS, Note.NOT_BOTH_KNOWN})
_CONTACTS = frozenset({Field.PHONE, Field.EMAIL})
_SUREST: tuple[tuple[Field, tuple[KeyKind, ...]], ...] = (
    (Field.DOCUMENT, (KeyKind.PASSPORT, KeyKind.NATIONAL_ID, KeyKind.OTHER_DOCUMENT)),
    (Field.FAMILY, (KeyKind.HOUSEHOLD,)),
    (Field.PHONE, (KeyKind.PHONE,)),
    (Field.EMAIL, (KeyKind.EMAIL,)),
    (Field.BORN, (KeyKind.DATE_PLACE, KeyKind.DATE_ADDRESS)),
)
_WORDS = {Field.DOCUMENT: "document", Field.FAMILY: "family", Field.BORN: "date"}
_LETTERS = (
    (KeyKind.NAMES_DATE_LETTER_MORE, "letter_more"),
    (KeyKind.NAMES_DATE_LETTER_LESS, "letter_less"),
    (KeyKind.NAMES_DATE_TYPO, "letter_other"),
    (KeyKind.NAMES_DATE_SHORT_TYPO, "letter_other_of_three"),
)


def _steps(word: str) -> tuple[str, ...]:
    return tuple(f"{word}_from_{least}" for least in _FROM)


OF_OTHER_NAMES = (
    "document_of_other_name",
    "family_of_other_name",
    "date_of_other_name",
    "contact_of_other_name",
    "contact_of_other_sex",
)
"""Why two persons of altogether different names were compared: one of these for each such pair."""

REFINEMENTS = (
    *_steps("namesakes"),
    *_steps("rarest_name"),
    *_steps("other_name"),
    *_steps("rarest_of_one_letter"),
    *_steps("given_name_alone"),
    *_steps("given_name_of_kin"),
    "third_name_agrees",
    "third_name_differs",
    "given_name_agrees",
    "given_name_differs",
    "letter_beside_given_name",
    "letter_in_given_name",
    *(word for _, word in _LETTERS),
    "letter_under_first_january",
    "year_of_two_whole_dates",
    *OF_OTHER_NAMES,
)
"""Every refinement that a model may weigh."""


def doublings(evidence: Evidence, note: Note) -> float:
    """How often the number of claims with the same names, or given name, and date has doubled: a bit less for each."""
    return log2(evidence.most_shared(GIVEN if note is Note.GIVEN_NAME_ONLY else _WITH_DATES))


def refinements(evidence: Evidence, field: Field, note: Note, name: Note) -> tuple[str, ...]:
    """What refines the weight of a field with this note, where the name has that one."""
    if field is Field.NAME:
        return tuple(_of_name(evidence, note))
    if field is Field.BORN:
        return tuple(_of_date(evidence, note, name))
    return tuple(_under_other_name(evidence, field)) if note is Note.SAME_VALUE and name in _OTHER_NAMES else ()


def _of_date(evidence: Evidence, note: Note, name: Note) -> Iterator[str]:
    if note in _YEARS and evidence.could_agree(KeyKind.NAMES_DATE):
        yield "year_of_two_whole_dates"
    if name in _OTHER_NAMES:
        yield from _under_other_name(evidence, Field.BORN)


def _of_name(evidence: Evidence, note: Note) -> Iterator[str]:
    bearers = evidence.bearers
    if note is Note.BY_SOUND:
        yield from _by_sound(evidence)
    elif note is Note.ONE_LETTER:
        yield from _of(_given_name(evidence), "letter_beside_given_name", "letter_in_given_name")
        yield from _letter(evidence)
        yield from _step("rarest_of_one_letter", min(bearers, default=None))
    elif note is Note.GIVEN_NAME_ONLY:
        yield from _step("given_name_alone", next(iter(bearers), None))
    elif note is Note.GIVEN_NAME_DIFFERS:
        yield from _step("given_name_of_kin", next(iter(bearers), None))


def _by_sound(evidence: Evidence) -> Iterator[str]:
    yield from _step("namesakes", evidence.namesakes)
    yield from _step("rarest_name", min(evidence.bearers, default=None))
    yield from _step("other_name", max(evidence.bearers, default=None))
    yield from _of(evidence.third_name, "third_name_agrees", "third_name_differs")
    yield from _of(_given_name(evidence), "given_name_agrees", "given_name_differs")


def _letter(evidence: Evidence) -> Iterator[str]:
    """The surest way in which one letter differs."""
    yield next((word for kind, word in _LETTERS if evidence.agrees(kind)), "letter_under_first_january")


def _under_other_name(evidence: Evidence, field: Field) -> Iterator[str]:
    """The surest of what agrees under an altogether different name: it alone is why the two were compared."""
    surest = next((one for one, kinds in _SUREST if evidence.agrees(*kinds)), None)
    if field is not surest:
        return
    if field in _CONTACTS:
        yield "contact_of_other_sex" if other_sex_under_contact(evidence) else "contact_of_other_name"
    else:
        yield f"{_WORDS[field]}_of_other_name"


def _step(word: str, count: int | None) -> tuple[str, ...]:
    """The step of the number of people who bear a name."""
    return () if count is None else (f"{word}_from_{next(least for least in _FROM if count >= least)}",)


def _given_name(evidence: Evidence) -> bool | None:
    """Whether the first given name itself agrees where a family shares the other names and the date."""
    if evidence.agrees(*GIVEN):
        return True
    return False if evidence.agrees(*KIN) and evidence.could_agree(*GIVEN) else None


def _of(agrees: bool | None, yes: str, no: str) -> tuple[str, ...]:  # noqa: FBT001 - three values, not a switch
    return () if agrees is None else (yes if agrees else no,)
