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
OWN = "select count(*) from own_claim where status = 'reserved'"
GRANTS = "select count(*) from decision where kind = 'grant'"
RESERVED = "select count(*) from registry_claim where status = 'reserved'"


def _begin(party: Party, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.federation.approving", party.name, *words]
    return subprocess.Popen(command, cwd=ROOT, env=party.variables(), text=True, stdout=subprocess.PIPE)


def _said(process: subprocess.Popen[str]) -> list[str]:
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    found: list[str] = json.loads(said.strip().splitlines()[-1])
    return found


def _count(party: Party, question: str) -> int:
    with closing(sqlite3.connect(party.database)) as database:
        return int(database.execute(question).fetchone()[0])


def test_of_two_states_that_approve_the_same_return_at_once_exactly_one_wins(
    house: Flask, parties: dict[str, Party], processes: Processes
) -> None:
    earlier = _count(parties["store"], RESERVED)  # other tests share the store
    cases = {state: _said(_begin(parties[state], "0")) for state in ("NL", "BE")}
    before = {state: (_count(parties[state], OWN), _count(parties[state], GRANTS)) for state in cases}
    at = str(time.time() + 6)
    running = {state: _begin(parties[state], at, *ids) for state, ids in cases.items()}
    outcomes = {state: _said(process) for state, process in running.items()}
    pairs = list(zip(outcomes["NL"], outcomes["BE"], strict=True))
    assert len(pairs) == NUMBER
    assert [sorted(pair) for pair in pairs] == [["approved", *TAKEN]] * NUMBER
    assert _count(parties["store"], RESERVED) - earlier == NUMBER
    for state in ("NL", "BE"):
        won = outcomes[state].count("approved")
        assert _count(parties[state], OWN) - before[state][0] == won
        assert _count(parties[state], GRANTS) - before[state][1] == won
