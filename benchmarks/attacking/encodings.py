"""A population as thieves find it: in our store, and as the keyed Bloom filters that others keep."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from benchmarks.linking.files import Person, details
from benchmarks.linking.store import TokenFunction
from benchmarks.population import population
from returns_app.blind.addresses import address
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import keys_to_store
from returns_app.registry.service.hiding import padded

BITS, HASHES = 1000, 20
_KEY = b"a key that the thief does not have"


@dataclass(frozen=True, slots=True)
class Stored:
    """One claim as the store has it: its rows are addresses; the kinds of its keys are sealed with the store's key."""

    rows: tuple[bytes, ...]
    sealed: frozenset[KeyKind]


def people(count: int, seed: int) -> list[Person]:
    """Persons of the made-up population, as an office first wrote them down."""
    rows = population("test", seed, count, 0)
    return [Person(row.rid, row.cluster, row.klass, details(row.cells())) for row in rows]


def grams(person: Person) -> frozenset[str]:
    """Pairs of letters of given name, family name and birth date: what a Bloom filter is made of."""
    name, born = person.details.names[0], person.details.born
    fields = {"g": name.given.casefold(), "f": name.family.casefold(), "d": born.isoformat() if born else ""}
    return frozenset(f"{mark}{pair}" for mark, text in fields.items() for pair in _pairs(text))


def bloom(of: frozenset[str]) -> int:
    """A keyed Bloom filter by double hashing, as its users describe it: a thousand bits, twenty for each pair."""
    bits = 0
    for gram in of:
        one, other = (
            int.from_bytes(hmac.digest(_KEY, gram.encode(), name)[:8], "big") for name in ("sha256", "sha512")
        )
        for turn in range(HASHES):
            bits |= 1 << ((one + turn * other) % BITS)
    return bits


def expected_bits(grams_of: frozenset[str]) -> float:
    """How many bits a filter of these pairs should have: the thief knows the method, not the key."""
    return BITS * (1 - exp(-HASHES * len(grams_of) / BITS))


def expected_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The Dice coefficient that two filters should have."""
    either = BITS * (1 - exp(-HASHES * len(one | other) / BITS))
    sizes = expected_bits(one) + expected_bits(other)
    return 2 * (sizes - either) / max(1.0, sizes)


def stored(of: list[Person], token: TokenFunction) -> list[Stored]:
    """Every person's rows: the first free slot of each token, as owners write them."""
    filled: set[bytes] = set()
    return [_stored(dict(_rows(person, token, filled))) for person in of]


def _stored(rows: dict[bytes, KeyKind]) -> Stored:
    return Stored(tuple(padded(rows)), frozenset(rows.values()))


def _rows(person: Person, token: TokenFunction, filled: set[bytes]) -> Iterator[tuple[bytes, KeyKind]]:
    for key in keys_to_store(person.details):
        opened = token(key.value)
        free = next((one for one in (address(opened, slot) for slot in range(10)) if one not in filled), None)
        if free:
            filled.add(free)
            yield free, key.kind


def _pairs(text: str) -> Iterator[str]:
    padded = f"_{text}_"
    return (padded[place : place + 2] for place in range(len(padded) - 1))
