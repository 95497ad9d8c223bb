"""What a listener on the line learns: bytes and time of the store's answers, found or not, over signed requests."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks.linking.files import Person
from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import scope
from returns_app.linkage.details import FullName, PersonalDetails
from returns_app.peers.service import Message, Reply
from returns_app.registry.connection import PLACE, remote
from returns_app.registry.wire import QUESTIONS
from tests.registry.builders import announced, asked
from tests.registry.parties import InProcess, Parties, found_parties

_ROOT = Path(__file__).parents[2]
_UNLIMITED = 10**9
_STATE = "BE"


class _Listener:
    """Carries messages as the tests do, and notes how long each answer is and how long it took."""

    def __init__(self, inner: InProcess, heard: list[tuple[int, int, float]]) -> None:
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


def measured(people: list[Person], questions: int) -> dict[str, object]:
    """Half of the people are stored; everybody is asked about in turn, each in the same number of keys."""
    heard: list[tuple[int, int, float]] = []
    with _federation(heard):
        for person in people[:questions]:
            announced(_alike(person.details), _STATE)
        heard.clear()
        for known, other in zip(people[:questions], people[questions : 2 * questions], strict=True):
            asked(_alike(known.details), _STATE)
            asked(_alike(other.details), _STATE)
    return _compared(heard[::2], heard[1::2])


def _compared(found: list[tuple[int, int, float]], nothing: list[tuple[int, int, float]]) -> dict[str, object]:
    """Sizes as they are; the medians' difference beside what chance alone makes between two halves of one kind."""
    times = [[one[2] * 1000 for one in heard] for heard in (found, nothing)]
    halves = [median(times[1][half::2]) for half in (0, 1)]
    return {
        "answer_bytes_found": sorted({one[1] for one in found}),
        "answer_bytes_not_found": sorted({one[1] for one in nothing}),
        "found_ms": round(median(times[0]), 3),
        "not_found_ms": round(median(times[1]), 3),
        "difference_ms": round(abs(median(times[0]) - median(times[1])), 3),
        "difference_between_two_halves_of_not_found_ms": round(abs(halves[0] - halves[1]), 3),
        "told_apart_by_time": _told_apart(*times),
    }


def _told_apart(found: list[float], nothing: list[float]) -> float:
    """How often one who hears a found and an unfound answer says rightly which took longer; 0.5 is chance."""
    pairs = [(one, other) for one in found for other in nothing]
    return round(sum((one > other) + 0.5 * (one == other) for one, other in pairs) / len(pairs), 3)


def _alike(details: PersonalDetails) -> PersonalDetails:
    """A person with one given and one family name, date, country and sex: everybody has about as many keys."""
    name = details.names[0]
    first = FullName(name.given.split()[0], name.family.split()[-1])
    return PersonalDetails((first,), details.born, details.sex, details.nationalities)


@contextmanager
def _federation(heard: list[tuple[int, int, float]]) -> Iterator[None]:
    """Store and holders as services of their own on an empty database, asked by the node of one state."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        app, parties = _built(place)
        with app.app_context(), scope(system_actor("attack")):
            app.extensions[PLACE] = remote(
                parties.federation(_STATE), lambda: False, lambda url: _Listener(parties.transport(url), heard)
            )
            yield
        parties.close()


def _built(place: Path) -> tuple[Flask, Parties]:
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
    settings = replace(
        settings, state_tokens_per_day=_UNLIMITED, asker_tokens_per_day=_UNLIMITED, holder_elements_per_day=_UNLIMITED
    )
    return create_app(settings), found_parties(place, settings, place / "keys")
