"""A rogue client with a dictionary: what a member's node can try in a day through the interface that it is let into.

Every guess here is right, which is the best dictionary there is. Three ways: whole people, as the software asks; one key a
question; the keys of many people packed into one question. Who guesses through the pages of a node is stopped much earlier.
"""

from collections.abc import Sequence
from uuid import uuid4

from benchmarks.attacking.answers import STATE, federation
from benchmarks.linking.files import Person
from returns_app.checks.service.tokens import tokens_of
from returns_app.core.settings import Settings, load_settings
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import VERSION, MatchKey, keys_to_ask
from returns_app.registry.connection import registry
from returns_app.registry.rules import Purpose, Question, RegistryGone
from tests.registry.builders import OPENED, announced

PACKED = 24


def dictionary(people: list[Person], known: int) -> dict[str, object]:
    """How many right guesses are told, what each costs, and so how many a day holds for one asker and for a whole state."""
    limits = load_settings("development", {})
    with federation([], quotas=True):
        for person in people[:known]:
            announced(person.details, STATE)
        figures: dict[str, object] = {
            "whole_person": _whole(people[:known], limits),
            "one_key_names_and_date": _one_key(people[:known], KeyKind.NAMES_DATE, limits),
            "one_key_passport": _one_key(people[:known], KeyKind.PASSPORT, limits),
            "packed": _packed(people[:known], people[known:], limits),
            "different_people_until_one_asker_is_refused": _until_refused(people[known:]),
        }
    return figures | {"through_the_pages_an_hour": limits.checks_per_hour}


def _whole(people: Sequence[Person], limits: Settings) -> dict[str, float]:
    keys = [keys_to_ask(person.details) for person in people]
    told = sum(bool(_hits(of, "whole")) for of in keys)
    return _a_day(told / len(people), sum(map(len, keys)) / len(keys), limits)


def _one_key(people: Sequence[Person], kind: KeyKind, limits: Settings) -> dict[str, float]:
    """The first key of this kind alone, of those who have one."""
    having = _keys(people, kind)
    told = sum(bool(_hits((key,), f"one {kind}")) for key in having)
    return _a_day(told / len(having), 1, limits)


def _packed(people: Sequence[Person], wrong: Sequence[Person], limits: Settings) -> dict[str, float]:
    """Names and date of many people in one question, of whom one is stored and the others are wrong guesses."""
    others = _keys(wrong, KeyKind.NAMES_DATE)[: PACKED - 1]
    having = _keys(people, KeyKind.NAMES_DATE)
    told = sum(bool(_hits((key, *others), "packed")) for key in having)
    return _a_day(told / len(having), 1, limits)


def _keys(people: Sequence[Person], kind: KeyKind) -> list[MatchKey]:
    """The first key of a kind of everybody who has one."""
    found = (next((key for key in keys_to_ask(person.details) if key.kind is kind), None) for person in people)
    return [key for key in found if key is not None]


def _until_refused(people: Sequence[Person]) -> int:
    for number, person in enumerate(people):
        try:
            _hits(keys_to_ask(person.details), "a rogue user")
        except RegistryGone:
            return number
    return len(people)


def _a_day(told: float, tokens: float, limits: Settings) -> dict[str, float]:
    return {
        "right_guesses_told": round(told, 3),
        "tokens_a_guess": round(tokens, 1),
        "guesses_a_day_of_an_asker": int(limits.asker_tokens_per_day / tokens),
        "guesses_a_day_of_a_state": int(limits.state_tokens_per_day / tokens),
    }


def _hits(keys: Sequence[MatchKey], asker: str) -> int:
    house = registry()
    tokens = tokens_of(house, house.epochs(), keys)
    question = Question(uuid4(), STATE, OPENED, uuid4(), house.key_epoch(), VERSION, tokens, Purpose.INTAKE, asker[:40])
    return len(house.ask(question).hits)
