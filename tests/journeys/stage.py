"""The stage of the journeys: a migrated, seeded database, keys, fonts, and the real server in a process of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from returns_app import create_app
from returns_app.core.settings import ROOT, load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import db

OUTAGE = "JOURNEYS_OUTAGE"
SERVED = "tests.journeys.served:app"
GRANIAN = ("--interface", "wsgi", "--http", "1", "--no-ws", "--blocking-threads", "4", "--access-log")
PATIENCE = 30.0


class Stage:
    """One database, one server; `rewind` makes the database what it was when the seed had been sown."""

    def __init__(self, place: Path) -> None:
        """Write keys and tables; nothing runs yet."""
        self.place, self.log = place, place / "server.log"
        self.live, self.sown = place / "live.sqlite3", place / "sown.sqlite3"
        self.outage = place / "registry-is-down"
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        create_keys(KeyDirectory(place / "keys"))
        url = self._variables()["RETURNS_DATABASE_URL"]
        subprocess.run([sys.executable, "-m", "tools.migrate", url], check=True, cwd=ROOT, capture_output=True)
        self.app: Flask = create_app(load_settings("testing", self._variables()))
        self._server: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Remember the database as it is now."""
        with self.app.app_context():
            db.session.remove()
        self._copy(self.live, self.sown)

    def rewind(self) -> None:
        """Copy the sown database over the live one, under the feet of a server that goes on running."""
        self.outage.unlink(missing_ok=True)
        self._copy(self.sown, self.live)

    def start(self) -> None:
        """Serve, and come back when the first page answers; a server that runs is left alone."""
        if self._server is not None:
            return
        command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(self.port), SERVED]
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        _until_it_answers(f"{self.base}/sign-in")

    def kill(self) -> None:
        """What a power cut does: nobody is asked, nothing is finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End in order."""
        self._end(signal.SIGTERM)

    @contextmanager
    def registry_down(self) -> Iterator[None]:
        """The registry does not answer anybody."""
        self.outage.touch()
        try:
            yield
        finally:
            self.outage.unlink(missing_ok=True)

    def command(self, *words: str) -> str:
        """A command of the house, run to its end; what it said."""
        run = [sys.executable, "-m", "flask", "--app", SERVED, *words]
        ended = subprocess.run(
            run, check=True, cwd=ROOT, env=self._environment(), capture_output=True, text=True, timeout=60
        )
        return ended.stdout

    def change(self, statement: str, *values: object) -> None:
        """Change what is stored, as time or a fault would."""
        with closing(sqlite3.connect(self.live, timeout=15)) as database, database:
            database.execute(statement, values)

    def cells(self) -> Iterator[str]:
        """Everything that is stored, cell by cell, as text."""
        with closing(sqlite3.connect(self.live)) as database:
            tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
            for table in tables:
                for row in database.execute(f'select * from "{table}"'):
                    yield from (_text(cell) for cell in row if cell is not None)

    def count(self, question: str, *values: object) -> int:
        """The number a question to the database answers."""
        with closing(sqlite3.connect(self.live)) as database:
            return int(database.execute(question, values).fetchone()[0])

    def _copy(self, source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source, timeout=15)) as from_, closing(sqlite3.connect(target, timeout=15)) as to:
            from_.backup(to)

    def _end(self, how: signal.Signals) -> None:
        if self._server is None:
            return
        os.killpg(self._server.pid, how)
        self._server.wait(timeout=PATIENCE)
        self._server = None

    def _variables(self) -> dict[str, str]:
        return {
            "RETURNS_ENVIRONMENT": "testing",
            "RETURNS_DATABASE_URL": f"sqlite:///{self.live}",
            "RETURNS_KEYS_DIR": str(self.place / "keys"),
            "RETURNS_SECRET_FILE": str(self.place / "keys" / "session.key"),
            "RETURNS_CSRF": "true",
        }

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RETURNS_")}
        return {**kept, **self._variables(), OUTAGE: str(self.outage)}


def _text(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def _free_port() -> int:
    """Below the range from which the system gives ports to others."""
    for port in Random().sample(range(20_000, 32_000), 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise OSError("no free port")


def _until_it_answers(url: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310  (our own server)
                answer.read()
            return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(url)
