"""Case list, case page and name search at many cases, beside a bare page on the same machine.

`python -m benchmarks.pages --cases 100000 --json` prints `bare_p95_ms list_p95_ms case_p95_ms search_p95_ms` and more.
"""

import argparse
import http.client
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from alembic import command

from benchmarks import bare
from benchmarks.filling import Filler, a_counsellor
from returns_app import create_app
from returns_app.accounts.queries import token_hash
from returns_app.core.settings import ROOT, load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import db, dispose_engines, keep_statistics, writing
from tools.migrate import alembic_config

PORTS = {"bare": 28451, "ours": 28452}
WARM_UP = 30
SEARCHES = ("Mohamed Hassan", "Giorgi Beridze", "Chinedu Okafor", "Ahmed Ali", "Fatima Diallo", "Oleksandr Bondar")
Ask = Callable[[], tuple[int, bytes]]


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.cases, options.requests)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def measure(folder: Path, cases: int, requests: int) -> dict[str, float]:
    """All figures of one run; the bare page is asked before and after, so that the machine is the same."""
    token = secrets.token_urlsafe(32)
    environment, case_ids = _house(folder, cases, token)
    bare.fill(f"sqlite:///{folder}/bare.sqlite3", cases)
    cookie = {"Cookie": f"returns_session={token}"}
    with (
        _serving("bare", {"BARE_URL": f"sqlite:///{folder}/bare.sqlite3"}) as plain,
        _serving("ours", environment) as ours,
    ):
        first = _p95(lambda: plain("GET", "/"), requests)
        form = _search_form(ours, cookie)
        wanted = iter(case_ids)
        words = iter(SEARCHES * requests)
        figures = {
            "list_p95_ms": _p95(lambda: ours("GET", "/cases", headers=cookie), requests),
            "case_p95_ms": _p95(lambda: ours("GET", f"/cases/{next(wanted)}", headers=cookie), requests),
            "search_p95_ms": _p95(lambda: ours("POST", "/cases/search", form(next(words)), form.headers), requests),
        }
        second = _p95(lambda: plain("GET", "/"), requests)
    figures["bare_p95_ms"] = round((first + second) / 2, 3)
    ratios = {
        name.replace("p95_ms", "ratio"): round(value / figures["bare_p95_ms"], 2) for name, value in figures.items()
    }
    return {"cases": cases, **figures, **{name: value for name, value in ratios.items() if not name.startswith("bare")}}


def _house(folder: Path, cases: int, token: str) -> tuple[dict[str, str], list[str]]:
    environment = {
        "RETURNS_ENVIRONMENT": "development",
        "RETURNS_DATABASE_URL": f"sqlite:///{folder}/house.sqlite3",
        "RETURNS_KEYS_DIR": str(folder / "keys"),
        "RETURNS_SECRET_FILE": str(folder / "keys" / "session.key"),
    }
    create_keys(KeyDirectory(folder / "keys"))
    command.upgrade(alembic_config(environment["RETURNS_DATABASE_URL"]), "head")
    app = create_app(load_settings("development", environment))
    with app.app_context(), writing(), db.engine.begin() as connection:
        organisation_id, account_id = a_counsellor(connection, token_hash(token))
        Filler(connection, organisation_id=organisation_id, account_id=account_id).fill(cases)
        rows = connection.exec_driver_sql("select id from return_case order by random() limit 2000").scalars()
        ids = [str(UUID(row)) for row in rows]
    with app.app_context():
        keep_statistics()
        dispose_engines()
    return environment, ids


class _SearchForm:
    """The search form's token and the cookie that belongs to it."""

    def __init__(self, token: str, headers: dict[str, str]) -> None:
        self.token, self.headers = token, headers

    def __call__(self, words: str) -> str:
        return urlencode({"csrf_token": self.token, "text": words})


def _search_form(ask: Callable[..., tuple[int, bytes]], cookie: dict[str, str]) -> _SearchForm:
    status, page = ask("GET", "/cases", headers=cookie)
    found = re.search(rb'name="csrf-token" content="([^"]+)"', page)
    if status != http.client.OK or found is None:
        raise SystemExit(f"the case list answered {status}")
    form_cookie = ask.cookies  # type: ignore[attr-defined]
    headers = {"Cookie": f"{cookie['Cookie']}; {form_cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    return _SearchForm(found[1].decode(), headers)


def _p95(ask: Ask, requests: int) -> float:
    times = []
    for number in range(WARM_UP + requests):
        start = time.perf_counter()
        status, _body = ask()
        if number >= WARM_UP:
            times.append(time.perf_counter() - start)
        if status != http.client.OK:
            raise SystemExit(f"answered {status}")
    return round(sorted(times)[int(len(times) * 0.95)] * 1000, 3)


class _Client:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = ""

    def __call__(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        self.connection.request(method, path, body, headers or {})
        response = self.connection.getresponse()
        cookie = response.headers.get("Set-Cookie")
        self.cookies = cookie.split(";")[0] if cookie else self.cookies
        return response.status, response.read()


@contextmanager
def _serving(which: str, environment: dict[str, str]) -> Iterator[_Client]:
    target = "benchmarks.bare:app" if which == "bare" else "run:app"
    serve = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORTS[which]),
        "--workers", "1", "--no-ws", "--log-level", "error", target,
    ]  # fmt: skip
    server = subprocess.Popen(serve, cwd=ROOT, env={**os.environ, **environment})
    try:
        yield _wait_for(PORTS[which])
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> _Client:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            client = _Client(port)
            client("GET", "/sign-in")
        except OSError:
            time.sleep(0.1)
        else:
            return client
    raise SystemExit(f"nothing answers on port {port}")


if __name__ == "__main__":
    main()
