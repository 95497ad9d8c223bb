"""Addresses spread over three PostgreSQL servers; one of them is killed and comes back, and nothing is lost or made up."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from flask import Flask

from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import db, dispose_engines, scope
from returns_app.registry import queries
from returns_app.registry.rules import RegistryGone
from returns_app.registry.shelves import HERE, SHARDS, BadShards, leave_shelves, read_shelves
from tests.registry.builders import an_entry, announced, asked, reserved, someone
from tools.federation.parties import free_ports, migrate

BINARIES = Path("/usr/lib/postgresql/15/bin")
NOBODY_IN_PARTICULAR = "postgres"  # PostgreSQL does not run as the superuser of the machine
PEOPLE = [
    someone(
        given,
        "Okonkwo",
        f"19{60 + 3 * number}-{number + 1:02d}-{27 - 2 * number}",
        "NG",
        f"{number}7{number}55{9 - number}",
    )
    for number, given in enumerate(("Ada", "Bayo", "Chidi", "Dayo", "Efe", "Femi", "Gozie", "Halima"))
]


@dataclass(frozen=True)
class Server:
    """One PostgreSQL server of our own."""

    place: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://{NOBODY_IN_PARTICULAR}@127.0.0.1:{self.port}/postgres"

    def begin(self) -> None:
        self._run("initdb", "-D", str(self.place), "-A", "trust", "-U", NOBODY_IN_PARTICULAR, "--no-sync")
        self.start()

    def start(self) -> None:
        words = f"-p {self.port} -h 127.0.0.1 -k {self.place} -c fsync=off"
        self._run("pg_ctl", "-D", str(self.place), "-w", "-l", str(self.place / "log"), "-o", words, "start")

    def kill(self) -> None:
        self._run("pg_ctl", "-D", str(self.place), "-m", "immediate", "-w", "stop")

    def rows(self) -> int:
        with psycopg.connect(self.url) as connection:
            found = connection.execute("select count(*) from registry_address").fetchone()
        return int(found[0]) if found else 0

    def _run(self, name: str, *words: str) -> None:
        user = NOBODY_IN_PARTICULAR if os.getuid() == 0 else None
        with (self.place.parent / "said").open("ab") as said:
            subprocess.run([BINARIES / name, *words], check=True, user=user, stdout=said, stderr=said, cwd=self.place)


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Server]]:
    if not (BINARIES / "initdb").exists():
        pytest.skip(f"no PostgreSQL server in {BINARIES}: three of our own can't be started")
    place, ports = Path(mkdtemp(prefix="returns-shards-")), free_ports()
    place.chmod(0o755)
    begun = [Server(place / name, next(ports)) for name in ("one", "two", "three")]
    for server in begun:
        server.place.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(server.place, pwd.getpwnam(NOBODY_IN_PARTICULAR).pw_name)
        server.begin()
    yield begun
    for server in begun:
        server.kill()
    shutil.rmtree(place)


@pytest.fixture
def house(servers: list[Server], tmp_path: Path) -> Iterator[Flask]:
    """A house whose registry keeps a third of the addresses itself."""
    here, two, three = servers
    migrate(here.url)
    file = tmp_path / "shards.toml"
    file.write_text(_shards({"two": two.url, "three": three.url}))
    create_keys(KeyDirectory(tmp_path / "keys"))
    told = load_settings("testing", {"RETURNS_DATABASE_URL": here.url, "RETURNS_KEYS_DIR": str(tmp_path / "keys")})
    app = create_app(replace(told, registry_shards=str(file), secret_file=str(tmp_path / "keys" / "session.key")))
    done = app.test_cli_runner().invoke(args=["federation", "prepare-shards"])
    assert "here, two, three" in done.output, done.output
    with app.app_context(), scope(system_actor("tests")):
        yield app
        leave_shelves(db.engine)
        db.session.remove()
        dispose_engines()


def _shards(servers: dict[str, str]) -> str:
    places = "".join(f'{name} = "{url}"\n' for name, url in servers.items())
    return f'[servers]\n{places}[shards]\nhere = "0-20"\ntwo = "21-41"\nthree = "42-63"\n'


def test_one_of_three_servers_is_killed_and_comes_back(house: Flask, servers: list[Server]) -> None:
    claims = [announced(one).reference for one in PEOPLE]
    assert [[hit.claim for hit in asked(one).hits] for one in PEOPLE] == [[claim] for claim in claims]
    filled = [server.rows() for server in servers]
    assert min(filled) > 0.2 * sum(filled)
    servers[1].kill()
    with pytest.raises(RegistryGone):  # a part of an answer would be a wrong one
        asked(PEOPLE[0])
    with pytest.raises(RegistryGone):
        reserved([an_entry(PEOPLE[0], "NL")])
    servers[1].start()
    assert [[hit.claim for hit in asked(one).hits] for one in PEOPLE] == [[claim] for claim in claims]
    assert [server.rows() for server in servers] == filled
    assert not reserved([an_entry(PEOPLE[0], "NL")]).won
    assert (queries.list_orphans(db.session()), queries.list_stripped(db.session())) == (set(), [])


@pytest.mark.parametrize("broken", ['two = "21-40"', 'four = "21-41"'])
def test_every_shard_lies_on_a_server_that_is_described(broken: str) -> None:
    good = _shards({"two": "postgresql://a/b", "three": "postgresql://a/c"})
    places = read_shelves(good).by_place(bytes([first]) + bytes(15) for first in range(256))
    assert {name: len(found) for name, found in places.items()} == {HERE: 84, "two": 84, "three": 88}
    assert SHARDS == 64
    with pytest.raises(BadShards):
        read_shelves(good.replace('two = "21-41"', broken))
