"""Two member states approve the same twenty returns in the same second: each return is won exactly once."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from flask import Flask

from returns_app.core.settings import ROOT
from tests.federation.approving import NUMBER
from tools.federation.parties import Party
from tools.federation.processes import Processes

TAKEN = {"decisions.reserved_elsewhere"}


def _begin(party: Party, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.federation.approving", party.name, *words]
    return subprocess.Popen(command, cwd=ROOT, env=party.variables(), text=True, stdout=subprocess.PIPE)


def _said(process: subprocess.Popen[str]) -> list[str]:
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    found: list[str] = json.loads(said.strip().splitlines()[-1])
    return found


def _cells(party: Party, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(party.database)) as database:
        return database.execute(question).fetchall()


def test_of_two_states_that_approve_the_same_return_at_once_exactly_one_wins(
    house: Flask, parties: dict[str, Party], processes: Processes
) -> None:
    cases = {state: _said(_begin(parties[state], "0")) for state in ("NL", "BE")}
    at = str(time.time() + 6)
    running = {state: _begin(parties[state], at, *ids) for state, ids in cases.items()}
    outcomes = {state: _said(process) for state, process in running.items()}
    pairs = list(zip(outcomes["NL"], outcomes["BE"], strict=True))
    assert len(pairs) == NUMBER
    assert [sorted(pair) for pair in pairs] == [["approved", *TAKEN]] * NUMBER
    held = _cells(parties["store"], "select status, count(*) from registry_claim group by status")
    assert held == [("reserved", NUMBER)]
    for state in ("NL", "BE"):
        won = outcomes[state].count("approved")
        assert _cells(parties[state], "select count(*) from own_claim where status = 'reserved'") == [(won,)]
        assert _cells(parties[state], "select count(*) from decision where kind = 'grant'") == [(won,)]
