"""Made-up spells of some years, as days and codes without a person: what fills the pages of figures in a demo."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from returns_app.indicators.rules.counting import quarter_of
from returns_app.indicators.rules.guards import Split
from returns_app.indicators.rules.spells import Outcome, Reply, Rows, code_of, country_number, day_number, empty_rows

YEARS, EACH_YEAR = 4, 1500
# By country of return the share of it all, and of how many requests the authorities say yes to.
COUNTRIES = {
    "NG": (0.15, 0.46), "GE": (0.13, 0.9), "IQ": (0.12, 0.55), "AL": (0.1, 0.93), "GM": (0.09, 0.3), "AM": (0.07, 0.84),
    "EG": (0.07, 0.62), "MA": (0.06, 0.41), "TR": (0.05, 0.72), "BD": (0.04, 0.5), "PK": (0.04, 0.58), "RS": (0.03, 0.88),
    "GN": (0.02, 0.35), "SN": (0.02, 0.45), "ET": (0.01, 0.3),
}  # fmt: skip
STEPS = (  # name, mean of days since the last, how many go on
    ("notified", 1, 1.0), ("applied", 25, 0.93), ("ident_asked", 6, 0.95), ("ident_replied", 28, 0.95),
    ("requested", 4, 0.97), ("replied", 24, 0.93), ("issued", 12, 0.95), ("booked", 7, 0.98), ("departed", 12, 0.95),
    ("arrived", 1, 0.97), ("planned", 25, 0.8), ("reached6", 182, 0.6), ("reached12", 183, 0.7),
)  # fmt: skip
LEAVES = 0.62  # of those who stay, so many end otherwise


def past_quarters(today: date, state: str) -> Iterator[tuple[str, Rows]]:
    """By quarter of the decision the spells of families of up to four, the same for the same day."""
    chance = np.random.Generator(np.random.PCG64(20260302))
    first, size = today - timedelta(days=YEARS * 365), YEARS * EACH_YEAR
    rows = empty_rows(size)
    rows["record_key"] = chance.integers(1, 2**63, size, np.uint64)
    rows["household"] = np.cumsum(chance.random(size) < 0.5)  # noqa: PLR2004  (families of two on average)
    place = np.random.Generator(np.random.PCG64(7)).choice(
        len(COUNTRIES), size, p=[one for one, _yes in COUNTRIES.values()]
    )
    rows["citizen"] = rows["return_country"] = np.array([country_number(code) for code in COUNTRIES])[place]
    rows["geo"] = code_of(Split.STATE, state)
    rows["return_type"], rows["c_dest"] = chance.integers(0, 2, size), code_of(Split.DESTINATION, "THRD_CTZ")
    for name, most in (("sex", 2), ("age", 5), ("assistance", 4)):
        rows[name] = chance.integers(0, most, size)
    start = day_number(first) + chance.integers(0, YEARS * 365 - 30, size)
    _happen(rows, chance, start, day_number(today), np.array([yes for _share, yes in COUNTRIES.values()])[place])
    names = np.array([quarter_of(date(2000, 1, 1) + timedelta(days=int(day))) for day in start])
    for quarter in sorted(set(names.tolist())):
        yield quarter, rows[names == quarter]


def _happen(
    rows: Rows, chance: np.random.Generator, start: np.ndarray[tuple[int, ...], np.dtype[np.int64]], last: int,
    yes: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:  # fmt: skip
    size, day, alive = len(rows), start, np.ones(len(rows), bool)
    for name, mean, goes_on in STEPS:
        alive &= chance.random(size) < (yes if name == "issued" else goes_on)
        day = day + chance.geometric(1 / mean, size)
        alive &= day <= last
        rows[name] = np.where(alive, day, -1)
    for name, answer in (("replied", "reply"), ("ident_replied", "ident")):
        said_yes = (rows["issued"] >= 0) | ((chance.random(size) < yes) & (name == "ident_replied"))
        told = np.where(said_yes, Reply.POSITIVE, Reply.NEGATIVE_NOT_CONFIRMED)
        rows[answer] = np.where(rows[name] >= 0, told, Reply.PENDING)
    left = rows["departed"] >= 0
    rows["evidence"] = np.where(left, chance.choice([1, 2, 3, 4], size, p=[0.4, 0.3, 0.24, 0.06]), 0)
    rows["admitted"], rows["recorded"] = rows["arrived"] >= 0, rows["departed"]
    rows["approved"] = np.where(rows["requested"] >= 0, rows["requested"], -1)
    over = start + 30 + chance.geometric(1 / 90, size)
    ends = ~left & (chance.random(size) < LEAVES) & (over <= last)
    rows["ended"] = np.where(ends, over, -1)
    kinds = [Outcome.WITHDRAWN, Outcome.ABSCONDED, Outcome.STATUS_GRANTED]
    rows["outcome"] = np.where(ends, chance.choice(kinds, size, p=[0.6, 0.3, 0.1]), Outcome.OPEN)
