"""`make demo-federation`: member states, a registry store and two key holders, each a process of its own."""

import argparse
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

from returns_app.demo.cli import told_logins
from returns_app.demo.service import demo_password
from tools.federation.parties import SERVICES, Party, found
from tools.federation.processes import Processes
from tools.steps import ROOT

NODES = ("NL", "BE", "DE")
ONLY_TOLD = ("SE",)  # its office knows an earlier return; letters reach it, but nobody signs in there
FIRST_PORT = 8100


def main(arguments: list[str]) -> int:
    """Found it, fill it, serve it until somebody stops it."""
    options = _options(arguments)
    parties = _parties(ROOT / "instance" / "federation", options.port)
    is_new = not parties["NL"].database.exists()
    with Processes(parties) as processes:
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            if is_new:
                found(parties)
            processes.serve(*SERVICES)
            _fill(processes, options.cases if is_new else 0)
            _introduce(parties)
            while not (died := processes.died()):
                time.sleep(1)
            print(f"{died[0]} ended; see {parties[died[0].split()[0]].place}")
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # asked for once is enough
            print("stopped")
            return 0
    return 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.federation", description=__doc__)
    parser.add_argument("--cases", type=int, default=60, help="about how many cases in all member states together")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first of seven ports")
    return parser.parse_args(arguments)


def _parties(place: Path, port: int) -> dict[str, Party]:
    names = (*NODES, *SERVICES, *ONLY_TOLD)
    for name in names:
        (place / name).mkdir(parents=True, exist_ok=True)
    return {name: Party(name, place / name, port + number) for number, name in enumerate(names)}


def _fill(processes: Processes, cases: int) -> None:
    """Who was there first is told first; while the Netherlands come last, the others begin to work.

    With no cases to tell everybody begins to work at once.
    """
    first, then, last = (*ONLY_TOLD, "DE"), "BE", "NL"
    with ThreadPoolExecutor(len(first)) as pool:
        list(pool.map(lambda state: _seed(processes, state, cases), first))
    _seed(processes, then, cases)
    with ThreadPoolExecutor(1) as pool:
        seeding = pool.submit(_seed, processes, last, cases)
        processes.serve(*(state for state in NODES if state != last))
        seeding.result()
    # The workers begin when everything is told: what they do first is to fetch the letters that wait.
    processes.work(*SERVICES, *NODES, *ONLY_TOLD)
    processes.serve(last)


def _seed(processes: Processes, state: str, cases: int) -> None:
    if cases:
        print(f"{state}: making up cases", flush=True)
        processes.run(state, "demo", "seed", "--cases", str(cases), "--state", state)


def _introduce(parties: dict[str, Party]) -> None:
    password = demo_password(ROOT / "instance", os.environ)
    for state in NODES:
        print(f"\n== {state}")
        print(told_logins(password, state, parties[state].url).rstrip())
    print()
    for name in (*SERVICES, *ONLY_TOLD):
        where = parties[name].url if name in SERVICES else "only a worker: letters reach it"
        print(f"   {name:<9} {where:<32} database and keys in {parties[name].place.relative_to(ROOT)}")
    print(
        "\nTry it. NL and BE have a pair that waits: sign in at NL as reviewer1@audit.example, open the pair with Belgium,\n"
        "ask for the birth date; at BE be-counsellor@ro-be.example shows it (case of Ahmad Husain Aljboori, tab Review).\n"
        "Then reviewer1 and reviewer2 judge, and counsellor@ro-nl.example hears the person. BE has a pair with DE for\n"
        "be-reviewer1@audit-be.example. Letters take up to five minutes. Ctrl-C stops everything.\n"
    )


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
