"""A key holder: multiplies what it cannot read by a share that nobody else has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from returns_app.blind import group, oprf


class UnknownEpoch(LookupError):
    """This holder has no share, or no longer has one, for that key epoch."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A holder's answer: one element for each asked one, and the proof over all of them."""

    elements: tuple[bytes, ...]
    proof: bytes


class KeyHolder(Protocol):
    """What every holder does, in this process or at the other end of a wire."""

    def evaluate(self, epoch: int, elements: Sequence[bytes]) -> Evaluated:
        """Multiply the blinded elements by the share of that epoch and prove it."""
        ...

    def commitment(self, epoch: int) -> bytes:
        """The public key of that epoch, against which answers are verified."""
        ...


class LocalHolder:
    """A holder in this process, with its shares by key epoch."""

    def __init__(self, shares: Mapping[int, bytes]) -> None:
        """Take a copy of the shares; a share that is no scalar is refused here."""
        self._shares = {epoch: group.checked_key(share) for epoch, share in shares.items()}

    def __repr__(self) -> str:
        """The epochs alone: a share must never reach a log."""
        return f"LocalHolder(epochs={sorted(self._shares)})"

    def evaluate(self, epoch: int, elements: Sequence[bytes]) -> Evaluated:
        """Multiply the blinded elements by the share of that epoch and prove it."""
        share = self._share(epoch)
        answers = oprf.evaluate(share, elements)
        return Evaluated(answers, oprf.prove(share, elements, answers))

    def commitment(self, epoch: int) -> bytes:
        """The public key of that epoch, against which answers are verified."""
        return oprf.public_key(self._share(epoch))

    def _share(self, epoch: int) -> bytes:
        try:
            return self._shares[epoch]
        except KeyError:
            raise UnknownEpoch(epoch) from None
