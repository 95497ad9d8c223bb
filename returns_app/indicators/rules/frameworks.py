"""Registers as dated data: agreements and arrangements, visa measures and fees, breaks of series, world regions.

What was written down from memory carries the names of its unverified fields and is shown so. No effect "before and
after an agreement" is offered anywhere: the evidence is that frameworks explain little of the difference.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from returns_app.core.settings import ROOT
from returns_app.core.text import N_, Text
from returns_app.indicators.rules.caveats import Break
from returns_app.indicators.rules.comparing import Compared
from returns_app.indicators.rules.measuring import Deadlines
from returns_app.indicators.rules.spells import country_number

KIND_NAMES: dict[str, Text] = {
    "EURA": N_("EU readmission agreement"),
    "ARR": N_("EU arrangement, not binding"),
    "BEN": N_("Benelux agreement"),
    "BIL": N_("Bilateral agreement"),
    "COTONOU_SAMOA": N_("Cotonou or Samoa agreement"),
    "NONE": N_("None"),
}
STRONGEST_FIRST = ("EURA", "BEN", "BIL", "COTONOU_SAMOA", "ARR")
REPLY, ISSUE = "REPLY", "LP_ISSUE_WITH_EVIDENCE"


@dataclass(frozen=True, slots=True)
class Framework:
    """An agreement or arrangement with a country of return."""

    country: str
    name: str
    kind: str
    binding: bool
    source: str
    unverified: tuple[str, ...] = ()
    signed: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    suspended_from: date | None = None
    note: str = ""
    deadlines: Mapping[str, int] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        """True when it is in force on a day and not suspended."""
        begun = self.in_force_from is not None and self.in_force_from <= day
        over = (self.in_force_to is not None and day > self.in_force_to) or (
            self.suspended_from is not None and day >= self.suspended_from
        )
        return begun and not over


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure under article 25a of the Visa Code."""

    country: str
    content: str
    status: str
    source: str
    act: str = ""
    proposal: str = ""
    published: str = ""
    proposed: date | None = None
    adopted: date | None = None
    effective: date | None = None
    repealed: date | None = None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """Visa fees from a day on, in euro."""

    valid_from: date
    general: int
    raised: tuple[int, ...]
    source: str
    child: int | None = None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registers:
    """Everything in `config/indicators`."""

    frameworks: tuple[Framework, ...]
    measures: tuple[Measure, ...]
    fees: tuple[Fee, ...]
    breaks: tuple[Break, ...]
    regions: Mapping[str, str]
    compared: tuple[Compared, ...] = ()
    _kinds: dict[tuple[str, date], str] = field(default_factory=dict, compare=False)

    def kind_for(self, country: str | None, day: date) -> str:
        """The strongest kind of framework with a country on a day."""
        place = (country or "", day)
        if place not in self._kinds:
            held = {one.kind for one in self.frameworks if one.country == country and one.holds(day)}
            self._kinds[place] = next((kind for kind in STRONGEST_FIRST if kind in held), "NONE")
        return self._kinds[place]

    def deadlines(self, day: date) -> Deadlines:
        """Days for an answer and for a document, where a text was read that says so."""
        held = [one for one in self.frameworks if one.holds(day)]
        reply, issue = (
            {country_number(one.country): one.deadlines[what] for one in held if what in one.deadlines}
            for what in (REPLY, ISSUE)
        )
        return Deadlines(reply, issue)


@cache
def registers(directory: Path = ROOT / "config" / "indicators") -> Registers:
    """The registers as they stand in the files."""
    agreements, acts = _file(directory, "frameworks"), _file(directory, "measures")
    regions = _file(directory, "regions")
    return Registers(
        tuple(_made(Framework, one) for one in agreements["framework"]),
        tuple(_made(Measure, one) for one in acts["measure"]),
        tuple(_made(Fee, one) for one in acts["fee"]),
        tuple(_made(Break, one) for one in _file(directory, "breaks")["break"]),
        {country: region for region, countries in regions.items() for country in countries.split()},
        tuple(_made(Compared, one) for one in _file(directory, "compared")["compared"]),
    )


def _file(directory: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((directory / f"{name}.toml").read_text(encoding="utf-8"))


def _made(kind: type[Any], values: Mapping[str, Any]) -> Any:  # noqa: ANN401  (one of the four above)
    dates = {one.name for one in fields(kind) if "date" in str(one.type)}
    return kind(**{
        name: date.fromisoformat(value) if name in dates else tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
    })  # fmt: skip
