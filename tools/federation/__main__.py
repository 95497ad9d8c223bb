"""`make demo-federation`: two member states, a registry store and two key holders, each a process of its own."""

import argparse
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from tools.federation.parties import SERVICES, Party, found
from tools.federation.processes import Processes
from tools.steps import ROOT

NODES = ("NL", "BE")
ONLY_TOLD = ("SE", "DE")  # what these states know is told once; nobody works there in the demo
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
            if is_new:
                _fill(processes, options.cases)
            processes.work(*SERVICES, *NODES)
            processes.serve(*NODES)
            _introduce(processes, parties)
            while not (died := processes.died()):
                time.sleep(1)
            print(f"{died[0]} ended; see {parties[died[0].split()[0]].place}")
        except KeyboardInterrupt:
            print("stopped")
            return 0
    return 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.federation", description=__doc__)
    parser.add_argument("--cases", type=int, default=60, help="about how many cases in all member states together")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first of five ports")
    return parser.parse_args(arguments)


def _parties(place: Path, port: int) -> dict[str, Party]:
    names = (*NODES, *SERVICES, *ONLY_TOLD)
    for name in names:
        (place / name).mkdir(parents=True, exist_ok=True)
    return {name: Party(name, place / name, port + number) for number, name in enumerate(names)}


def _fill(processes: Processes, cases: int) -> None:
    for state in (*ONLY_TOLD, *reversed(NODES)):
        print(f"{state}: making up cases")
        processes.run(state, "demo", "seed", "--cases", str(cases), "--state", state)


def _introduce(processes: Processes, parties: dict[str, Party]) -> None:
    for state in NODES:
        print(f"\n== {state}: {parties[state].url}")
        print(processes.run(state, "demo", "logins", "--state", state).rstrip())
    print()
    for name in SERVICES:
        print(f"   {name:<9} {parties[name].url}   database and keys in {parties[name].place.relative_to(ROOT)}")
    print(
        "\nTry it: sign in at NL as counsellor@ro-nl.example, open a case for Ahmed Hussein Al-Jubouri, 5 July 1988, Iraq:\n"
        "Belgium entered him as Ahmad Husain Aljboori, 7 May 1988. Ctrl-C stops everything.\n"
    )


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
