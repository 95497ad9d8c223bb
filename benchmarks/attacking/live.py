"""What the store's operator learns while it answers: which questions and claims are about one person. Names it does not learn.

The same facts give the same addresses, as long as the key is the same: that is how a claim is found at all. So whoever runs the
store, or broke into it while it runs, can link a check to another check and to the claim that follows. Measured here: how often,
for details written in the same way and otherwise, by how many strangers the link is wrong, and what a change of key ends.
"""

from collections.abc import Iterable, Sequence

from benchmarks.attacking.guessing import SHARES, token_under
from benchmarks.linking.files import details
from benchmarks.population import population
from returns_app.blind.addresses import all_addresses
from returns_app.blind.group import scalar_times
from returns_app.blind.oprf import derive_key
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.match_keys import keys_to_ask, keys_to_store

OLD = scalar_times(*SHARES)
NEW = scalar_times(derive_key(bytes(32), b"holder A, next"), derive_key(bytes(32), b"holder B, next"))
Pair = tuple[PersonalDetails, PersonalDetails]


def linked(count: int, seed: int) -> dict[str, float]:
    """The share of pairs that the operator links because they have an address in common."""
    people, pairs = _people(count, seed)
    half = len(people) // 2
    strangers = list(zip(people[:half], people[half:], strict=False))  # of other families
    return {
        "people": len(people),
        "people_written_otherwise": len(pairs),
        "check_again_same_details": _share((_asks(one), _asks(one)) for one in people),
        "check_again_written_otherwise": _share((_asks(one), _asks(other)) for one, other in pairs),
        "check_and_later_claim_same_details": _share((_asks(one), _claims(one)) for one in people),
        "check_and_claim_written_otherwise": _share((_asks(other), _claims(one)) for one, other in pairs),
        "checks_of_two_strangers": _share((_asks(one), _asks(other)) for one, other in strangers),
        "across_a_change_of_key": _share((_asks(one), _asks(one, NEW)) for one in people),
        "while_both_keys_are_asked": _share((_asks(one), _asks(one) | _asks(one, NEW)) for one in people),
    }


def _people(count: int, seed: int) -> tuple[list[PersonalDetails], list[Pair]]:
    """People as they were stored, and those of them who are asked about under details written otherwise."""
    rows = list(population("test", seed, count, count))
    stored = {row.cluster: details(row.cells()) for row in rows if row.side == "a"}
    pairs = [(stored[row.cluster], details(row.cells())) for row in rows if row.side == "b" and row.cluster in stored]
    return list(stored.values()), [(one, other) for one, other in pairs if one != other]


def _asks(who: PersonalDetails, key: bytes = OLD) -> frozenset[bytes]:
    return _addresses((one.value for one in keys_to_ask(who)), key)


def _claims(who: PersonalDetails) -> frozenset[bytes]:
    return _addresses((one.value for one in keys_to_store(who)), OLD)


def _addresses(values: Iterable[bytes], key: bytes) -> frozenset[bytes]:
    """The first slot stands for all ten: two tokens share either all slots or none."""
    token = token_under(key)
    return frozenset(all_addresses(token(value))[0] for value in values)


def _share(pairs: Iterable[tuple[frozenset[bytes], frozenset[bytes]]]) -> float:
    met: Sequence[bool] = [bool(one & other) for one, other in pairs]
    return round(sum(met) / len(met), 4)
