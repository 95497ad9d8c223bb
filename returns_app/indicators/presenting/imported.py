"""Turns the numbers of imported series into tables by period."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from returns_app.indicators.labels import place_name
from returns_app.indicators.presenting.tables import sort_key
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.counting import TOTAL
from returns_app.indicators.rules.releases import Entry

MOST_PERIODS = 6
SHOWN = ("FORCED", "AUTHORISED_SCHEDULED", "AUTHORISED_CHARTER")


class Shown(NamedTuple):
    """A share, what it is of, and whether the source told nothing."""

    share: int | None
    whole: int | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure by nationality or region: periods across, shares and what they are of, and the warnings."""

    indicator: str
    measure: str
    periods: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    caveats: tuple[str, ...]


def sheets_of(entries: Iterable[Entry]) -> list[Sheet]:
    """A table per measure; rows in the order of the alphabet, the total last."""
    found = list(entries)
    return [one for measure in SHOWN if (one := _sheet(measure, found)) is not None]


def _sheet(measure: str, found: list[Entry]) -> Sheet | None:
    whole = "N" if measure == "FORCED" else measure.replace("AUTHORISED", "N_REQUESTED")
    # The total stands in both spreads: one row of it is enough.
    by_region_too = ("region", (TOTAL,))
    shares = {
        one.key: one for one in found if one.key.measure == measure and (one.key.spread, one.key.codes) != by_region_too
    }
    if not shares:
        return None
    counts = {one.key: one.value for one in found if one.key.measure == whole}
    periods = tuple(sorted({key.period for key in shares})[-MOST_PERIODS:])
    places = {key._replace(period="") for key in shares}
    rows = [
        (place_name(place.spread, place.codes[0]), place, tuple(
            _shown(shares.get(at), counts.get(at._replace(measure=whole)))
            for at in (place._replace(period=period) for period in periods)
        ))
        for place in places
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[1].codes[0] == TOTAL, row[1].spread == "region", sort_key(row[0])))
    told = {code for one in shares.values() for code in one.caveats}
    indicator = next(iter(shares)).indicator
    return Sheet(
        indicator, measure, periods, tuple((name, values) for name, _place, values in rows),
        tuple(code for code in WORDS if code in told),
    )  # fmt: skip


def _shown(entry: Entry | None, whole: int | None) -> Shown:
    return (
        Shown(None, whole, is_missing=True) if entry is None else Shown(entry.value, whole, entry.status == "MISSING")
    )
