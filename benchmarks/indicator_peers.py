"""The peers: DuckDB and Polars counting the same tables over the exported spells; distinct persons and key sums only."""

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from returns_app.indicators.rules.definitions import CATALOGUE, Method, Source
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.measuring import Deadlines, crowd_of
from returns_app.indicators.rules.spells import Rows, Spells, day_number
from returns_app.indicators.rules.stages import STAGE_DAYS, duration_of
from returns_app.indicators.rules.tables import Periods
from returns_app.indicators.rules.whole import measures_of

Peer = Callable[[Rows, Path, Periods], float | None]


def columns(rows: Rows, grid: Periods) -> dict[str, Any]:
    """The exported table: person, key, household, every split, and for every measure its year, quarter and membership."""
    spells = Spells(rows, dict(registers().regions))
    found: dict[str, Any] = {
        "person": spells.persons.number,
        "k": spells.persons.record_key >> np.uint64(32),
        "h": spells.persons.household,
    }
    for split in {split for one in CATALOGUE.values() for spread in one.spreads for split in spread.splits}:
        found[split.value] = spells.places(split).astype(np.int16)
    for name, indicator, measure in _measures():
        crowd = crowd_of(indicator, measure, spells, Deadlines(), day_number_of(grid))
        for word, place in (("y", grid.years(crowd.days)), ("q", grid.quarters(crowd.days))):
            column = np.full(len(rows), -1, np.int16)
            column[crowd.rows] = place
            found[f"{word}_{name}"] = column
    for stage in STAGE_DAYS:
        duration = duration_of(stage, spells, day_number_of(grid))
        column = np.full(len(rows), -1, np.int32)
        column[duration.crowd.rows] = np.minimum(duration.days, 30_000)
        found[f"d_{stage}"] = column
    return found


def day_number_of(grid: Periods) -> int:
    """The last day of the grid."""
    return day_number(grid.end(len(grid.names) - 1))


def _measures() -> Iterator[tuple[str, str, str]]:
    for one in CATALOGUE.values():
        if one.source is not Source.SERIES and one.method is not Method.QUALITY:
            for measure in ("N", *measures_of(one.id)):
                yield f"{one.id}_{measure}", one.id, measure


def _groupings() -> Iterator[tuple[str, str, list[list[str]]]]:
    """Measure, time and the choices of margins of each table, as the catalogue has them."""
    for name, indicator, _measure in _measures():
        for spread in CATALOGUE[indicator].spreads:
            splits = [split.value for split in spread.splits]
            sets = [[split for at, split in enumerate(splits) if mask >> at & 1] for mask in range(2 ** len(splits))]
            for time_column in (f"y_{name}", f"q_{name}"):
                yield name, time_column, sets


def duckdb(rows: Rows, place: Path, grid: Periods) -> float | None:
    """GROUPING SETS with count(distinct), sum and min/max of households; medians per stage and citizenship."""
    if not all(find_spec(name) for name in ("duckdb", "polars")):
        return None
    connection: Any = import_module("duckdb").connect()
    file = place / "spells.parquet"
    import_module("polars").DataFrame(columns(rows, grid)).write_parquet(file)
    begun = time.perf_counter()
    for _name, at, sets in _groupings():  # every name in a query is a column made above
        names = sorted({split for one in sets for split in one})
        grouped = ", ".join(f"({', '.join([at, *one])})" for one in sets)
        counted = "count(distinct person), sum(k), min(h) <> max(h)"
        query = f"select {', '.join([at, *names])}, {counted} from '{file}' where {at} >= 0 group by grouping sets ({grouped})"  # noqa: S608
        connection.execute(query).fetchall()
    for stage in STAGE_DAYS:
        for split in ("citizen", "region", "framework"):
            quantiles = f"quantile_disc(d_{stage}, [0.25, 0.5, 0.75, 0.9])"
            query = f"select {split}, {quantiles} from '{file}' where d_{stage} >= 0 group by {split}"  # noqa: S608
            connection.execute(query).fetchall()
    return time.perf_counter() - begun


def polars(rows: Rows, place: Path, grid: Periods) -> float | None:
    """One group_by per choice of margins; medians per stage and citizenship."""
    if not find_spec("polars"):
        return None
    engine: Any = import_module("polars")
    file = place / "spells_polars.parquet"
    engine.DataFrame(columns(rows, grid)).write_parquet(file)
    begun = time.perf_counter()
    frame = engine.read_parquet(file)
    column = engine.col
    counted = [
        column("person").n_unique(),
        column("k").sum(),
        column("h").min().alias("low"),
        column("h").max().alias("high"),
    ]
    for _name, at, sets in _groupings():
        part = frame.filter(column(at) >= 0)
        for splits in sets:
            part.group_by([at, *splits]).agg(counted)
    for stage in STAGE_DAYS:
        for split in ("citizen", "region", "framework"):
            days = [column(f"d_{stage}").quantile(share).alias(str(share)) for share in (0.25, 0.5, 0.75, 0.9)]
            frame.filter(column(f"d_{stage}") >= 0).group_by(split).agg(days)
    return time.perf_counter() - begun


PEERS: dict[str, Peer] = {"duckdb": duckdb, "polars": polars}
