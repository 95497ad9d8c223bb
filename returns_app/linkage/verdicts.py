"""From agreeing kinds to one verdict for each field. Silence counts only where both sides have the kind."""

from collections.abc import Callable

from returns_app.linkage.evidence import Evidence, Note, Verdict
from returns_app.linkage.kinds import Field, KeyKind

Finding = tuple[Verdict, Note]

WITH_DATE_PARTS = frozenset(
    {
        KeyKind.NAMES_DATE,
        KeyKind.NAMES_FIRST_JANUARY,
        KeyKind.NAMES_YEAR_MONTH,
        KeyKind.NAMES_YEAR_DAY,
        KeyKind.NAMES_DAY_MONTH_COUNTRY,
        KeyKind.NAMES_YEAR_COUNTRY,
        KeyKind.NAMES_NEAR_YEAR_COUNTRY,
    }
)
NAMES = WITH_DATE_PARTS | {KeyKind.NAMES_PLACE, KeyKind.NAMES_COUNTRY, KeyKind.THREE_NAMES_COUNTRY}
_LETTERS = frozenset(
    {
        KeyKind.NAMES_DATE_TYPO,
        KeyKind.NAMES_DATE_SHORT_TYPO,
        KeyKind.NAMES_DATE_LETTER_MORE,
        KeyKind.NAMES_DATE_LETTER_LESS,
    }
)
TYPING_ERRORS = _LETTERS | {KeyKind.NAMES_FIRST_JANUARY_TYPO}
_GIVEN_AND_DATE = frozenset(
    {
        KeyKind.GIVEN_DATE_COUNTRY_SEX,
        KeyKind.GIVEN_DATE_COUNTRY,
        KeyKind.GIVEN_DATE_PLACE,
        KeyKind.SWAPPED_DATE_COUNTRY_SEX,
    }
)
_FAMILY_AND_DATE = frozenset({KeyKind.FAMILY_DATE_COUNTRY_SEX, KeyKind.FAMILY_DATE_COUNTRY, KeyKind.FAMILY_DATE_PLACE})
GIVEN = _GIVEN_AND_DATE | {KeyKind.GIVEN_YEAR_PLACE, KeyKind.GIVEN_ADDRESS}
_FAMILY = _FAMILY_AND_DATE | {KeyKind.FAMILY_YEAR_PLACE, KeyKind.FAMILY_ADDRESS}
KIN = _FAMILY | {KeyKind.KIN_NAMES_DATE, KeyKind.CONTACT_FAMILY}
_BOTH_NAMES = (
    frozenset({KeyKind.GIVEN_ADDRESS, KeyKind.FAMILY_ADDRESS}),
    frozenset({KeyKind.GIVEN_YEAR_PLACE, KeyKind.FAMILY_YEAR_PLACE}),
    frozenset({KeyKind.GIVEN_ADDRESS, KeyKind.CONTACT_FAMILY}),
    frozenset({KeyKind.GIVEN_YEAR_PLACE, KeyKind.CONTACT_FAMILY}),
)
"""Given and family name that agree in two keys of which no date is part."""

_WHOLE_DATE = _GIVEN_AND_DATE | _FAMILY_AND_DATE | {KeyKind.HOUSEHOLD, KeyKind.DATE_PLACE, KeyKind.DATE_ADDRESS}
_SAME_DIGITS = _LETTERS | {KeyKind.NAMES_DATE, KeyKind.KIN_NAMES_DATE, KeyKind.NAMES_AS_KIN_DATE}
_YEAR_AND_NAMES = frozenset(
    {KeyKind.NAMES_DATE, KeyKind.NAMES_FIRST_JANUARY, KeyKind.NAMES_YEAR_MONTH, KeyKind.NAMES_YEAR_DAY}
)
_WITH_COUNTRY = frozenset(
    {
        KeyKind.NAMES_YEAR_COUNTRY,
        KeyKind.NAMES_NEAR_YEAR_COUNTRY,
        KeyKind.NAMES_DAY_MONTH_COUNTRY,
        KeyKind.NAMES_FIRST_JANUARY_TYPO,
        KeyKind.GIVEN_DATE_COUNTRY_SEX,
        KeyKind.FAMILY_DATE_COUNTRY_SEX,
        KeyKind.GIVEN_DATE_COUNTRY,
        KeyKind.FAMILY_DATE_COUNTRY,
        KeyKind.SWAPPED_DATE_COUNTRY_SEX,
        KeyKind.NAMES_COUNTRY,
        KeyKind.THREE_NAMES_COUNTRY,
    }
)
_WITH_NAME_AND_SEX = frozenset({KeyKind.GIVEN_DATE_COUNTRY_SEX, KeyKind.FAMILY_DATE_COUNTRY_SEX})
_WITH_SEX = _WITH_NAME_AND_SEX | {KeyKind.CONTACT_SEX, KeyKind.SWAPPED_DATE_COUNTRY_SEX}
_WITH_PLACE = frozenset(
    {
        KeyKind.GIVEN_DATE_PLACE,
        KeyKind.FAMILY_DATE_PLACE,
        KeyKind.NAMES_PLACE,
        KeyKind.DATE_PLACE,
        KeyKind.GIVEN_YEAR_PLACE,
        KeyKind.FAMILY_YEAR_PLACE,
    }
)
_WITH_ADDRESS = frozenset({KeyKind.GIVEN_ADDRESS, KeyKind.FAMILY_ADDRESS, KeyKind.DATE_ADDRESS})
_DOCUMENTS = (KeyKind.PASSPORT, KeyKind.NATIONAL_ID, KeyKind.OTHER_DOCUMENT)

_NOT_BOTH: Finding = (Verdict.NOT_COMPARED, Note.NOT_BOTH_KNOWN)
_SAME: Finding = (Verdict.AGREES, Note.SAME_VALUE)
_OTHER: Finding = (Verdict.DIFFERS, Note.OTHER_VALUE)


def name(evidence: Evidence) -> Finding:
    """The same by sound, all but a letter, the given name alone, or the name of brother or sister."""
    if evidence.agrees(*NAMES) or any(both <= evidence.kinds for both in _BOTH_NAMES):
        return Verdict.AGREES, Note.BY_SOUND
    if evidence.agrees(*TYPING_ERRORS):
        return Verdict.IN_PART, Note.ONE_LETTER
    if evidence.agrees(KeyKind.NAMES_AS_KIN_DATE) or _given_name_unknown(evidence):
        return Verdict.IN_PART, Note.NAME_LEFT_OUT
    if evidence.agrees(*GIVEN):
        return Verdict.IN_PART, Note.GIVEN_NAME_ONLY
    if evidence.agrees(*KIN):
        return Verdict.DIFFERS, Note.GIVEN_NAME_DIFFERS
    return (Verdict.DIFFERS, Note.NAME_DIFFERS) if evidence.both_have(NAMES | GIVEN | _FAMILY) else _NOT_BOTH


def _given_name_unknown(evidence: Evidence) -> bool:
    """True when family name and date agree and one side knows no given name that could differ."""
    return evidence.agrees(*_FAMILY) and not evidence.both_have(GIVEN)


_PARTS_OF_DATE: tuple[tuple[frozenset[KeyKind], Note], ...] = (
    (frozenset({KeyKind.NAMES_FIRST_JANUARY}), Note.FIRST_JANUARY),
    (frozenset({KeyKind.NAMES_FIRST_JANUARY_TYPO}), Note.FIRST_JANUARY),
    (frozenset({KeyKind.NAMES_YEAR_MONTH}), Note.ONLY_YEAR_MONTH),
    (frozenset({KeyKind.NAMES_YEAR_DAY}), Note.ONLY_YEAR_DAY),
    (frozenset({KeyKind.NAMES_DAY_MONTH_COUNTRY, KeyKind.NAMES_NEAR_YEAR_COUNTRY}), Note.YEAR_DIFFERS_BY_ONE),
    (frozenset({KeyKind.NAMES_DAY_MONTH_COUNTRY}), Note.ONLY_DAY_MONTH),
    (frozenset({KeyKind.NAMES_YEAR_COUNTRY}), Note.ONLY_YEAR),
    (frozenset({KeyKind.NAMES_NEAR_YEAR_COUNTRY}), Note.ONLY_YEAR_BY_ONE),
    (frozenset({KeyKind.GIVEN_YEAR_PLACE}), Note.ONLY_YEAR),
    (frozenset({KeyKind.FAMILY_YEAR_PLACE}), Note.ONLY_YEAR),
)
"""Kinds that must all agree, and what they say of the date: the most telling first."""


def born(evidence: Evidence) -> Finding:
    """The whole date, its digits in another order, a part of it, or another date."""
    if whole := _whole_date(evidence):
        return whole
    for kinds, note in _PARTS_OF_DATE:
        if kinds <= evidence.kinds:
            compatible = note is Note.ONLY_YEAR and _one_is_first_january(evidence)
            return Verdict.IN_PART, Note.FIRST_JANUARY if compatible else note
    if evidence.agrees(*NAMES) and evidence.could_agree(*WITH_DATE_PARTS):
        return Verdict.DIFFERS, Note.DATE_DIFFERS
    return _only_with_name(evidence, *WITH_DATE_PARTS)


def _one_is_first_january(evidence: Evidence) -> bool:
    """True when one side has a date and the other 1 January: two dates of one year differ, these do not."""
    sides = (evidence.asked_kinds, evidence.stored_kinds)
    whole = [KeyKind.NAMES_DATE in side for side in sides]
    first = [KeyKind.NAMES_FIRST_JANUARY in side for side in sides]
    return whole[0] == first[1] and first[0] == whole[1] and whole[0] != first[0]


def _whole_date(evidence: Evidence) -> Finding | None:
    """Equal digits are the same date when the month or the day agrees with the year as well."""
    if evidence.could_agree(KeyKind.NAMES_FIRST_JANUARY) and evidence.agrees(KeyKind.HOUSEHOLD):
        return Verdict.IN_PART, Note.FIRST_JANUARY
    month_and_day = {KeyKind.NAMES_YEAR_MONTH, KeyKind.NAMES_YEAR_DAY}
    if evidence.agrees(*_WHOLE_DATE) or month_and_day <= evidence.kinds:
        return Verdict.AGREES, Note.SAME_DATE
    if evidence.agrees(KeyKind.NAMES_DATE) and evidence.could_agree(*month_and_day):
        return Verdict.IN_PART, Note.DAY_MONTH_SWAPPED
    if evidence.agrees(*_SAME_DIGITS):
        return Verdict.AGREES, Note.SAME_DIGITS
    return None


def nationality(evidence: Evidence) -> Finding:
    """Seen through keys that hold a country; it differs when the same names and year lack it."""
    if evidence.agrees(*_WITH_COUNTRY):
        return _SAME
    if evidence.agrees(*_YEAR_AND_NAMES) and evidence.could_agree(KeyKind.NAMES_YEAR_COUNTRY):
        return _OTHER
    return _only_with_name(evidence, KeyKind.NAMES_YEAR_COUNTRY, KeyKind.THREE_NAMES_COUNTRY)


def sex(evidence: Evidence) -> Finding:
    """It differs when name, whole date and country agree and the key that adds the sex does not."""
    if evidence.agrees(*_WITH_SEX):
        return _SAME
    certain = evidence.agrees(KeyKind.NAMES_DATE) and born(evidence)[1] is Note.SAME_DATE
    if certain and nationality(evidence) == _SAME and evidence.could_agree(*_WITH_NAME_AND_SEX):
        return _OTHER
    if other_sex_under_contact(evidence):
        return _OTHER
    return _only_with_name(evidence, *_WITH_SEX)


def other_sex_under_contact(evidence: Evidence) -> bool:
    """True when a phone or an e-mail agrees and the same with the sex does not."""
    contact = evidence.agrees(KeyKind.PHONE, KeyKind.EMAIL)
    return contact and evidence.could_agree(KeyKind.CONTACT_SEX) and not evidence.agrees(KeyKind.CONTACT_SEX)


def place(evidence: Evidence) -> Finding:
    """It differs when the names agree and the same names with the place do not."""
    if evidence.agrees(*_WITH_PLACE):
        return _SAME
    if evidence.agrees(*NAMES) and evidence.could_agree(KeyKind.NAMES_PLACE):
        return _OTHER
    return _only_with_name(evidence, *_WITH_PLACE)


def address(evidence: Evidence) -> Finding:
    """It differs when the names agree and neither of them agrees together with the address."""
    if evidence.agrees(*_WITH_ADDRESS):
        return _SAME
    if evidence.agrees(*NAMES) and evidence.could_agree(KeyKind.GIVEN_ADDRESS, KeyKind.FAMILY_ADDRESS):
        return _OTHER
    return _only_with_name(evidence, *_WITH_ADDRESS)


def document(evidence: Evidence) -> Finding:
    """Two numbers of one kind of document speak against; two kinds of documents say nothing."""
    if evidence.agrees(*_DOCUMENTS):
        return _SAME
    return _OTHER if evidence.could_agree(KeyKind.PASSPORT, KeyKind.NATIONAL_ID) else _NOT_BOTH


def _alone(kind: KeyKind) -> Callable[[Evidence], Finding]:
    """The verdict on a field that one kind holds by itself."""

    def finding(evidence: Evidence) -> Finding:
        if evidence.agrees(kind):
            return _SAME
        return _OTHER if evidence.could_agree(kind) else _NOT_BOTH

    return finding


def _only_with_name(evidence: Evidence, *kinds: KeyKind) -> Finding:
    """Why nothing can be said: one side lacks the field, or it is seen only together with a name."""
    known = evidence.could_agree(*kinds)
    return (Verdict.NOT_COMPARED, Note.ONLY_WITH_NAME) if known else _NOT_BOTH


FINDINGS: dict[Field, Callable[[Evidence], Finding]] = {
    Field.NAME: name,
    Field.BORN: born,
    Field.NATIONALITY: nationality,
    Field.SEX: sex,
    Field.PLACE: place,
    Field.ADDRESS: address,
    Field.DOCUMENT: document,
    Field.PHONE: _alone(KeyKind.PHONE),
    Field.EMAIL: _alone(KeyKind.EMAIL),
    Field.ACCOUNT: _alone(KeyKind.ACCOUNT),
    Field.FAMILY: _alone(KeyKind.HOUSEHOLD),
}
"""How each field is judged, in the order in which people read it."""
