"""The asking side: blind a whole person's keys, pass them through the holders, open the tokens.

The first holder gets the blinded elements, every next one the answer of the holder before it;
the blinds come off once, at the end. With shares k1 and k2 a token is that of the key k1*k2,
which no one ever has.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from returns_app.blind import oprf
from returns_app.blind.holder import Evaluated, KeyHolder

_MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Question:
    """Match keys with their blinds: all but `blinded` stays with the asker."""

    inputs: tuple[bytes, ...] = field(repr=False)
    scalars: tuple[bytes, ...] = field(repr=False)
    blinded: tuple[bytes, ...]


def prepare(keys: Sequence[bytes]) -> Question:
    """Blind every key with a fresh scalar, so that two questions about one person look unrelated."""
    scalars, blinded = oprf.blind(keys)
    return Question(tuple(keys), scalars, blinded)


@dataclass(frozen=True, slots=True)
class Opened:
    """Tokens, one for each key, and the proofs that are still being verified."""

    tokens: tuple[bytes, ...] = field(repr=False)
    proofs: tuple[Future[None], ...]

    def vouched(self) -> tuple[bytes, ...]:
        """The tokens, once every proof holds; BadProof when a holder used another key than it committed to."""
        for proof in self.proofs:
            proof.result()
        return self.tokens


def open_coming(question: Question, answers: Iterable[Evaluated], commitments: Sequence[bytes]) -> Opened:
    """Take off the blinds; each holder's answer is verified while the next one works, the last one's while the caller goes on.

    Nothing may be done with what the tokens lead to before `vouched` came back.
    """
    proofs, asked = list[Future[None]](), question.blinded
    for answer, commitment in zip(answers, commitments, strict=True):
        proofs.append(_verifiers().submit(oprf.verify, commitment, asked, answer.elements, answer.proof))
        asked = answer.elements
    try:
        return Opened(oprf.finalize(question.inputs, question.scalars, asked), tuple(proofs))
    except (oprf.BadElement, ValueError):
        Opened((), tuple(proofs)).vouched()
        raise


def open_answers(question: Question, answers: Iterable[Evaluated], commitments: Sequence[bytes]) -> tuple[bytes, ...]:
    """Verify every holder's answer, take off the blinds, return one token for each key.

    Raises BadProof when a holder used another key than it committed to.
    """
    return open_coming(question, answers, commitments).vouched()


def in_turn(holders: Iterable[KeyHolder], epoch: int, blinded: Sequence[bytes]) -> Iterator[Evaluated]:
    """The answer of each holder over that of the one before it, as they come."""
    elements = blinded
    for holder in holders:
        answer = holder.evaluate(epoch, elements)
        elements = answer.elements
        yield answer


def ask(
    keys: Sequence[bytes], holders: Sequence[KeyHolder], commitments: Sequence[bytes], epoch: int
) -> tuple[bytes, ...]:
    """The tokens of the keys, asked of every holder in turn.

    The commitments are the ones the asker already trusts, not what a holder says at this moment.
    """
    if not keys:
        return ()
    question = prepare(keys)
    return open_answers(question, in_turn(holders, epoch, question.blinded), commitments)


@cache
def _verifiers() -> ThreadPoolExecutor:
    # A thread for a whole proof: libsodium lets go of the interpreter. Halves of one were tried in threads of their own, and lost.
    return ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="blind-proof")
