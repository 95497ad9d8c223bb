"""Words for the code lists of persons."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from returns_app.core.partial_date import DatePrecision
from returns_app.people.rules import ContactKind, IdentifierKind, NameKind, NationalityStatus, Protection, Sex
from returns_app.people.search import Agrees

SEXES = {
    Sex.MALE: _l("Male"),
    Sex.FEMALE: _l("Female"),
    Sex.OTHER: _l("Other"),
    Sex.UNKNOWN: _l("Not known"),
}

NAME_KINDS = {
    NameKind.PRIMARY: _l("Name in use"),
    NameKind.ORIGINAL_SCRIPT: _l("Original script"),
    NameKind.ALIAS: _l("Alias"),
    NameKind.BIRTH: _l("Name at birth"),
    NameKind.CLAIMED: _l("Claimed earlier"),
}

NATIONALITY_STATUSES = {
    NationalityStatus.CLAIMED: _l("Claimed"),
    NationalityStatus.DOCUMENTED: _l("Documented"),
    NationalityStatus.VERIFIED: _l("Verified"),
}

IDENTIFIER_KINDS = {
    IdentifierKind.PASSPORT: _l("Passport"),
    IdentifierKind.NATIONAL_ID: _l("National identity card"),
    IdentifierKind.LAISSEZ_PASSER: _l("Laissez-passer"),
    IdentifierKind.EU_TRAVEL_DOCUMENT: _l("EU travel document"),
    IdentifierKind.ALIEN_NUMBER: _l("Alien number"),
    IdentifierKind.EURODAC: _l("Eurodac reference"),
    IdentifierKind.NGO_NUMBER: _l("Number at an organisation"),
}

CONTACT_KINDS = {
    ContactKind.PHONE: _l("Phone"),
    ContactKind.EMAIL: _l("E-mail"),
    ContactKind.ADDRESS: _l("Address"),
}

PROTECTIONS = {
    Protection.NO: _l("No"),
    Protection.YES: _l("Yes"),
    Protection.UNKNOWN: _l("Not known yet"),
}

PRECISIONS = {
    DatePrecision.DOCUMENT: _l("from a document"),
    DatePrecision.SAID: _l("as the person said"),
    DatePrecision.ESTIMATED: _l("estimated"),
    DatePrecision.UNKNOWN: _l("unknown"),
}

AGREEMENTS = {
    Agrees.NUMBER: _l("document or number"),
    Agrees.CONTACT: _l("phone, e-mail or address"),
    Agrees.NAME: _l("name"),
    Agrees.NAME_BY_SOUND: _l("name by sound"),
    Agrees.NAME_IN_PART: _l("part of the name"),
    Agrees.BORN: _l("birth date"),
    Agrees.BORN_SWAPPED: _l("birth date with day and month swapped"),
    Agrees.BORN_YEAR: _l("birth year"),
}

FACTS = {
    "names": _l("Names"),
    "born": _l("Birth date"),
    "sex": _l("Sex"),
    "nationalities": _l("Nationalities"),
    "place": _l("Place of birth"),
    "identifiers": _l("Documents and numbers"),
    "contacts": _l("Contacts"),
    "protection": _l("Protection"),
}
"""What `correct_person` reports as changed."""


def script_name(code: str) -> str:
    """The name of a script in the reader's language; nothing for Latin and the unknown."""
    locale = get_locale()
    known = code not in {"Latn", "Zyyy", ""}
    return str(locale.scripts.get(code, code)) if known and locale else ""


_LISTS: tuple[Mapping[Any, Any], ...] = (
    SEXES, NAME_KINDS, NATIONALITY_STATUSES, IDENTIFIER_KINDS, CONTACT_KINDS, PROTECTIONS, PRECISIONS, AGREEMENTS,
)  # fmt: skip
_WORDS = {type(code): words for words in _LISTS for code in words}


def person_word(code: StrEnum) -> str:
    """The word for any code of a person."""
    return str(_WORDS[type(code)][code])
