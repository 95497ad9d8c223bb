"""The shape of a claim, hidden at rest: as many rows as any other claim, and the kinds of its keys under the store's own key.

Whoever stole the database alone sees claims that all look alike. Rows that stand for no key are random bytes: nobody can meet them,
and they cost no work on the curve.
"""

import secrets
from collections.abc import Collection

from returns_app.blind.addresses import ADDRESS_BYTES
from returns_app.db.encrypted import key_store
from returns_app.db.keys import DataKey
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import MOST_STORED
from returns_app.registry.models import Claim

ROWS = MOST_STORED
STORE_KEY = "claims"
_KINDS = tuple(KeyKind)  # new kinds are added at the end: a sealed set is a number of bits
_BYTES = 16


def padded(addresses: Collection[bytes]) -> list[bytes]:
    """The addresses among random ones, in an order that tells nothing."""
    missing = -len(addresses) % ROWS if addresses else ROWS
    return sorted([*addresses, *(secrets.token_bytes(ADDRESS_BYTES) for _ in range(missing))])


def seal_kinds(claim: Claim, kinds: Collection[KeyKind]) -> None:
    """Keep which kinds of keys a claim has, so that the database alone does not tell."""
    bits = sum(1 << _KINDS.index(kind) for kind in set(kinds))
    claim.sealed_kinds, claim.kinds = _cipher().seal(bits.to_bytes(_BYTES, "big"), _place(claim)), []


def kinds_of(claim: Claim) -> frozenset[KeyKind]:
    """Which kinds of keys a claim has; claims of an earlier release have them in clear until they are sealed."""
    if claim.sealed_kinds is None:
        return frozenset(map(KeyKind, claim.kinds))
    bits = int.from_bytes(_cipher().open(claim.sealed_kinds, _place(claim)), "big")
    return frozenset(kind for number, kind in enumerate(_KINDS) if bits >> number & 1)


def _cipher() -> DataKey:
    directory = key_store().directory
    directory.create(STORE_KEY)  # a store of an earlier release has none yet
    return DataKey(directory.key(STORE_KEY))


def _place(claim: Claim) -> str:
    return f"registry_claim|kinds|{claim.id}"
