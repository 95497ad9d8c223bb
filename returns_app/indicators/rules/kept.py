"""The tables of a release: protected once when it is frozen, kept as they are, put together again for a page.

A page never counts: what a reader sees is what two people let out. A revision keeps a value while fewer than three
persons moved behind it (`revisions`), so nobody learns from its coming who came or went.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from returns_app.indicators.rules.catalogue import FIGURES, Measure
from returns_app.indicators.rules.counting import TOTAL, Cells, Place, Question, is_provisional
from returns_app.indicators.rules.publishing import ProtectedRow, ProtectedTable, ProtectedValue, caveats_of_table
from returns_app.indicators.rules.revisions import FRESH_FROM, moved

SHARE = ("SHARE",)
Members = Mapping[str, frozenset[str]]


def name_of(question: Question) -> str:
    """What a table is called in a release."""
    return f"{question.figure.id.value}|{question.by.value}"


def questions_of(year: int) -> tuple[Question, ...]:
    """Every table of every figure."""
    return tuple(Question(figure, by, year) for figure in FIGURES.values() for by in figure.dimensions)


def periods_in(question: Question, period: str) -> tuple[str, ...]:
    """What a release of a quarter tells: the quarter, after the fourth the year; of sums the year alone."""
    found = (period, period[:4]) if period.endswith("-Q4") else (period,)
    return found if question.figure.measure is Measure.PERSONS else found[1:]


@dataclass(frozen=True)
class Former:
    """What an earlier release of the same quarter published, and who stood behind it."""

    tables: Mapping[str, Any] = field(default_factory=dict)
    members: Members = field(default_factory=dict)

    def value(self, table: str, place: Place) -> tuple[int | None, str] | None:
        """The number and its protection at a place, where there was one."""
        found = self.tables.get(table, {}).get(place[1], {}).get(place[0])
        return None if found is None else (found[0], found[1])


def members_of(table: str, cells: Cells, recorded: Cells | None, keys: Mapping[str, str]) -> dict[str, list[str]]:
    """By place the record keys of everybody behind it; `keys` has that of every person."""
    found = {"|".join((table, *place)): _keys(cell.contributors, keys) for place, cell in cells.taken.items()}
    for place, cell in recorded.taken.items() if recorded else ():
        found["|".join((table, *SHARE, *place))] = _keys(cell.contributors, keys)
    return found


def _keys(contributors: Iterable[Any], keys: Mapping[str, str]) -> list[str]:
    return sorted({keys[one.person] for one in contributors})


def keep(table: ProtectedTable, shares: Mapping[str, int | None], now: Mapping[str, list[str]], former: Former) -> Any:  # noqa: ANN401  (JSON)
    """A table by period and category, old values standing where hardly anybody moved."""
    name, kept = name_of(table.question), dict[str, dict[str, Any]]()
    for at, period in enumerate(table.periods):
        column = kept.setdefault(period, {})
        for row in (*table.rows, table.total):
            drawn = (row.values[at].value, row.values[at].protected_by)
            old = former.value(name, (row.code, period))
            column[row.code] = list(
                old if old is not None and _stands((name, row.code, period), now, former) else drawn
            )
        column[SHARE[0]] = _share(name, period, shares.get(period), now, former)
    return kept


def _share(
    name: str, period: str, drawn: int | None, now: Mapping[str, list[str]], former: Former
) -> list[int | str | None]:  # fmt: skip
    old = former.value(name, (SHARE[0], period))
    still = _stands((name, *SHARE, TOTAL, period), now, former) and _stands((name, TOTAL, period), now, former)
    return [old[0] if old is not None and still else drawn, "RR5T"]


def _stands(place: Sequence[str], now: Mapping[str, list[str]], former: Former) -> bool:
    key = "|".join(place)
    return moved(former.members.get(key, frozenset()), frozenset(now.get(key, ()))) < FRESH_FROM


def write_tables(found: Mapping[str, Any]) -> bytes:
    """The tables of a release as canonical JSON."""
    return json.dumps(found, sort_keys=True, separators=(",", ":")).encode()


def write_members(found: Mapping[str, list[str]]) -> bytes:
    """Who stands behind them, packed."""
    return zlib.compress(write_tables(found))


def read_former(tables: bytes | None, members: bytes | None) -> Former:
    """What was kept; nothing of a release that had no tables."""
    if not tables or not members:
        return Former()
    held = {key: frozenset(persons) for key, persons in json.loads(zlib.decompress(members)).items()}
    return Former(json.loads(tables), held)


def table_of(question: Question, documents: Iterable[bytes], categories: Sequence[str], today: date) -> ProtectedTable:
    """The table of a year out of the releases of its quarters; every category has its row."""
    columns = dict[str, dict[str, Any]]()
    for document in documents:  # each of the same year
        columns |= json.loads(document).get(name_of(question), {})
    periods = tuple(sorted(one for one in columns if "-Q" in one)) + tuple(one for one in columns if "-Q" not in one)
    rows = tuple(_row(code, columns, periods, today) for code in categories)
    total = _row(TOTAL, columns, periods, today)
    share = columns[periods[-1]][SHARE[0]][0] if periods else None
    return ProtectedTable(question, periods, rows, total, caveats_of_table(question, total, share), share)


def _row(code: str, columns: Mapping[str, Mapping[str, Any]], periods: tuple[str, ...], today: date) -> ProtectedRow:
    found = ((period, *columns[period].get(code, (0, "RR5T"))) for period in periods)
    return ProtectedRow(
        code, tuple(ProtectedValue(period, value, is_provisional(period, today), how) for period, value, how in found)
    )
