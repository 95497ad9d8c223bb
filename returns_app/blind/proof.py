"""The proof that a holder used the key it committed to (DLEQ, batched; RFC 9497, section 2.2)."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce

from returns_app.blind import group
from returns_app.blind.group import BadElement, BadScalar
from returns_app.blind.hashing import Mode, context, prefixed, to_scalar

PROOF_BYTES = 64
_MODE = Mode.VERIFIABLE
LARGEST_BATCH = 2**16 - 1


class BadProof(ValueError):
    """The answer was not made with the key that its holder committed to."""


def prove(share: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes], nonce: bytes | None = None) -> bytes:
    """A 64-byte proof that every evaluated element is the share times its element.

    `nonce` is for the published test vectors alone: used twice, it gives the share away.
    """
    commitment = group.times_base(share)
    _, blended = _weighted(commitment, tuple(elements), tuple(evaluated))
    target = group.times(share, blended)
    nonce = nonce or group.random_scalar()
    steps = (group.times_base(nonce), group.times(nonce, blended))
    challenge = _challenge(commitment, blended, target, *steps)
    return challenge + group.scalar_minus(nonce, group.scalar_times(challenge, share))


def verify(commitment: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes], proof: bytes) -> None:
    """Return quietly, or raise BadProof when the answer does not fit the commitment."""
    try:
        expected = _recomputed(commitment, elements, evaluated, proof)
    except (BadElement, BadScalar) as error:
        raise BadProof("the proof does not hold") from error
    if not hmac.compare_digest(expected, proof[: group.SCALAR_BYTES]):
        raise BadProof("the proof does not hold")


def _recomputed(commitment: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes], proof: bytes) -> bytes:
    """The challenge that a true proof would have carried."""
    if len(proof) != PROOF_BYTES:
        raise BadProof("a proof has 64 bytes")
    challenge = group.checked_scalar(proof[: group.SCALAR_BYTES])
    response = group.checked_scalar(proof[group.SCALAR_BYTES :])
    weights, blended = _weighted(commitment, tuple(elements), tuple(evaluated))
    target = _blend(evaluated, weights)
    first = group.plus(group.times_base(response), group.times(challenge, commitment))
    second = group.plus(group.times(response, blended), group.times(challenge, target))
    return _challenge(commitment, blended, target, first, second)


@lru_cache(4)  # public values: where holder and asker are one process, the second finds what the first worked out
def _weighted(
    commitment: bytes, elements: tuple[bytes, ...], evaluated: tuple[bytes, ...]
) -> tuple[tuple[bytes, ...], bytes]:
    """The weights of a batch and the elements blended by them."""
    weights = tuple(_weights(commitment, elements, evaluated))
    return weights, _blend(elements, weights)


def _weights(commitment: bytes, elements: Sequence[bytes], evaluated: Sequence[bytes]) -> Iterator[bytes]:
    """One scalar for each pair of the batch, bound to the commitment and to the pair."""
    if not 0 < len(elements) == len(evaluated) <= LARGEST_BATCH:
        raise BadProof("a proof covers as many answers as questions, and at least one")
    seed = hashlib.sha512(prefixed(commitment) + prefixed(b"Seed-" + context(_MODE))).digest()
    for index, (element, answer) in enumerate(zip(elements, evaluated, strict=True)):
        place = prefixed(seed) + index.to_bytes(2, "big")
        yield to_scalar(place + prefixed(element) + prefixed(answer) + b"Composite", _MODE)


def _blend(elements: Sequence[bytes], weights: Iterable[bytes]) -> bytes:
    """The weighted sum of a batch: one element that stands for all of them."""
    return reduce(group.plus, (group.times(*pair) for pair in zip(weights, elements, strict=True)))


def _challenge(*elements: bytes) -> bytes:
    """The scalar that fixes a proof to commitment, blended batch and both commitments to the nonce."""
    return to_scalar(b"".join(prefixed(element) for element in elements) + b"Challenge", _MODE)
