"""Answers of the registry are withheld until both holders proved that they used their own key."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask

from returns_app.blind.client import in_turn
from returns_app.blind.holder import Evaluated, LocalHolder
from returns_app.blind.oprf import BadProof, random_share
from returns_app.checks.service.tokens import answer_to, tokens_of
from returns_app.linkage.match_keys import VERSION, keys_to_ask
from returns_app.registry.connection import registry
from returns_app.registry.rules import Answer, Purpose, Question, Registry, RegistryGone, TokenGroup
from tests.registry.builders import AHMAD, AHMED, OPENED, announced

pytestmark = pytest.mark.postgres
KEYS = keys_to_ask(AHMED)


def _said(tokens: tuple[TokenGroup, ...]) -> Question:
    return Question(uuid4(), "NL", OPENED, uuid4(), 1, VERSION, tokens, Purpose.INTAKE, "somebody")


class _WithRogue:
    """The house's registry, whose second holder uses another key than it committed to."""

    def __init__(self, real: Registry, *, is_silent: bool = False) -> None:
        self.real, self.is_silent, self.asked = real, is_silent, list[Question]()

    def epochs(self) -> tuple[int, ...]:
        return self.real.epochs()

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        return self.real.commitments(epoch)

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> Iterator[Evaluated]:
        first = next(iter(self.real.evaluate(epoch, blinded)))
        yield first
        yield from in_turn([LocalHolder({epoch: random_share()})], epoch, first.elements)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.is_silent:
            raise RegistryGone("no answer")
        return self.real.ask(question)


def test_the_answer_is_that_to_the_tokens_asked_one_by_one(house: Flask) -> None:
    announced(AHMAD, "BE")
    said = _said(tokens_of(registry(), registry().epochs(), KEYS))
    at_once = answer_to(registry(), KEYS, _said)
    assert [hit.claim for hit in at_once.hits] == [hit.claim for hit in registry().ask(said).hits]
    assert at_once.hits


@pytest.mark.parametrize("told", [{"is_silent": False}, {"is_silent": True}], ids=["answered", "silent"])
def test_a_wrong_key_withholds_the_answer_of_a_store_that_was_asked_already(
    house: Flask, told: dict[str, bool]
) -> None:
    rogue = _WithRogue(registry(), **told)
    with pytest.raises(BadProof):
        answer_to(rogue, KEYS, _said)  # type: ignore[arg-type]
    assert len(rogue.asked) == 1


def test_what_is_to_be_stored_waits_for_both_proofs(house: Flask) -> None:
    rogue = _WithRogue(registry())
    with pytest.raises(BadProof):
        tokens_of(rogue, (1,), KEYS)  # type: ignore[arg-type]
    assert rogue.asked == []


def test_somebody_of_whom_nothing_is_known_is_asked_about_all_the_same(house: Flask) -> None:
    assert answer_to(registry(), (), _said).hits == ()
