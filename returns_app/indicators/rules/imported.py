"""A2 and D5 from imported series: forced returns per 100 orders, and flights and operations that were authorised.

Nothing of this comes from the cases of the programme, and no voluntary return ever fills a gap. Orders and forced
returns are Eurostat's, rounded at the source; operations are counted as such and not as persons.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from returns_app.core.countries import third_countries
from returns_app.core.settings import ROOT
from returns_app.indicators.rules.caveats import Circumstances, caveats_of, is_broken
from returns_app.indicators.rules.comparing import is_contradicted
from returns_app.indicators.rules.compiling import Scope, is_sensitive
from returns_app.indicators.rules.counting import TOTAL
from returns_app.indicators.rules.definitions import CATALOGUE, Indicator
from returns_app.indicators.rules.frameworks import Registers
from returns_app.indicators.rules.guards import LEAST_BEHIND_RATE, Audience, Split
from returns_app.indicators.rules.releases import Entry, Key
from returns_app.indicators.rules.series import Observation, dimensions_of

TOTALS = ("TOTAL", "T", "Total")
LEAST_OPERATIONS = 10
YEARS = 3  # before the year of a release: annual series come late
Numbers = dict[tuple[str, str], int | None]  # by citizenship and period
KINDS = ("SCHEDULED", "CHARTER")


@dataclass(frozen=True)
class Imported:
    """The series of one reporting state, as far as they were imported; `span` is their first and last period."""

    geo: str
    orders: Sequence[Sequence[Observation]] = ()  # by table: dimensions differ from one to the other
    forced: Sequence[Sequence[Observation]] = ()
    operations: Sequence[Sequence[Observation]] = ()
    sources: Mapping[str, str] = field(default_factory=dict)  # table: checksum
    span: tuple[str, str] = ("", "")


class _Share(NamedTuple):
    part: int | None
    whole: int | None


@cache
def series_codes(directory: Path = ROOT / "config" / "indicators") -> dict[str, dict[str, Any]]:
    """Which tables and codes A2 and D5 are made from."""
    return tomllib.loads((directory / "series.toml").read_text(encoding="utf-8"))


def imported_entries(found: Imported, scope: Scope, registers: Registers, years: int = YEARS) -> Iterator[Entry]:
    """Every number of A2 and D5 that the series hold for the years before a release."""
    window = range(scope.year - years, scope.year + 1)
    yield from _forced(found, scope, registers, window)
    yield from _operations(found, scope, registers, window)


def _forced(found: Imported, scope: Scope, registers: Registers, window: range) -> Iterator[Entry]:
    indicator = CATALOGUE["A2"]
    codes = series_codes()["forced"]["codes"]
    orders, forced = _merged(found.orders), _merged([with_code(table, codes) for table in found.forced])
    both = {period for _who, period in orders} & {period for _who, period in forced}
    for period in sorted(one for one in both if int(one[:4]) in window):
        for split, code, members in _groups(registers.regions):
            share = _share_of(forced, orders, members, period)
            if (share.whole or share.part) and _is_open(
                split, code, share.whole or 0, scope, LEAST_BEHIND_RATE[Audience.PUBLIC]
            ):
                key = Key(indicator.id, split.value, (code,), period, "N")
                yield from _flow(indicator, key, share, found, scope, registers)


def _flow(
    indicator: Indicator, key: Key, share: _Share, found: Imported, scope: Scope, registers: Registers
) -> Iterator[Entry]:  # fmt: skip
    whole, part = share.whole or 0, share.part
    is_small = whole < LEAST_BEHIND_RATE[Audience.PUBLIC]
    rate = None if is_small or part is None else (200 * part + whole) // (2 * whole)
    status = "WITHHELD_SMALL" if is_small else "SOURCE" if part is not None else "MISSING"
    yield _entry(indicator, key, whole, "SOURCE", found, scope, registers)
    yield _entry(
        indicator, key._replace(measure="N_FORCED"), part, status if part is None else "SOURCE", found, scope, registers
    )
    yield _entry(indicator, key._replace(measure="FORCED"), rate, status, found, scope, registers)


def _operations(found: Imported, scope: Scope, registers: Registers, window: range) -> Iterator[Entry]:
    indicator, codes = CATALOGUE["D5"], series_codes()["operations"]
    for kind in KINDS:
        rows = [one for table in found.operations for one in table]
        of_kind = [one for one in rows if one.at.get(codes["kind"], "").casefold() in codes[kind.lower()]]
        asked, granted = (_operated(of_kind, codes[name]) for name in ("requested", "authorised"))
        for period in sorted({period for _who, period in asked if int(period[:4]) in window}):
            for split, code, members in _groups(registers.regions):
                share = _Share(_sum(granted, members, period), _sum(asked, members, period))
                if share.whole and _is_open(split, code, share.whole, scope, LEAST_OPERATIONS):
                    key = Key(indicator.id, split.value, (code,), period, f"AUTHORISED_{kind}")
                    yield from _authorised(indicator, key, share, found, scope, registers)


def _authorised(
    indicator: Indicator, key: Key, share: _Share, found: Imported, scope: Scope, registers: Registers
) -> Iterator[Entry]:  # fmt: skip
    whole, part = share.whole or 0, share.part
    is_small = whole < LEAST_OPERATIONS
    rate = None if is_small or part is None else min((200 * part + whole) // (2 * whole), 100)
    status = "WITHHELD_SMALL" if is_small else "SOURCE" if part is not None else "MISSING"
    if scope.audience is not Audience.PUBLIC:  # in the open a share only: counts would be laid against each other
        asked = key._replace(measure=key.measure.replace("AUTHORISED", "N_REQUESTED"))
        yield _entry(indicator, asked, whole, "SOURCE", found, scope, registers)
    yield _entry(indicator, key, rate, status, found, scope, registers)


def at_totals(observations: Iterable[Observation]) -> Numbers:
    """Numbers by citizenship and period with every other dimension at its total; where one has none, nothing.

    A sum over an open dimension would count persons many times over, so such a file gives no figure at all.
    """
    rows = list(observations)
    for name, codes in dimensions_of(rows).items():
        if name in {"citizen", "geo", "freq"} or len(codes) == 1:
            continue
        total = next((code for code in TOTALS if code in codes), None)
        if total is None:
            return {}
        rows = [one for one in rows if one.at.get(name) == total]
    return {(one.at.get("citizen", TOTAL), one.period): one.value for one in rows}


def with_code(observations: Iterable[Observation], codes: Iterable[str]) -> list[Observation]:
    """Rows that carry one of some codes on any dimension; the dimension itself is left out of them."""
    known = {code.casefold() for code in codes}
    found = []
    for one in observations:
        names = [name for name, code in one.at.items() if name not in {"geo", "citizen"} and code.casefold() in known]
        if names:
            found.append(one._replace(at={name: code for name, code in one.at.items() if name != names[0]}))
    return found


def _operated(rows: Iterable[Observation], words: Iterable[str]) -> Numbers:
    """Operations by citizenship and period: events, so they may be added up, and their total is made here."""
    known, found = set(words), dict[tuple[str, str], int | None]()
    for one in rows:
        if (
            one.at.get("measure", "").casefold() in known
            and one.value is not None
            and one.at.get("citizen") not in TOTALS
        ):
            for who in (one.at.get("citizen", TOTAL), TOTAL):
                found[who, one.period] = (found.get((who, one.period)) or 0) + one.value
    return found


def _groups(regions: Mapping[str, str]) -> Iterator[tuple[Split, str, tuple[str, ...]]]:
    """Every row of a table by citizenship and of one by world region; the total is the source's own."""
    for country in third_countries():
        yield Split.CITIZEN, country, (country,)
    yield Split.CITIZEN, TOTAL, (TOTAL,)
    for region in sorted(set(regions.values())):
        yield Split.REGION, region, tuple(code for code, name in regions.items() if name == region)
    yield Split.REGION, TOTAL, (TOTAL,)


def _merged(tables: Iterable[Iterable[Observation]]) -> Numbers:
    found: Numbers = {}
    for table in tables:
        found |= at_totals(table)
    return found


def _share_of(part: Numbers, whole: Numbers, members: Sequence[str], period: str) -> _Share:
    """Both sums over the same citizenships: those the state told both numbers of, unless there is one only."""
    told = [who for who in members if None not in {part.get((who, period)), whole.get((who, period))}]
    return _Share(_sum(part, told or members, period), _sum(whole, told or members, period))


def _sum(numbers: Numbers, members: Iterable[str], period: str) -> int | None:
    known = [value for who in members if (value := numbers.get((who, period))) is not None]
    return sum(known) if known else None


def _is_open(split: Split, code: str, whole: int, scope: Scope, least: int) -> bool:
    """In the open: the total, world regions, and approved countries with enough behind them."""
    if scope.audience is not Audience.PUBLIC or split is not Split.CITIZEN or code == TOTAL:
        return True
    return code in scope.approved and whole >= least


def _entry(  # noqa: PLR0913, PLR0917  (one number is all these)
    indicator: Indicator, key: Key, value: int | None, status: str, found: Imported, scope: Scope, registers: Registers
) -> Entry:  # fmt: skip
    is_flow, (first, last) = indicator.id == "A2", found.span
    figure = Circumstances(
        key.period, scope.cut_off, always=indicator.caveats, is_external=is_flow, is_flow=is_flow,
        value=value if key.measure == "FORCED" else None, is_withheld=status == "WITHHELD_SMALL",
        is_assessment=is_sensitive(indicator, key.spread),
        is_contradicted=is_contradicted(registers.compared, found.geo, key.period, key.period),
        broken=any(is_broken(registers.breaks, geo=found.geo, dataset=name, first=first, last=last) for name in found.sources),
    )  # fmt: skip
    return Entry(key, value, status, indicator.method.value, caveats_of(figure), indicator.legal_version)
