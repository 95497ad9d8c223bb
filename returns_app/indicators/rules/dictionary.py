"""One data dictionary for what other systems ask: which of our codes becomes which of theirs, and what has no place there.

Shapes follow Regulation (EC) 862/2007, article 7 (EIL), Council document 5202/1/18 (IRMA operational data, datasets 3 and
4a) and the case table of the Reintegration Assistance Tool (RIAT) in counts. Each column says whether its name and codes
were seen in a file of the receiver or are unverified: no file at hand holds the return type and assistance of EIL, nor
any column of IRMA and RIAT.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

import numpy as np

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_, Text
from returns_app.indicators.rules.caveats import Circumstances, caveats_of
from returns_app.indicators.rules.cells import Marks, Numbers
from returns_app.indicators.rules.guards import Split
from returns_app.indicators.rules.spells import NEVER, Reply, Spells, day_number, forced_or_voluntary
from returns_app.indicators.rules.tables import end_of, start_of

UNMAPPED = "?"
_WITHIN_UNION = 2  # every other destination is a third country or not known, and then shown as without a place


class System(StrEnum):
    """Who a table is for."""

    EIL_ORDERS = "eil-orders"
    EIL_RETURNS = "eil-returns"
    IRMA_READY = "irma-3"
    IRMA_RETURNED = "irma-4a"
    RIAT = "riat"


SYSTEM_NAMES: dict[System, Text] = {
    System.EIL_ORDERS: N_("Eurostat EIL: persons ordered to leave"),
    System.EIL_RETURNS: N_("Eurostat EIL: persons returned"),
    System.IRMA_READY: N_("IRMA dataset 3: ready for return, month's end"),
    System.IRMA_RETURNED: N_("IRMA dataset 4a: returned to a third country"),
    System.RIAT: N_("RIAT: persons in reintegration"),
}
_SAME: Mapping[str, str] = {}
_CITIZENS = {"GB": "UK"}  # every other nationality has its own code


class Trust(StrEnum):
    """How sure the house is of a column of another system."""

    SEEN = "seen"
    NAME_SEEN = "name-seen"
    UNVERIFIED = "unverified"


TRUST_NAMES: dict[Trust, Text] = {
    Trust.SEEN: N_("Verified: name and codes as in files of Eurostat (migr_eiord 2012-2016, migr_eirtn 2014-2023)"),
    Trust.NAME_SEEN: N_("Name as in files of Eurostat (migr_eirtn 2012-2023); the codes are unverified"),
    Trust.UNVERIFIED: N_("Unverified: no file of the receiver was at hand"),
}
_TYPES = {"VOL_ASSISTED": "VOL", "VOL_UNASSISTED": "VOL", "ENFORCED": "ENF", "OTHER": "OTH", "UNKNOWN": "UNK"}
_HELP = {"NONE": "NAS", "TRAVEL": "ASS", "TRAVEL+CASH": "ASS", "REINTEGRATION_IN_KIND": "ASS"}
_AGES = {
    "Y_LT14": "Y_LT14",
    "Y14-17": "Y14-17",
    "Y18-34": "Y18-34",
    "Y35-64": "Y35-64",
    "Y_GE65": "Y_GE65",
    "UNK": "UNK",
}
_MODALITY = {"VOL_ASSISTED": "voluntary", "VOL_UNASSISTED": "voluntary", "ENFORCED": "forced"}
_IRMA_TYPES = {"VOL_ASSISTED": "AVR", "VOL_UNASSISTED": "VD", "ENFORCED": "FR"}
_SEXES = {"F": "F", "M": "M", "UNK": "UNK"}
_ADULT = {"Y_LT14": "minor", "Y14-17": "minor", "Y18-34": "adult", "Y35-64": "adult", "Y_GE65": "adult"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of another system: its name, our split, and their code for each of ours.

    Without codes ours are kept; `keeps` keeps those that are not listed, where otherwise they have no place.
    """

    name: str
    split: Split
    codes: Mapping[str, str]
    trust: Trust = Trust.UNVERIFIED
    keeps: bool = False

    def their_code(self, code: str) -> str:
        """The code of the receiver, or a question mark."""
        return code if not self.codes else self.codes.get(code, code if self.keeps else UNMAPPED)


_PERSONS = (
    Field("geo", Split.STATE, _SAME, Trust.SEEN), Field("citizen", Split.CITIZEN, _CITIZENS, Trust.SEEN, keeps=True),
    Field("sex", Split.SEX, _SEXES, Trust.NAME_SEEN), Field("age", Split.AGE, _AGES, Trust.NAME_SEEN),
)  # fmt: skip
DICTIONARY: dict[System, tuple[Field, ...]] = {
    System.EIL_ORDERS: (*_PERSONS, Field("uam", Split.MINOR, {"NO": "0", "YES": "1"})),
    System.EIL_RETURNS: (
        *_PERSONS, Field("type", Split.RETURN_TYPE, _TYPES), Field("assist", Split.ASSISTANCE, _HELP),
        Field("c_dest", Split.DESTINATION, _SAME, Trust.NAME_SEEN),
    ),
    System.IRMA_READY: (Field("citizenship", Split.CITIZEN, _SAME), Field("age_group", Split.AGE, _ADULT)),
    System.IRMA_RETURNED: (
        Field("citizenship", Split.CITIZEN, _SAME), Field("return_type", Split.RETURN_TYPE, _IRMA_TYPES),
        Field("destination", Split.DESTINATION, {"THRD_CTZ": "origin", "THRD_OTH": "other third country"}),
    ),
    System.RIAT: (
        Field("nationality", Split.CITIZEN, _SAME), Field("country_of_return", Split.RETURN_COUNTRY, _SAME),
        Field("sex", Split.SEX, _SEXES), Field("age_group", Split.AGE, _ADULT),
        Field("return_modality", Split.RETURN_TYPE, _MODALITY),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transmission:
    """A table for another system: unprotected counts by its codes, and our codes that have no place in it."""

    system: System
    period: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unmapped: tuple[tuple[str, str, int], ...]

    @property
    def unmapped_sign(self) -> str:
        """Short for exactly these values without a place; nothing where every value has its code."""
        return sha256(repr(self.unmapped).encode()).hexdigest()[:12] if self.unmapped else ""


def check_seen(made: Transmission, told: str) -> None:
    """Nobody takes a file with values without a code who was not shown those very values before."""
    if told != made.unmapped_sign:
        raise RuleBroken(
            "indicators.unmapped",
            N_("This table holds values that have no code in it. Look at them on the page first, then take the file."),
        )


def transmission_caveats(system: System, period: str, today: date) -> tuple[str, ...]:
    """What a receiver has to know beside an unprotected table."""
    counts_orders, counts_returns = system is System.EIL_ORDERS, system in {System.EIL_RETURNS, System.IRMA_RETURNED}
    figure = Circumstances(
        period, today, always=("SELECT", *(("MULTI",) if counts_orders else ())), is_national=True,
        has_voluntary_returns=counts_returns,
    )  # fmt: skip
    return caveats_of(figure)


def transmission(system: System, spells: Spells, period: str, held: Mapping[str, Marks] | None = None) -> Transmission:
    """Count the persons of a period by the fields of a system.

    A stock is counted at the end of every month of the quarter, each person once per month; `held` marks by month the
    spells that stood still on its last day.
    """
    fields = DICTIONARY[system]
    unmapped, lines = Counter[tuple[str, str]](), list[tuple[str, ...]]()
    for name, marks in _moments(system, spells, period, held or {}):
        counts = _counted(fields, spells, np.flatnonzero(marks), unmapped)
        lines += [(name, *codes, str(number)) for codes, number in sorted(counts.items())]
    head = ("period", *(field.name for field in fields), "value")
    return Transmission(
        system, period, head, tuple(lines), tuple((*place, number) for place, number in sorted(unmapped.items()))
    )


def months_of(period: str) -> dict[str, date]:
    """The months of a quarter, each with its last day."""
    year, quarter = int(period[:4]), int(period[-1])
    ends = [
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for month in range(quarter * 3 - 2, quarter * 3 + 1)
    ]
    return {f"{day:%Y-%m}": day for day in ends}


def _counted(
    fields: tuple[Field, ...], spells: Spells, rows: Numbers, unmapped: Counter[tuple[str, str]]
) -> Counter[tuple[str, ...]]:  # fmt: skip
    columns = [_column(field, spells)[rows] for field in fields]
    seen: set[tuple[str, ...]] = set()
    counts = Counter[tuple[str, ...]]()
    for person, *ours in zip(spells.persons.number[rows].tolist(), *columns, strict=True):
        theirs = tuple(field.their_code(code) for field, code in zip(fields, ours, strict=True))
        unmapped.update(
            (field.name, code) for field, code, their in zip(fields, ours, theirs, strict=True) if their == UNMAPPED
        )
        if (str(person), *theirs) not in seen:
            seen.add((str(person), *theirs))
            counts[theirs] += 1
    return counts


def _column(field: Field, spells: Spells) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    return np.array(spells.axis(field.split).values)[spells.places(field.split)]


def _moments(
    system: System, spells: Spells, period: str, held: Mapping[str, Marks]
) -> Iterator[tuple[str, Marks]]:  # fmt: skip
    if system is not System.IRMA_READY:
        yield period, _marks(system, spells, period)
        return
    for month, day in months_of(period).items():
        yield month, ready(spells, day_number(day)) & ~held.get(month, np.zeros(len(spells), bool))


def _marks(system: System, spells: Spells, period: str) -> Marks:
    first, last = (day_number(edge(period)) for edge in (start_of, end_of))
    if system is System.EIL_ORDERS:
        return _between(spells, "notified", first, last)
    if system is System.RIAT:
        return _between(spells, "arrived", first, last)
    left = _between(spells, "departed", first, last) & forced_or_voluntary(spells)
    return left & (spells["c_dest"] != _WITHIN_UNION) if system is System.IRMA_RETURNED else left


def _between(spells: Spells, day: str, first: int, last: int) -> Marks:
    return np.asarray((spells[day] >= first) & (spells[day] <= last))


def ready(spells: Spells, day: int) -> Marks:
    """Identified, with a document, in sight and not left on a day; who stood still then is told by `held`."""
    on_file = spells["has_passport"] == 1
    identified = on_file | _answered(spells, "ident", day) | _answered(spells, "reply", day)
    here = (spells["departed"] == NEVER) | (spells["departed"] > day)
    open_still = (spells["ended"] == NEVER) | (spells["ended"] > day)
    has_paper = on_file | _between(spells, "issued", 0, day)
    return np.asarray(has_paper & identified & here & open_still & _between(spells, "applied", 0, day))


def _answered(spells: Spells, name: str, day: int) -> Marks:
    replied = _between(spells, {"ident": "ident_replied", "reply": "replied"}[name], 0, day)
    return np.asarray(replied & (spells[name] == Reply.POSITIVE))


def fields_of(system: System) -> Iterator[tuple[str, str, str, Trust]]:
    """The dictionary of a system in words: their column, our split, our code and theirs, whether that is verified."""
    for field in DICTIONARY[system]:
        pairs = ", ".join(f"{ours} → {theirs}" for ours, theirs in field.codes.items())
        yield field.name, field.split.value, f"{pairs}, =" if field.keeps else pairs, field.trust
