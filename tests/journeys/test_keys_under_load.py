"""Every kind of key is changed while the real server answers: no request fails, nothing is lost, and it is measured."""

import base64
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import quantiles

import pytest

from returns_app.cases.queries import find_draft
from returns_app.core.permissions import Actor
from returns_app.db import masters
from returns_app.db.data_keys import renew_everything
from returns_app.db.encrypted import key_store
from returns_app.db.key_epochs import change_epoch
from returns_app.db.keys import KeyDirectory, Source
from returns_app.db.masters import BEFORE, ID_BYTES, VARIABLE, GivenKeys, KeySafe, move_keys, renew_master
from returns_app.db.session import db, scope
from tests import people
from tests.cases.builders import browser, open_case
from tests.journeys.seed import COUNSELLOR, seed_acceptance
from tests.journeys.stage import Stage
from tests.journeys.wire import FORM

pytestmark = pytest.mark.journey
CASES, ROUNDS, FEWEST = 6, 3, 60
OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)
COOKIE = "returns_session"


class SealedStage(Stage):
    """A stage whose keys are sealed under a master key that its server was given, with the next one beside it."""

    def _variables(self) -> dict[str, str]:
        return super()._variables() | {"RETURNS_KEY_SOURCE": "environment", "RETURNS_CSRF": "false"}

    def _environment(self) -> dict[str, str]:
        given = {name: base64.b64encode(key).decode() for name, key in ((VARIABLE, NEW), (BEFORE, OLD))}
        return super()._environment() | given


class Load:
    """Clients that ask one after another, what they were answered, and how long each answer took."""

    def __init__(self, port: int, cookie: str) -> None:
        """Nothing is asked yet."""
        self.port, self.cookie = port, cookie
        self.answers: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.kept = ""

    def read(self, path: str) -> None:
        """The people of a case: their names are opened with data keys."""
        status, body = self._ask("GET", path)
        self.answers["read" if status == 200 and b"Okafor" in body else f"read failed: {status}"] += 1

    def write(self, number: int) -> None:
        """A draft: what was typed is sealed with a data key."""
        status, _body = self._ask("POST", "/drafts/under-load", f"words=number+{number}")
        self.answers["write" if status == 204 else f"write failed: {status}"] += 1
        self.kept = f"number {number}"

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": f"{COOKIE}={self.cookie}", "Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
        connection, began = HTTPConnection("127.0.0.1", self.port, timeout=30), time.monotonic()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()
            self.seconds.append(time.monotonic() - began)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SealedStage]:
    """Served, with keys under the old master key."""
    monkeypatch.setattr(masters, "_taken", {VARIABLE: NEW, BEFORE: OLD})
    stage = SealedStage(tmp_path)
    move_keys(KeyDirectory(tmp_path / "keys", _safe(OLD, NEW)), Source.ENVIRONMENT)
    with stage.app.app_context():
        try:
            stage.start()
            yield stage
        finally:
            stage.stop()
            db.session.remove()
            db.engine.dispose()


def test_no_request_fails_while_every_key_is_changed(
    stage: SealedStage, record_property: Callable[[str, object], None]
) -> None:
    counsellor = seed_acceptance().actors[COUNSELLOR]
    pages = [f"/cases/{open_case(counsellor).id}/people" for _ in range(CASES)]
    load, before = Load(stage.port, _cookie(stage, counsellor)), key_store().epoch
    with _under(load, pages):
        for _round in range(ROUNDS):
            _for_all_keys()
        renewed = renew_master(key_store().directory)
    assert {what for what in load.answers if "failed" in what} == set(), load.answers
    assert min(load.answers["read"], load.answers["write"]) >= FEWEST
    assert key_store().epoch >= before + ROUNDS
    alone = KeyDirectory(stage.place / "keys", _safe(NEW))
    assert len([alone.key(name) for name in alone.names("")]) == renewed  # the old master key is not needed any more
    assert load.kept in _draft(counsellor)
    cuts = quantiles(load.seconds, n=100)
    record_property("answers", sum(load.answers.values()))
    record_property(
        "seconds", f"median {cuts[49]:.3f}, 99 of 100 within {cuts[98]:.3f}, longest {max(load.seconds):.3f}"
    )


def _for_all_keys() -> None:
    with scope(people.SEEDER):
        change_epoch(people.SEEDER)
        renew_everything(people.SEEDER)


@contextmanager
def _under(load: Load, pages: list[str]) -> Iterator[None]:
    over = threading.Event()

    def again_and_again(act: Callable[[int], None]) -> None:
        for number in count(1):
            if over.is_set() and number > FEWEST:
                return
            act(number)

    acts = [lambda number: load.read(pages[number % len(pages)])] * 3 + [load.write]
    clients = [threading.Thread(target=again_and_again, args=(act,)) for act in acts]
    for client in clients:
        client.start()
    try:
        yield
    finally:
        over.set()
        for client in clients:
            client.join(60)


def _safe(*keys: bytes) -> KeySafe:
    """The first seals."""
    by_id = {sha256(b"master key id|" + key).digest()[:ID_BYTES]: key for key in keys}
    return KeySafe(Source.ENVIRONMENT, {Source.ENVIRONMENT: GivenKeys(by_id)})


def _cookie(stage: Stage, actor: Actor) -> str:
    found = browser(stage.app, actor).get_cookie(COOKIE)
    assert found is not None
    return found.value


def _draft(actor: Actor) -> str:
    db.session().rollback()
    db.session().expunge_all()
    return str(find_draft(db.session(), actor, "under-load"))
