"""A question through two key holders: same tokens for same keys, and nothing else to see."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.blind import client, group, oprf
from returns_app.blind.holder import Evaluated, LocalHolder, UnknownEpoch

FIRST = oprf.derive_key(b"a" * 32, b"first holder")
SECOND = oprf.derive_key(b"b" * 32, b"second holder")
HOLDERS = (LocalHolder({1: FIRST}), LocalHolder({1: SECOND}))
COMMITMENTS = tuple(holder.commitment(1) for holder in HOLDERS)
KEYS = st.lists(st.binary(max_size=80), min_size=1, max_size=4)


def tokens_of(keys: list[bytes]) -> tuple[bytes, ...]:
    """The tokens of some keys under both shares of epoch 1."""
    return client.ask(keys, HOLDERS, COMMITMENTS, epoch=1)


@settings(max_examples=25, deadline=None)
@given(KEYS)
def test_two_questions_open_the_same_tokens(keys: list[bytes]) -> None:
    assert tokens_of(keys) == tokens_of(keys)


@settings(max_examples=25, deadline=None)
@given(KEYS)
def test_a_token_is_that_of_the_product_of_both_shares(keys: list[bytes]) -> None:
    scalars, blinded = oprf.blind(keys)
    whole = oprf.evaluate(group.scalar_times(FIRST, SECOND), blinded)
    assert tokens_of(keys) == oprf.finalize(keys, scalars, whole)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40))
def test_tokens_are_equal_only_for_equal_keys(left: bytes, right: bytes) -> None:
    first, second = tokens_of([left, right])
    assert (first == second) == (left == right)


def test_the_order_of_the_holders_does_not_matter() -> None:
    turned = client.ask([b"key"], HOLDERS[::-1], COMMITMENTS[::-1], epoch=1)
    assert turned == tokens_of([b"key"])


def test_what_the_holders_see_differs_from_question_to_question() -> None:
    first, second = client.prepare([b"key"] * 2), client.prepare([b"key"] * 2)
    assert len({*first.blinded, *second.blinded}) == 4


def test_one_holder_alone_cannot_make_the_token() -> None:
    for holder, commitment in zip(HOLDERS, COMMITMENTS, strict=True):
        assert client.ask([b"key"], [holder], [commitment], epoch=1) != tokens_of([b"key"])


def test_another_key_than_the_committed_one_is_noticed() -> None:
    rogue = LocalHolder({1: oprf.random_share()})
    with pytest.raises(oprf.BadProof):
        client.ask([b"key"], [HOLDERS[0], rogue], COMMITMENTS, epoch=1)


def test_a_missing_holder_is_noticed() -> None:
    question = client.prepare([b"key"])
    answer = HOLDERS[0].evaluate(1, question.blinded)
    with pytest.raises(ValueError, match="zip"):
        client.open_answers(question, [answer], COMMITMENTS)


def test_answers_in_another_order_are_noticed() -> None:
    question = client.prepare([b"one", b"two"])
    answer = HOLDERS[0].evaluate(1, question.blinded)
    swapped = Evaluated(answer.elements[::-1], answer.proof)
    with pytest.raises(oprf.BadProof):
        client.open_answers(question, [swapped], COMMITMENTS[:1])


def test_no_keys_need_no_holder() -> None:
    assert client.ask([], HOLDERS, COMMITMENTS, epoch=99) == ()


def test_an_epoch_that_was_destroyed_is_refused() -> None:
    with pytest.raises(UnknownEpoch):
        HOLDERS[0].evaluate(2, client.prepare([b"key"]).blinded)


def test_neither_share_nor_key_shows_in_a_log_line() -> None:
    assert FIRST.hex() not in repr(HOLDERS[0])
    assert repr(FIRST) not in repr(HOLDERS[0])
    assert "secret" not in repr(client.prepare([b"secret"]))


def test_tokens_are_there_before_the_proofs_and_vouched_for_after_them() -> None:
    question = client.prepare([b"one", b"two"])
    opened = client.open_coming(question, client.in_turn(HOLDERS, 1, question.blinded), COMMITMENTS)
    assert opened.vouched() == opened.tokens == tokens_of([b"one", b"two"])


@pytest.mark.parametrize("place", [0, 1])
def test_a_wrong_key_of_either_holder_is_noticed_however_late_its_proof_is_looked_at(place: int) -> None:
    holders = list(HOLDERS)
    holders[place] = LocalHolder({1: oprf.random_share()})
    question = client.prepare([b"key"])
    opened = client.open_coming(question, client.in_turn(holders, 1, question.blinded), COMMITMENTS)
    with pytest.raises(oprf.BadProof):
        opened.vouched()


def test_each_holder_must_have_answered() -> None:
    question = client.prepare([b"key"])
    with pytest.raises(ValueError, match="zip"):
        client.open_coming(question, client.in_turn(HOLDERS[:1], 1, question.blinded), COMMITMENTS)
