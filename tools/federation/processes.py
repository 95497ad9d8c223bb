"""The running processes of a federation: started, waited for, killed, started again, ended in order."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from tools.federation.parties import Party
from tools.steps import ROOT

PATIENCE = 40.0
FREED_WITHIN = 5.0  # a server that was killed may take that long to let go
GRANIAN = (
    "--interface", "wsgi", "--http", "1", "--no-ws", "--blocking-threads", "4", "--workers", "1",
    "--http1-header-read-timeout", "10000", "--backpressure", "64",
)  # fmt: skip


class Processes:
    """Servers and workers by party; whoever ends leaves nothing running."""

    def __init__(self, parties: Mapping[str, Party], served: str = "run:app", *, tls: tuple[str, ...] = ()) -> None:
        """`served` names the application, `tls` holds further words for the server."""
        self.parties, self._served, self._tls = parties, served, tls
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Nothing runs yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything, whoever asks for haste meanwhile: a half-ended federation keeps its ports."""
        with _deaf():
            self.stop()

    def serve(self, *names: str) -> None:
        """Start the servers of these parties and come back when each answers."""
        for name in names:
            party = self.parties[name]
            _check_free(party)
            words = (*GRANIAN, *self._tls, "--host", "127.0.0.1", "--port", str(party.port), self._served)
            self._start(name, party, ("-m", "granian", *words))
        for name in names:
            self._wait_for(name)

    def work(self, *names: str) -> None:
        """Start the workers of these parties."""
        for name in names:
            self._start(f"{name} worker", self.parties[name], ("-m", "flask", "jobs", "run"))

    def run(self, name: str, *words: str, quiet: bool = True) -> str:
        """A command of a party, run to its end; what it said."""
        command = [sys.executable, "-m", "flask", *words]
        done = subprocess.run(
            command, check=True, cwd=ROOT, env=self.parties[name].variables(), text=True,
            stdout=subprocess.PIPE if quiet else None,
        )  # fmt: skip
        return done.stdout or ""

    def kill(self, name: str) -> None:
        """What a power cut does."""
        self._end(name, signal.SIGKILL)

    def freeze(self, name: str) -> None:
        """Connections are taken and never answered."""
        os.killpg(self._running[name].pid, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Go on."""
        os.killpg(self._running[name].pid, signal.SIGCONT)

    def stop(self) -> None:
        """Ask everything to end, then see to it that everything has."""
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGCONT)
                os.killpg(process.pid, signal.SIGTERM)
        for name in list(self._running):
            self._end(name, signal.SIGTERM)

    def runs(self, name: str) -> bool:
        """True while a process of that name has been started and not ended."""
        return name in self._running

    def pids(self, name: str) -> list[int]:
        """The process of a server and its children."""
        first = self._running[name].pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
        return [first, *map(int, children)]

    def died(self) -> list[str]:
        """Processes that ended by themselves."""
        return [name for name, process in self._running.items() if process.poll() is not None]

    def _start(self, name: str, party: Party, words: tuple[str, ...]) -> None:
        with _log(party, name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=party.variables(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self, name: str, how: signal.Signals) -> None:
        process = self._running.pop(name, None)
        if process is None or process.poll() is not None:
            return
        os.killpg(process.pid, signal.SIGCONT)
        os.killpg(process.pid, how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait_for(self, name: str) -> None:
        party, give_up = self.parties[name], time.monotonic() + PATIENCE
        path = "/sign-in" if party.serves == "node" else "/v1/health"
        while time.monotonic() < give_up and self._running[name].poll() is None:
            if _answers(f"{party.url}{path}"):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{name} does not answer; see {_log(party, name)}")


@contextmanager
def _deaf() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _check_free(party: Party) -> None:
    """The server shares a port with whoever listens already: half of the requests would reach somebody else."""
    give_up = time.monotonic() + FREED_WITHIN
    while _is_taken(party.port):
        if time.monotonic() > give_up:
            raise RuntimeError(f"port {party.port}, meant for {party.name}, is taken; choose others with --port")
        time.sleep(0.05)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(url: str) -> bool:
    """True when somebody answers; behind mutual TLS it is enough that somebody listens."""
    if url.startswith("https:"):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", urlsplit(url).port or 443)) == 0
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310  (our own server)
            return bool(answer.status)
    except (URLError, ConnectionError, TimeoutError):
        return False


def _log(party: Party, name: str) -> Path:
    return party.place / f"{name.replace(' ', '-')}.log"
