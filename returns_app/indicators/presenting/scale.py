"""Turns the sliding scale into rows by name and a file."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _

from returns_app.indicators.presenting.tables import sort_key
from returns_app.indicators.rules.caveats import WORDS, Circumstances, caveats_of, check_exportable
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.scale import SCALES, Bounded, Place
from returns_app.web import sheets
from returns_app.web.filters import country
from returns_app.web.i18n import say

HEAD = (
    "INDICATOR", "MEASURE", "CITIZEN", "TIME_PERIOD", "PERSONS", "SHARE", "CI_LOW", "CI_UPP", "LOWEST_THIRD", "MIDDLE_THIRD",
    "HIGHEST_THIRD", "CLEAR", "SDC_STATUS", "CAVEATS", "LEGAL_VERSION", "NOTES",
)  # fmt: skip
THIRDS = ("LOWEST", "MIDDLE", "HIGHEST")


def named_places(places: Iterable[Place]) -> list[tuple[str, Place]]:
    """By name, in the order of the alphabet: never in the order of a share."""
    return sorted(((country(one.country), one) for one in places), key=lambda pair: sort_key(pair[0]))


def outcome_rows(outcomes: Sequence[Bounded]) -> tuple[list[int], list[tuple[str, list[Bounded]]]]:
    """Days across, outcomes down."""
    names = {
        "departed": _("Departed voluntarily"), "forced": _("Forced return"), "withdrawn": _("Withdrawn or refused"),
        "other": _("Other outcomes"),
    }  # fmt: skip
    days = sorted({one.day for one in outcomes})
    return days, [(names[name], [one for one in outcomes if one.outcome == name]) for name in names if outcomes]


def scale_caveats(scale: str, year: int, today: date) -> tuple[str, ...]:
    """The warnings of every number on the page."""
    always = CATALOGUE[SCALES[scale][0]].caveats
    return caveats_of(Circumstances(str(year), today, always=always, is_protected=True, is_assessment=True))


def scale_sheet(scale: str, year: int, places: Iterable[Place], today: date) -> bytes:
    """A line per country."""
    (indicator, measure), caveats = SCALES[scale], scale_caveats(scale, year, today)
    check_exportable(CATALOGUE[indicator].caveats, caveats)
    notes = " ".join(f"{code}: {say(WORDS[code])}" for code in caveats)
    return sheets.write_csv(HEAD, (
        (indicator, measure, one.country, str(year), one.persons, one.share, one.low, one.high, *one.chances,
         "NOT_DISTINGUISHABLE" if one.clear is None else THIRDS[one.clear], "RR5T", "|".join(caveats),
         CATALOGUE[indicator].legal_version, notes)
        for one in places
    ))  # fmt: skip
