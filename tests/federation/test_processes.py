"""Starting processes: a port that somebody else has is told, not shared."""

import socket
from pathlib import Path

import pytest

from tools.federation import processes
from tools.federation.parties import Party
from tools.federation.processes import Processes


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FREED_WITHIN", 0.1)
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        party = Party("NL", tmp_path, somebody.getsockname()[1])
        with Processes({"NL": party}) as running, pytest.raises(RuntimeError, match="is taken"):
            running.serve("NL")
        assert not running.runs("NL")
