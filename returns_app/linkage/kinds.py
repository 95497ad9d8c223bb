"""The kinds of match keys and the fields of a person: the words both sides of a check share."""

from enum import StrEnum


class KeyKind(StrEnum):
    """What facts a key combines. "Names" is a pair that holds the first given name."""

    NAMES_DATE = "names_date"
    NAMES_DATE_TYPO = "names_date_typo"
    KIN_NAMES_DATE = "kin_names_date"
    NAMES_AS_KIN_DATE = "names_as_kin_date"
    NAMES_FIRST_JANUARY = "names_first_january"
    NAMES_FIRST_JANUARY_TYPO = "names_first_january_typo"
    NAMES_YEAR_MONTH = "names_year_month"
    NAMES_YEAR_DAY = "names_year_day"
    NAMES_DAY_MONTH_COUNTRY = "names_day_month_country"
    NAMES_YEAR_COUNTRY = "names_year_country"
    NAMES_NEAR_YEAR_COUNTRY = "names_near_year_country"
    NAMES_PLACE = "names_place"
    NAMES_COUNTRY = "names_country"
    THREE_NAMES_COUNTRY = "three_names_country"
    GIVEN_DATE_COUNTRY_SEX = "given_date_country_sex"
    FAMILY_DATE_COUNTRY_SEX = "family_date_country_sex"
    GIVEN_DATE_PLACE = "given_date_place"
    FAMILY_DATE_PLACE = "family_date_place"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    OTHER_DOCUMENT = "other_document"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    HOUSEHOLD = "household"


ASKED_ONLY = frozenset({KeyKind.NAMES_NEAR_YEAR_COUNTRY, KeyKind.NAMES_AS_KIN_DATE})
"""Never stored: a neighbouring year is asked for where the true year is kept, and the asker's first
given name where the other side may have another one before it."""


class Field(StrEnum):
    """A part of a person's details that a check compares."""

    NAME = "name"
    BORN = "born"
    NATIONALITY = "nationality"
    SEX = "sex"
    PLACE = "place"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    FAMILY = "family"


ESSENTIAL = (Field.NAME, Field.BORN, Field.NATIONALITY, Field.DOCUMENT)
"""Fields whose absence makes a check a reduced one."""
