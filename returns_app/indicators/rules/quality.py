"""The quality panel Q1 to Q5 and the share of departures nobody saw, as protected counts of a period."""

import numpy as np

from returns_app.indicators.rules.cells import Marks
from returns_app.indicators.rules.guards import Spread
from returns_app.indicators.rules.measuring import LATE_DAYS
from returns_app.indicators.rules.spells import NEVER, Spells, country_number, forced_or_voluntary
from returns_app.indicators.rules.tables import Crowd, Periods, tabulate

TOTAL = Spread(())


UNSEEN = "unseen"  # no indicator: it decides about a caveat


def quality_shares(spells: Spells, period: str) -> dict[str, tuple[int, int]]:
    """Part and whole of each share."""
    left = np.asarray(spells["departed"] != NEVER)
    counts = forced_or_voluntary(spells)
    known = (spells["notified"] != NEVER) | (spells["applied"] != NEVER)
    unknown = spells.rows["citizen"] == country_number("")
    late = (spells["recorded"] != NEVER) & (spells["recorded"] - spells["departed"] > LATE_DAYS)
    found = {
        "Q1": (counts & known, counts), "Q2": (left & unknown, left), "Q3": (counts & (spells["arrived"] == NEVER), counts),
        "Q4": (left & spells.persons.comes_again, left), "Q5": (left & late, left), UNSEEN: (left & ~counts, left),
    }  # fmt: skip
    return {
        name: (_count(spells, part, period), _count(spells, whole, period)) for name, (part, whole) in found.items()
    }


def _count(spells: Spells, marks: Marks, period: str) -> int:
    grid = Periods(int(period[:4]), int(period[:4]))
    counts = tabulate(Crowd.of(spells, np.asarray(marks), "departed"), TOTAL, grid, period).protect()
    return int(counts[grid.names.index(period)])
