"""The function itself: blind, evaluate, finalise (RFC 9497 over ristretto255-SHA512).

Shapes: inputs are byte strings of at most 65,535 bytes, elements and scalars have 32 bytes,
tokens 64. Every list keeps the order of the inputs. BadElement and BadScalar say what was wrong.
"""

from collections.abc import Sequence

from returns_app.blind import group
from returns_app.blind.group import BadElement, BadScalar
from returns_app.blind.hashing import Mode, prefixed, to_element, to_output, to_scalar
from returns_app.blind.proof import BadProof, prove, verify

__all__ = [
    "BadElement",
    "BadProof",
    "BadScalar",
    "Mode",
    "blind",
    "blind_with",
    "derive_key",
    "evaluate",
    "finalize",
    "prove",
    "public_key",
    "random_share",
    "verify",
]

SEED_BYTES = 32
_TRIES = 256


def blind(inputs: Sequence[bytes], mode: Mode = Mode.VERIFIABLE) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """A fresh scalar for each input, and the blinded elements a holder may see."""
    scalars = tuple(group.random_scalar() for _ in inputs)
    return scalars, blind_with(inputs, scalars, mode)


def blind_with(inputs: Sequence[bytes], scalars: Sequence[bytes], mode: Mode = Mode.VERIFIABLE) -> tuple[bytes, ...]:
    """The blinded elements under given scalars: for test vectors and for resuming a question."""
    return tuple(
        group.times(group.checked_key(scalar), to_element(text, mode))
        for text, scalar in zip(inputs, scalars, strict=True)
    )


def evaluate(share: bytes, elements: Sequence[bytes]) -> tuple[bytes, ...]:
    """Each blinded element multiplied by the holder's share; a bad one refuses the whole batch."""
    share = group.checked_key(share)
    return tuple(group.times(share, element) for element in elements)


def finalize(inputs: Sequence[bytes], scalars: Sequence[bytes], evaluated: Sequence[bytes]) -> tuple[bytes, ...]:
    """The tokens: blinds taken off, then input and element hashed together."""
    return tuple(
        to_output(text, group.times(inverse, element))
        for text, inverse, element in zip(inputs, group.inverses(scalars), evaluated, strict=True)
    )


def derive_key(seed: bytes, info: bytes, mode: Mode = Mode.VERIFIABLE) -> bytes:
    """The share that a 32-byte seed and a public description stand for (RFC 9497, 3.2.1)."""
    if len(seed) != SEED_BYTES:
        raise BadScalar("a seed has 32 bytes")
    for counter in range(_TRIES):
        message = seed + prefixed(info) + bytes([counter])
        share = to_scalar(message, mode, purpose=b"DeriveKeyPair")
        if any(share):
            return share
    raise BadScalar("this seed leads to no key")


def public_key(share: bytes) -> bytes:
    """The commitment to a share, which everyone may know."""
    return group.times_base(group.checked_key(share))


def random_share() -> bytes:
    """A fresh share for a holder and an epoch."""
    return group.random_scalar()
