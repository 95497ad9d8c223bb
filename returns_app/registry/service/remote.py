"""The registry at the other end of a wire: the store and both holders as services of their own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from returns_app.blind.holder import Evaluated, UnknownEpoch
from returns_app.db.session import db
from returns_app.peers.rules.problems import Code, PeerGone, Problem
from returns_app.peers.service import Caller
from returns_app.registry import wire
from returns_app.registry.rules import (
    Answer,
    BadRequest,
    ClaimEntry,
    Enrolment,
    Forgetting,
    Held,
    NewTokens,
    NoKeyYet,
    Question,
    RegistryGone,
    RequestReused,
    Reservation,
    UnknownClaim,
)
from returns_app.registry.statuses import ClaimStatus

Kind = TypeVar("Kind")
_REFUSALS: dict[Code, type[Exception]] = {
    Code.UNKNOWN_CLAIM: UnknownClaim, Code.REQUEST_REUSED: RequestReused, Code.BAD_REQUEST: BadRequest,
    Code.BAD_SHAPE: BadRequest, Code.UNKNOWN_EPOCH: UnknownEpoch, Code.NO_KEY: NoKeyYet,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a node knows of the keys from outside the conversation: each holder's public key by epoch."""

    commitments: tuple[Mapping[int, bytes], ...]
    epochs: tuple[int, ...]
    storing_epoch: int


class RemoteRegistry:
    """Never called inside a unit of work: it waits for others."""

    def __init__(
        self, store: Caller, holders: tuple[Caller, ...], trusted: Trusted, is_down: Callable[[], bool] = lambda: False
    ) -> None:
        """`is_down` lets tests and drills switch the registry off."""
        self._store, self._holders, self._trusted, self._is_down = store, holders, trusted, is_down

    def key_epoch(self) -> int:
        """The key epoch under which claims are stored."""
        return self._trusted.storing_epoch

    def epochs(self) -> tuple[int, ...]:
        """The key epochs in force, the newest first."""
        return self._trusted.epochs

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        """The public keys of both holders."""
        return tuple(known[epoch] for known in self._trusted.commitments)

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> Iterator[Evaluated]:
        """Each holder's answer as it comes, over the answer of the one before it; the asker verifies the proofs."""
        elements = blinded
        for holder in self._holders:
            told = self._call(holder, wire.EVALUATIONS, wire.Evaluation(epoch, elements), wire.Product)
            elements = told.elements
            yield Evaluated(told.elements, told.proof)

    def ask(self, question: Question) -> Answer:
        """Look the addresses up and score what they meet."""
        answer = self._call(self._store, wire.QUESTIONS, question, Answer, question.request_id)
        if answer.request_id != question.request_id:
            raise RegistryGone("an answer to another question")
        return answer

    def announce(self, request_id: UUID, entry: ClaimEntry) -> Enrolment:
        """Store a claim, idempotent by request id."""
        return self._call(self._store, wire.CLAIMS, entry, Enrolment, request_id)

    def reserve(
        self, request_id: UUID, entries: tuple[ClaimEntry, ...], cleared: tuple[str, ...], until: date
    ) -> Reservation:
        """Reserve the claims of a whole family at once, or learn who was first."""
        asked = wire.ReservationAsked(entries, cleared, until)
        told = self._call(self._store, wire.RESERVATIONS, asked, wire.ReservationTold, request_id)
        return wire.reservation(told)

    def release(self, request_id: UUID, keep: tuple[str, ...]) -> tuple[str, ...]:
        """Revoke what a request reserved, except claims that their owner keeps."""
        return self._call(self._store, wire.RELEASES, wire.Release(request_id, keep), wire.References).claims

    def change_status(self, claim: str, status: ClaimStatus, on: date) -> ClaimStatus:
        """Move a claim along."""
        return self._call(self._store, wire.MOVES, wire.Move(claim, status, on), wire.Standing).status

    def retoken(self, tokens: NewTokens) -> Enrolment:
        """Put new addresses in the place of a claim's old ones."""
        return self._call(self._store, wire.NEW_TOKENS, tokens, Enrolment)

    def forget(self, what: Forgetting) -> int:
        """Take away a claim for good."""
        return self._call(self._store, wire.FORGETTINGS, what, wire.Count).number

    def compare(self, kept: tuple[Enrolment, ...]) -> tuple[Held, ...]:
        """What the store holds beside our own list."""
        return self._call(self._store, wire.HOLDINGS, wire.Kept(kept), wire.Holdings).claims

    def statuses(self, claims: tuple[str, ...]) -> dict[str, ClaimStatus]:
        """Where these claims stand."""
        told = self._call(self._store, wire.STATUSES, wire.References(claims), wire.Standings)
        return {one.claim: one.status for one in told.claims}

    def lapse(self, on: date) -> tuple[str, ...]:
        """Let reservations and claims whose day has passed expire."""
        return self._call(self._store, wire.LAPSES, wire.Lapse(on), wire.References).claims

    def close(self) -> None:
        """Let go of kept connections."""
        for caller in (self._store, *self._holders):
            caller.close()

    def _call(self, whom: Caller, path: str, said: Any, kind: type[Kind], key: UUID | None = None) -> Kind:  # noqa: ANN401
        return call(whom, self._is_down, path, said, kind, key)


def call(
    whom: Caller, is_down: Callable[[], bool], path: str, said: object, kind: type[Kind], key: UUID | None = None
) -> Kind:
    """What a service answers; everything that can go wrong is said as the embedded registry says it."""
    if is_down():
        raise RegistryGone("switched off")
    if "work" in db.session().info:
        raise RuntimeError("the registry is never called inside a unit of work")
    try:
        return whom.call(path, said, kind, key)
    except PeerGone as gone:
        raise RegistryGone(str(gone)) from gone
    except Problem as problem:
        _refused(problem)


def _refused(problem: Problem) -> NoReturn:
    """What this side did wrong is said as the embedded registry says it; all else is no answer."""
    raise _REFUSALS.get(problem.code, RegistryGone)(str(problem)) from problem
