"""`python -m benchmarks.indicators --cases 1000000 --json`: the whole catalogue over many cases, beside DuckDB and Polars.

Spells of made-up cases (ten years, thirty states) are put into a database of their own the way a refresh stores them.
`catalogue_s` reads them there and makes every protected table; `refresh_s` reads them again and makes those of one
quarter; `peer_s` is the faster of DuckDB and Polars counting the same distinct persons and sums of record keys, without
protection, over the exported table. `--database` names PostgreSQL.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, create_engine, text

from benchmarks.indicator_peers import PEERS
from returns_app.db.session import absolute_url
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.spells import SPELL, Rows, Spells, country_number, day_number, empty_rows
from returns_app.indicators.rules.tables import Periods, end_of, start_of
from returns_app.indicators.rules.whole import whole_catalogue

YEARS = (2017, 2026)
CUT_OFF = date(2026, 12, 31)
COUNTRIES = [
    "AF",
    "AL",
    "AM",
    "AZ",
    "BD",
    "BA",
    "BR",
    "CO",
    "DZ",
    "EG",
    "ET",
    "GE",
    "GM",
    "GN",
    "IN",
    "IQ",
    "IR",
    "MA",
    "MD",
    "MK",
    "NG",
    "PK",
    "RS",
    "RU",
    "SN",
    "SO",
    "SY",
    "TN",
    "TR",
    "UA",
    "VE",
    "VN",
    "XK",
]
PER_CHUNK = 5_000


def made_up(cases: int, seed: int = 5) -> Rows:
    """Spells as a programme would have them: chains of days with gaps, refusals, open ends, people who come again."""
    chance = np.random.Generator(np.random.PCG64(seed))
    rows = empty_rows(cases)
    again = chance.integers(0, max(cases - cases // 20, 1), cases)
    person = np.where(chance.random(cases) < 0.05, again, np.arange(cases))  # noqa: PLR2004  (one in twenty)
    keys = chance.integers(0, 2**63, cases, np.uint64) * np.uint64(2) + np.uint64(1)
    rows["record_key"], rows["household"] = keys[person], keys[person // 2]
    codes = np.array([country_number(code) for code in COUNTRIES])
    rows["citizen"] = rows["return_country"] = codes[np.minimum(chance.geometric(0.08, cases), len(codes)) - 1]
    for name, most in (
        ("geo", 30),
        ("sex", 2),
        ("age", 5),
        ("return_type", 3),
        ("assistance", 4),
        ("framework", 5),
        ("c_dest", 2),
    ):
        rows[name] = chance.integers(0, most, cases)
    start = chance.integers(day_number(date(YEARS[0], 1, 1)), day_number(date(YEARS[1], 6, 30)), cases)
    _chain(rows, chance, start)
    return rows


def _chain(rows: Rows, chance: np.random.Generator, start: np.ndarray[Any, Any]) -> None:
    """Notified, applied, asked, answered, issued, booked, left, arrived, helped: each some days after the last, or not."""
    size, day, alive = len(rows), start, np.ones(len(rows), bool)
    last = day_number(CUT_OFF)
    for name, mean, goes_on in (
        ("notified", 1, 1.0), ("applied", 40, 0.8), ("ident_asked", 8, 0.9), ("ident_replied", 30, 0.85), ("requested", 5, 0.95),
        ("replied", 35, 0.85), ("issued", 15, 0.9), ("booked", 9, 0.95), ("departed", 12, 0.9), ("arrived", 2, 0.95),
        ("planned", 25, 0.8), ("reached6", 182, 0.6), ("reached12", 183, 0.7),
    ):  # fmt: skip
        alive = alive & (chance.random(size) < goes_on)
        day = day + chance.geometric(1 / mean, size)
        alive &= day <= last
        rows[name] = np.where(alive, day, -1)
    rows["ident"], rows["reply"] = (
        np.where(rows[name] >= 0, chance.integers(1, 4, size), 0) for name in ("ident_replied", "replied")
    )
    rows["evidence"] = np.where(rows["departed"] >= 0, chance.integers(1, 5, size), 0)
    rows["admitted"], rows["recorded"] = rows["arrived"] >= 0, rows["departed"]
    ends = (rows["departed"] < 0) & (chance.random(size) < 0.6)  # noqa: PLR2004  (most of those who stay)
    rows["ended"] = np.where(ends, np.minimum(start + chance.geometric(1 / 120, size), last), -1)
    rows["outcome"] = np.where(ends, chance.integers(3, 8, size), 0)


def stored(engine: Engine, rows: Rows) -> None:
    """Chunks as a refresh writes them."""
    with engine.begin() as connection:
        connection.execute(text("drop table if exists bench_chunk"))
        kind = "bytea" if engine.dialect.name == "postgresql" else "blob"
        connection.execute(text(f"create table bench_chunk (place integer primary key, rows {kind} not null)"))
        for place, start in enumerate(range(0, len(rows), PER_CHUNK)):
            content = rows[start : start + PER_CHUNK].tobytes()
            connection.execute(
                text("insert into bench_chunk values (:place, :rows)"), {"place": place, "rows": content}
            )


def read(engine: Engine) -> Spells:
    """Every spell out of the database."""
    with engine.connect() as connection:
        found = connection.execute(text("select rows from bench_chunk order by place")).scalars()
        return Spells(np.frombuffer(b"".join(bytes(one) for one in found), SPELL), dict(registers().regions))


def run(engine: Engine, only: tuple[str | None, ...]) -> tuple[float, int]:
    """Seconds and tables of a run from the database on; progress goes to standard error."""
    begun = time.perf_counter()
    spells, cut_off = read(engine), day_number(CUT_OFF)
    deadlines, made = registers().deadlines(CUT_OFF), 0
    for period in only:
        some = spells if period is None else spells.during(start_of(period), end_of(period))
        for table in whole_catalogue(some, Periods(*YEARS), deadlines, cut_off, period):
            made += 1
            if made % 25 == 0:
                print(f"{made} tables, {table.indicator}, {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    return time.perf_counter() - begun, made


def measured(url: str, cases: int, *, with_peers: bool) -> dict[str, Any]:
    """All figures on one database."""
    engine = create_engine(absolute_url(url))
    rows = made_up(cases)
    stored(engine, rows)
    full, tables = run(engine, (None,))
    refreshed, _made = run(engine, (f"{YEARS[1]}-Q1",))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    peers = dict(_peers(rows)) if with_peers else {}
    with engine.begin() as connection:
        connection.execute(text("drop table bench_chunk"))
    engine.dispose()
    best = min(peers.values(), default=None)
    return {
        "database": engine.dialect.name, "cases": cases, "tables": tables, "catalogue_s": round(full, 2),
        "refresh_s": round(refreshed, 2), "refresh_share": round(refreshed / full, 3), "memory_mb": memory,
        "peers": {name: round(seconds, 2) for name, seconds in peers.items()},
        "peer_s": None if best is None else round(best, 2), "ratio": None if best is None else round(full / best, 2),
    }  # fmt: skip


def _peers(rows: Rows) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as place:
        for name, peer in PEERS.items():
            seconds = peer(rows, Path(place), Periods(*YEARS))
            if seconds is not None:
                yield name, seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", action="store_true", help="print one line")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        url = told.database or f"sqlite:///{place}/figures.sqlite3"
        found = measured(url, told.cases, with_peers=not told.no_peers)
    print(json.dumps(found, indent=None if told.json else 2))


if __name__ == "__main__":
    main()
