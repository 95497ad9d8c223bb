"""The registry's store in memory: slotted addresses and nothing else, filled and asked as the registry does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from returns_app.blind import group
from returns_app.blind.addresses import SLOTS, address
from returns_app.blind.hashing import Mode, to_element, to_output
from returns_app.blind.oprf import derive_key
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.evidence import Evidence
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import keys_to_ask, keys_to_store
from returns_app.linkage.meeting import met

TokenFunction = Callable[[bytes], bytes]


def oblivious(seed: bytes = bytes(32)) -> TokenFunction:
    """The oblivious function itself under a test key, k1*k2 known here: same tokens, no blinding back and forth."""
    shares = (derive_key(seed, holder) for holder in (b"holder A", b"holder B"))
    key = group.scalar_times(*shares)
    return lambda value: to_output(value, group.times(key, to_element(value, Mode.VERIFIABLE)))


def keyed_hash(value: bytes) -> bytes:
    """A stand-in for millions of persons: equal for equal keys, as tokens are, at a hundredth of the cost."""
    return blake2b(value, digest_size=16, key=b"benchmark").digest()


@dataclass
class Store:
    """Claims by address; a token's ten slots filled from the first, an eleventh claim not kept."""

    token: TokenFunction
    claims: dict[bytes, int] = field(default_factory=dict)
    kinds: list[frozenset[KeyKind]] = field(default_factory=list)
    tokens: int = 0
    lost: int = 0

    def add(self, details: PersonalDetails) -> None:
        """Keep the next claim."""
        keys = keys_to_store(details)
        claim = len(self.kinds)
        for key in keys:
            self._keep(self.token(key.value), claim)
        self.kinds.append(_interned(frozenset(key.kind for key in keys)))

    def evidence(self, details: PersonalDetails) -> dict[int, Evidence]:
        """What agrees with each claim that any key meets."""
        keys = keys_to_ask(details)
        agreeing, bearers = met((key.kind, self._met(self.token(key.value))) for key in keys)
        asked = frozenset(key.kind for key in keys)
        return {
            claim: Evidence(tuple(found), asked, self.kinds[claim], bearers=bearers)
            for claim, found in agreeing.items()
        }

    def _keep(self, token: bytes, claim: int) -> None:
        for slot in range(SLOTS):
            if self.claims.setdefault(address(token, slot), claim) == claim:
                self.tokens += 1
                return
        self.lost += 1

    def _met(self, token: bytes) -> list[int]:
        """Every filled slot; the first empty one ends them, because nothing was taken out of this store."""
        found = []
        for slot in range(SLOTS):
            claim = self.claims.get(address(token, slot))
            if claim is None:
                break
            found.append(claim)
        return found


_SETS: dict[frozenset[KeyKind], frozenset[KeyKind]] = {}


def _interned(kinds: frozenset[KeyKind]) -> frozenset[KeyKind]:
    """One object for equal sets: a million claims have a few thousand of them."""
    return _SETS.setdefault(kinds, kinds)
