"""What a listener on the line learns: bytes and time of the store's answers, found or not, over signed requests."""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks.attacking.chance import interval, told_apart
from benchmarks.linking.files import Person
from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import scope
from returns_app.linkage.details import FullName, PersonalDetails
from returns_app.linkage.match_keys import keys_to_ask
from returns_app.peers.service import Message, Reply
from returns_app.registry.connection import PLACE, remote
from returns_app.registry.wire import QUESTIONS
from tests.registry.builders import announced, asked
from tests.registry.parties import InProcess, Parties, found_parties

_ROOT = Path(__file__).parents[2]
_UNLIMITED = 10**9
STATE = "BE"
Heard = tuple[int, int, float]
"""Bytes of the question, bytes of the answer, seconds between them."""


class _Listener:
    """Carries messages as the tests do, and notes how long each answer is and how long it took."""

    def __init__(self, inner: InProcess, heard: list[Heard]) -> None:
        self._inner, self._heard = inner, heard

    def send(self, message: Message) -> Reply:
        """One exchange; questions to the store are noted."""
        started = time.perf_counter()
        reply = self._inner.send(message)
        if message.url.endswith(QUESTIONS):
            self._heard.append((len(message.body), len(reply.body), time.perf_counter() - started))
        return reply

    def close(self) -> None:
        """Nothing is kept open."""
        self._inner.close()


def measured(people: list[Person], rounds: int, seed: int) -> dict[str, object]:
    """Rounds of three questions in random order: about somebody stored, and about two who are not, each in as many keys."""
    heard: list[Heard] = []
    rng = Random(seed)
    with federation(heard):
        trios = _trios(people)
        for known, _one, _other in trios:
            announced(known, STATE)
        for known, *_rest in trios:
            asked(known, STATE)  # what is slow once, is slow now
        heard.clear()
        kinds: list[int] = []
        for number in range(rounds):
            for kind in rng.sample(range(3), 3):
                kinds.append(kind)
                asked(trios[number % len(trios)][kind], STATE)
    by_kind = ([one for one, of in zip(heard, kinds, strict=True) if of == kind] for kind in range(3))
    return _compared(seed, *by_kind)


def _trios(people: list[Person]) -> list[tuple[PersonalDetails, ...]]:
    """Three people each who are asked about in the same number of keys: the length of a question is no secret."""
    by_keys: dict[int, list[PersonalDetails]] = defaultdict(list)
    for person in people:
        alike = _alike(person.details)
        by_keys[len(keys_to_ask(alike))].append(alike)
    return [tuple(of[place : place + 3]) for of in by_keys.values() for place in range(0, len(of) - 2, 3)]


def _compared(seed: int, found: list[Heard], nothing: list[Heard], control: list[Heard]) -> dict[str, object]:
    """Sizes as they are; how far times tell found from not found, beside how far they tell not found from not found."""
    times = [[one[2] * 1000 for one in heard] for heard in (found, nothing, control)]
    return {
        "rounds": len(found),
        "answer_bytes_found": sorted({one[1] for one in found}),
        "answer_bytes_not_found": sorted({one[1] for one in nothing}),
        "found_ms": round(median(times[0]), 3),
        "not_found_ms": round(median(times[1]), 3),
        "told_apart_by_time": _with_interval(times[0], times[1], seed),
        "two_not_found_told_apart": _with_interval(times[2], times[1], seed),
    }


def _with_interval(one: list[float], other: list[float], seed: int) -> list[float]:
    """The share that is told apart, and the 95 % interval around it."""
    return [round(value, 3) for value in (told_apart(one, other), *interval(one, other, seed))]


def _alike(details: PersonalDetails) -> PersonalDetails:
    """A person with one given and one family name, date, country and sex: everybody has about as many keys."""
    name = details.names[0]
    first = FullName(name.given.split()[0], name.family.split()[-1])
    return PersonalDetails((first,), details.born, details.sex, details.nationalities)


@contextmanager
def federation(heard: list[Heard], *, quotas: bool = False) -> Iterator[None]:
    """Store and holders as services of their own on an empty database, asked by the node of one state."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        app, parties = _built(place, quotas=quotas)
        with app.app_context(), scope(system_actor("attack")):
            app.extensions[PLACE] = remote(
                parties.federation(STATE), lambda: False, lambda url: _Listener(parties.transport(url), heard)
            )
            yield
        parties.close()


def _built(place: Path, *, quotas: bool) -> tuple[Flask, Parties]:
    url = f"sqlite:///{place / 'attack.sqlite3'}"
    create_keys(KeyDirectory(place / "keys"))
    subprocess.run([sys.executable, "-m", "tools.migrate", url], check=True, cwd=_ROOT, capture_output=True)
    settings = load_settings(
        "testing",
        {
            "RETURNS_DATABASE_URL": url,
            "RETURNS_KEYS_DIR": str(place / "keys"),
            "RETURNS_SECRET_FILE": str(place / "keys" / "session.key"),
        },
    )
    if quotas:
        return create_app(settings), found_parties(place, settings, place / "keys")
    settings = replace(
        settings, state_tokens_per_day=_UNLIMITED, asker_tokens_per_day=_UNLIMITED, holder_elements_per_day=_UNLIMITED
    )
    return create_app(settings), found_parties(place, settings, place / "keys")
