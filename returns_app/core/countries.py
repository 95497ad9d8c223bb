"""Country codes (ISO 3166-1 alpha-2 with XK) and their names in every language, from CLDR."""

import re
from functools import cache

from babel import Locale

MEMBER_STATES = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
    "IS",
    "LI",
    "NO",
    "CH",
]
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})

_TWO_LETTERS = re.compile("[A-Z]{2}")


@cache
def country_codes() -> tuple[str, ...]:
    """Every two-letter country code the house knows, in alphabetical order."""
    codes = [str(code) for code in Locale("en").territories]
    return tuple(sorted(code for code in codes if _TWO_LETTERS.fullmatch(code) and code not in _NOT_COUNTRIES))


@cache
def country_names(language: str) -> dict[str, str]:
    """Code -> name in `language` (for example "nl")."""
    names = Locale.parse(language).territories
    return {code: names.get(code, code) for code in country_codes()}


def is_country(code: str) -> bool:
    """True for a code the house knows."""
    return code in country_codes()


@cache
def third_countries() -> tuple[str, ...]:
    """Countries one can return to from a member state."""
    return tuple(code for code in country_codes() if code not in MEMBER_STATES)
