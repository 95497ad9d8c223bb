"""One whole check over HTTP among many claims, with store, both key holders and the node as processes of their own.

`python -m benchmarks.registry --claims 1000000 --json [--growth 100000,10000000] [--database postgresql://owner@host/base]
[--peer splink]`.
A check is what a node does for one person: match keys, blinding, holder A, holder B, proofs, unblinding, ten addresses of
every key, look-up, score. The claims are synthetic (benchmarks/serving/filling.py) but for some hundred real ones among them,
of whom half the questions are. A database that is named is emptied: name one that holds nothing.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from flask import Flask

from benchmarks.linking.files import details
from benchmarks.population import population
from benchmarks.serving import filling, peers
from returns_app import create_app
from returns_app.checks.service.tokens import answer_to, for_storing
from returns_app.core.permissions import system_actor
from returns_app.core.settings import load_settings
from returns_app.db.session import db, dispose_engines, scope
from returns_app.db.unit_of_work import today
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.match_keys import VERSION, keys_to_ask, keys_to_store
from returns_app.registry.connection import registry
from returns_app.registry.rules import ClaimEntry, Purpose, Question, TokenGroup
from returns_app.registry.service import RemoteRegistry
from returns_app.registry.statuses import SupportKind
from tools.federation.parties import SERVICES, Party, found, free_ports, migrate
from tools.federation.processes import Processes

CLIENTS = (1, 2, 8, 32)
STATE = "NL"
PEOPLE = 300
TICKS = os.sysconf("SC_CLK_TCK")
GENEROUS = {f"RETURNS_{name}_PER_DAY": "1000000000" for name in ("STATE_TOKENS", "ASKER_TOKENS", "HOLDER_ELEMENTS")}


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--growth", default="", help="more sizes to measure, ascending, separated by commas")
    parser.add_argument("--checks", type=int, default=200, help="checks for the percentiles")
    parser.add_argument("--seconds", type=float, default=4, help="how long each number of clients asks")
    parser.add_argument("--database", default="", help="PostgreSQL database of the store; SQLite without")
    parser.add_argument("--peer", choices=sorted(peers.PEERS), action="append", default=[])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sizes = sorted({options.claims, *(int(size) for size in options.growth.split(",") if size)})
    with TemporaryDirectory() as folder:
        figures = _measured(Path(folder), sizes, options)
    for name in options.peer:
        figures[name] = _beside(figures, peers.measured(name, options.claims))
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def _measured(place: Path, sizes: list[int], options: argparse.Namespace) -> dict[str, object]:
    parties = _parties(place, options.database)
    known, strangers = _people()
    by_size: dict[int, dict[str, object]] = {}
    with Processes(parties) as processes, _node(parties[STATE]) as app:
        before = 0
        for size in sizes:
            _fill(parties["store"], options.database, size, before)
            processes.serve(*SERVICES)
            told = {"enrol_per_s": _enrol(known)} if not before else {}
            by_size[size] = told | _figures(app, processes, known, strangers, options)
            by_size[size]["bytes_per_claim"] = _bytes(parties["store"], options.database) // size
            before = size
            for name in SERVICES:
                processes.kill(name)
    chosen = by_size[options.claims]
    growth = {str(size): figures["p95_ms"] for size, figures in by_size.items()}
    kind = "postgresql" if options.database else "sqlite"
    return {"database": kind, "claims": options.claims, **by_size[sizes[0]], **chosen, "p95_ms_by_claims": growth}


def _beside(ours: dict[str, object], told: dict[str, object]) -> dict[str, object]:
    """The peer's figures, and how many times longer than ours its middle question takes."""
    times, own = told.get("p50_ms"), ours["p50_ms"]
    if isinstance(times, float) and isinstance(own, float):
        told["times_slower"] = round(times / own, 1)
    return told


def _figures(
    app: Flask, processes: Processes, known: list[PersonalDetails], strangers: list[PersonalDetails],
    options: argparse.Namespace,
) -> dict[str, object]:  # fmt: skip
    asked = [one for pair in zip(known, strangers, strict=True) for one in pair]
    for one in asked[:20]:
        _check(one)
    cpu, own = _cpu(processes), time.process_time()
    times = sorted(_timed(asked[number % len(asked)]) for number in range(options.checks))
    after = _cpu(processes)
    spent = {name: round((after[name] - cpu[name]) / options.checks * 1000, 2) for name in SERVICES}
    cuts = statistics.quantiles(times, n=100)
    return {
        "p50_ms": round(cuts[49] * 1000, 2), "p95_ms": round(cuts[94] * 1000, 2), "p99_ms": round(cuts[98] * 1000, 2),
        "cpu_ms_by_part": {"node": round((time.process_time() - own) / options.checks * 1000, 2), **spent},
        "checks_per_s": {str(clients): _throughput(app, asked, clients, options.seconds) for clients in CLIENTS},
        "found": sum(bool(_check(one)) for one in known[:50]) / 50,
        "found_of_strangers": sum(bool(_check(one)) for one in strangers[:50]) / 50,
    }  # fmt: skip


def _check(who: PersonalDetails) -> int:
    house = registry()

    def say(tokens: tuple[TokenGroup, ...]) -> Question:
        epoch = house.key_epoch()
        return Question(uuid4(), STATE, today(), uuid4(), epoch, VERSION, tokens, Purpose.INTAKE, "benchmark")

    return len(answer_to(house, keys_to_ask(who), say).hits)


def _timed(who: PersonalDetails) -> float:
    begun = time.perf_counter()
    _check(who)
    return time.perf_counter() - begun


def _throughput(app: Flask, asked: list[PersonalDetails], clients: int, seconds: float) -> float:
    until = time.perf_counter() + seconds

    def client(first: int) -> int:
        done = 0
        with app.app_context(), scope(system_actor("benchmark")):
            while time.perf_counter() < until:
                _check(asked[(first + done * clients) % len(asked)])
                done += 1
            db.session.remove()
        return done

    with ThreadPoolExecutor(clients) as pool:
        begun = time.perf_counter()
        done = sum(pool.map(client, range(clients)))
        return round(done / (time.perf_counter() - begun), 1)


def _enrol(known: list[PersonalDetails]) -> float:
    house, is_protected, begun = registry(), False, time.perf_counter()
    for who in known:
        stored, asked = for_storing(house, keys_to_store(who), ())
        kinds, epoch = (SupportKind.IN_KIND,), house.key_epoch()
        house.announce(
            uuid4(), ClaimEntry(STATE, "EURP", kinds, today(), is_protected, uuid4(), epoch, VERSION, stored, asked)
        )
    return round(len(known) / (time.perf_counter() - begun), 1)


def _people() -> tuple[list[PersonalDetails], list[PersonalDetails]]:
    rows = [row.cells() for row in population("test", 7, PEOPLE, PEOPLE)]
    stored = [details(row) for row in rows if row["side"] == "a"][: PEOPLE // 2]
    strangers = [details(row) for row in rows if row["klass"] == "stranger"]
    return stored, (strangers * PEOPLE)[: len(stored)]


def _parties(place: Path, database: str) -> dict[str, Party]:
    ports = free_ports()
    more = {**GENEROUS, **({"RETURNS_DATABASE_URL": database} if database else {})}
    parties = {
        name: Party(name, place / name, next(ports), more=more if name == "store" else GENEROUS)
        for name in (STATE, *SERVICES)
    }
    for party in parties.values():
        party.place.mkdir()
    found(parties)
    if database:
        migrate(database)
    return parties


def _fill(store: Party, database: str, size: int, before: int) -> None:
    if database:
        filling.fill_postgres(database, size, before)
    else:
        filling.fill_sqlite(store.database, size, before)


def _bytes(store: Party, database: str) -> int:
    if not database:
        return sum(file.stat().st_size for file in store.database.parent.glob("data.sqlite3*"))
    return filling.postgres_bytes(database)


@contextmanager
def _node(party: Party) -> Iterator[Flask]:
    app = create_app(load_settings("development", {**party.settings(), "RETURNS_INSTANCE_DIR": str(party.place)}))
    with app.app_context(), scope(system_actor("benchmark")):
        yield app
        connected = registry()
        if isinstance(connected, RemoteRegistry):
            connected.close()
        db.session.remove()
        dispose_engines()


def _cpu(processes: Processes) -> dict[str, float]:
    """Seconds of processor time that each service has used."""
    return {name: sum(map(_seconds, processes.pids(name))) for name in SERVICES}


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
