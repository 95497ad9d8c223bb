"""The kinds of match keys and the fields of a person: the words both sides of a check share."""

from enum import StrEnum


class KeyKind(StrEnum):
    """What facts a key combines. "Names" is a pair that holds the first given name."""

    NAMES_DATE = "names_date"
    NAMES_DATE_TYPO = "names_date_typo"
    NAMES_DATE_SHORT_TYPO = "names_date_short_typo"
    NAMES_DATE_LETTER_MORE = "names_date_letter_more"
    NAMES_DATE_LETTER_LESS = "names_date_letter_less"
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
    GIVEN_DATE_COUNTRY = "given_date_country"
    SWAPPED_DATE_COUNTRY_SEX = "swapped_date_country_sex"
    FAMILY_DATE_COUNTRY = "family_date_country"
    GIVEN_YEAR_PLACE = "given_year_place"
    FAMILY_YEAR_PLACE = "family_year_place"
    DATE_PLACE = "date_place"
    GIVEN_ADDRESS = "given_address"
    FAMILY_ADDRESS = "family_address"
    DATE_ADDRESS = "date_address"
    NAME_COUNTRY = "name_country"
    CONTACT_FAMILY = "contact_family"
    CONTACT_SEX = "contact_sex"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    OTHER_DOCUMENT = "other_document"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    HOUSEHOLD = "household"


ASKED_ONLY = frozenset(
    {
        KeyKind.NAMES_NEAR_YEAR_COUNTRY,
        KeyKind.NAMES_AS_KIN_DATE,
        KeyKind.NAMES_DATE_SHORT_TYPO,
        KeyKind.NAMES_DATE_LETTER_MORE,
        KeyKind.NAMES_DATE_LETTER_LESS,
        KeyKind.SWAPPED_DATE_COUNTRY_SEX,
    }
)
"""Never stored: a neighbouring year is asked for where the true year is kept, the asker's first given name where the
other side may have another one before it, a name with a letter too many or too few where the right one is kept."""

COUNTED = frozenset({KeyKind.NAME_COUNTRY})
"""Asked for their filled slots alone, which tell how many bear a name: they lead to nobody."""


class Field(StrEnum):
    """A part of a person's details that a check compares."""

    NAME = "name"
    BORN = "born"
    NATIONALITY = "nationality"
    SEX = "sex"
    PLACE = "place"
    ADDRESS = "address"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    FAMILY = "family"


ESSENTIAL = (Field.NAME, Field.BORN, Field.NATIONALITY, Field.DOCUMENT)
"""Fields whose absence makes a check a reduced one."""
