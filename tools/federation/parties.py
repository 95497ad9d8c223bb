"""Keys, databases and federation files of every party; nothing runs yet."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.peers.service import own_identity
from returns_app.registry.service import one_holder
from tools.steps import ROOT

PORTS = 500
SERVICES = ("store", "holder-a", "holder-b")
LOW, HIGH = 20_000, 32_000  # below the range from which the system gives ports to others


@dataclass(frozen=True)
class Party:
    """One organisation: a service or a member state's node."""

    name: str
    place: Path
    port: int
    environment: str = "development"
    scheme: str = "http"
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def serves(self) -> str:
        """What its process is."""
        return self.name if self.name in SERVICES else "node"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """Its own database."""
        return self.place / "data.sqlite3"

    @property
    def keys(self) -> KeyDirectory:
        """Its own key files."""
        return KeyDirectory(self.place / "keys")

    def settings(self) -> dict[str, str]:
        """What its processes are told."""
        return {
            "RETURNS_ENVIRONMENT": self.environment,
            "RETURNS_SERVES": self.serves,
            "RETURNS_DATABASE_URL": f"sqlite:///{self.database}",
            "RETURNS_KEYS_DIR": str(self.keys.path),
            "RETURNS_SECRET_FILE": str(self.keys.path / "session.key"),
            "RETURNS_FEDERATION": str(self.place / "federation.toml"),
            "RETURNS_PORT": str(self.port),
            **self.more,
        }

    def variables(self) -> dict[str, str]:
        """The environment of its processes: nothing of ours but that."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RETURNS_")}
        return {**kept, "FLASK_APP": "returns_app", "PYTHONUNBUFFERED": "1", **self.settings()}


def found(parties: Mapping[str, Party]) -> None:
    """Give every party its keys, an empty database and the federation file."""
    for party in parties.values():
        create_keys(party.keys, "member" if party.serves == "node" else party.serves)
    text = federation_text(parties)
    for party in parties.values():
        (party.place / "federation.toml").write_text(f'name = "{party.name}"\n{text}', encoding="utf-8")
    _migrate([party.database for party in parties.values()])


def federation_text(parties: Mapping[str, Party]) -> str:
    """What the federation files of all parties have in common."""
    nodes = (
        f'[nodes.{party.name}]\nstate = "{party.name}"\nkey = "{own_identity(party.keys, party.name).public_bytes.hex()}"'
        for party in parties.values()
        if party.serves == "node"
    )
    store = f'[store]\nurl = "{parties["store"].url}"'
    holders = (_holder(parties[name]) for name in SERVICES[1:])
    return "\n".join((*nodes, store, *holders)) + "\n"


def _holder(party: Party) -> str:
    commitment = one_holder(party.keys, party.name[-1]).commitment(1)
    return f'[{party.name}]\nurl = "{party.url}"\ncommitments = {{ 1 = "{commitment.hex()}" }}'


def migrate(url: str) -> None:
    """Bring a database to the newest revision."""
    subprocess.run([sys.executable, "-m", "tools.migrate", url], check=True, cwd=ROOT, capture_output=True)


def _migrate(databases: list[Path]) -> None:
    first, *others = (path for path in databases if not path.exists())
    migrate(f"sqlite:///{first}")
    for other in others:
        shutil.copy(first, other)


def free_ports() -> Iterator[int]:
    """Ports on which nobody answers."""
    for _ in range(PORTS):
        port = LOW + secrets.randbelow(HIGH - LOW)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                yield port
