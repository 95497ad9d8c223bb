"""A thief with a dictionary: how many guessed identities can be told true or false, with no share, one and both."""

import time
from collections.abc import Callable

from benchmarks.attacking.encodings import Stored
from benchmarks.linking.files import Person
from returns_app.blind import group
from returns_app.blind.addresses import SLOTS, address
from returns_app.blind.hashing import Mode, to_element, to_output
from returns_app.blind.oprf import derive_key
from returns_app.linkage.match_keys import keys_to_store

SHARES = tuple(derive_key(bytes(32), holder) for holder in (b"holder A", b"holder B"))
_GUESSED_KEYS = 2


def token_under(key: bytes) -> Callable[[bytes], bytes]:
    """The function under a key that a thief holds."""
    return lambda value: to_output(value, group.times(key, to_element(value, Mode.VERIFIABLE)))


def dictionary(store: list[Stored], people: list[Person], seconds: float) -> dict[str, dict[str, float]]:
    """How many guesses each thief confirms where all are right: the best dictionary there is."""
    filled = {one for claim in store for one in claim.rows}
    keys = {
        "store_alone": derive_key(bytes(range(32)), b"made up"),
        "store_and_one_share": SHARES[0],
        "store_and_the_other_share": SHARES[1],
        "store_and_both_shares": group.scalar_times(*SHARES),
    }
    return {thief: _confirmed(token_under(key), filled, people, seconds) for thief, key in keys.items()}


def _confirmed(
    token: Callable[[bytes], bytes], filled: set[bytes], people: list[Person], seconds: float
) -> dict[str, float]:
    started, guesses, right = time.perf_counter(), 0, 0
    while time.perf_counter() - started < seconds:
        values = [key.value for key in keys_to_store(people[guesses % len(people)].details)[:_GUESSED_KEYS]]
        opened = map(token, values)
        right += any(address(one, slot) in filled for one in opened for slot in range(SLOTS))
        guesses += 1
    spent = time.perf_counter() - started
    return {
        "guesses_tried": guesses,
        "tried_per_second": round(guesses / spent),
        "confirmed": right,
        "confirmed_per_second": round(right / spent),
    }
