"""Code lists of persons, and the commands that record them."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.core.partial_date import PartialDate


class Sex(StrEnum):
    """As recorded in documents."""

    MALE = "M"
    FEMALE = "F"
    OTHER = "X"
    UNKNOWN = "U"


class NameKind(StrEnum):
    """What a name is to the person."""

    PRIMARY = "primary"
    ORIGINAL_SCRIPT = "original_script"
    ALIAS = "alias"
    BIRTH = "birth"
    CLAIMED = "claimed"


class NationalityStatus(StrEnum):
    """How well a nationality is established."""

    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


class IdentifierKind(StrEnum):
    """Documents and numbers that identify a person."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    LAISSEZ_PASSER = "laissez_passer"
    EU_TRAVEL_DOCUMENT = "eu_travel_document"
    ALIEN_NUMBER = "alien_number"
    EURODAC = "eurodac"
    NGO_NUMBER = "ngo_number"


class ContactKind(StrEnum):
    """Ways to reach a person."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class Protection(StrEnum):
    """Whether place and partner are masked; unknown counts as protected."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One spelling of a name."""

    given: str
    family: str
    kind: NameKind = NameKind.PRIMARY


@dataclass(frozen=True, slots=True)
class NationalityEntry:
    """One nationality and how well it is established."""

    country: str
    status: NationalityStatus = NationalityStatus.CLAIMED


@dataclass(frozen=True, slots=True)
class IdentifierEntry:
    """One document or number; `issuer` is a country code."""

    kind: IdentifierKind
    issuer: str
    number: str


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One way to reach the person."""

    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What somebody tells us about one person."""

    names: tuple[NameEntry, ...]
    born: PartialDate
    sex: Sex
    nationalities: tuple[NationalityEntry, ...]
    place_of_birth: str = ""
    country_of_birth: str = ""
    identifiers: tuple[IdentifierEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    protection: Protection = Protection.NO
    is_placeholder: bool = False
