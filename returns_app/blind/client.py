"""The asking side: blind a whole person's keys, pass them through the holders, open the tokens.

The first holder gets the blinded elements, every next one the answer of the holder before it;
the blinds come off once, at the end. With shares k1 and k2 a token is that of the key k1*k2,
which no one ever has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from returns_app.blind import oprf
from returns_app.blind.holder import Evaluated, KeyHolder


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


def open_answers(question: Question, answers: Sequence[Evaluated], commitments: Sequence[bytes]) -> tuple[bytes, ...]:
    """Verify every holder's answer in turn, take off the blinds, return one token for each key.

    Raises BadProof when a holder used another key than it committed to.
    """
    asked = question.blinded
    for answer, commitment in zip(answers, commitments, strict=True):
        oprf.verify(commitment, asked, answer.elements, answer.proof)
        asked = answer.elements
    return oprf.finalize(question.inputs, question.scalars, asked)


def ask(
    keys: Sequence[bytes], holders: Sequence[KeyHolder], commitments: Sequence[bytes], epoch: int
) -> tuple[bytes, ...]:
    """The tokens of the keys, asked of every holder in turn.

    The commitments are the ones the asker already trusts, not what a holder says at this moment.
    """
    if not keys:
        return ()
    question, answers = prepare(keys), list[Evaluated]()
    elements = question.blinded
    for holder in holders:
        answers.append(holder.evaluate(epoch, elements))
        elements = answers[-1].elements
    return open_answers(question, answers, commitments)
