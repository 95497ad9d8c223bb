"""Bytes that must be refused: the identity, points off the group, wrong lengths, bad scalars."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.blind import group, oprf
from returns_app.blind.group import BadElement, BadScalar
from returns_app.blind.proof import BadProof

SHARE = oprf.derive_key(b"a" * 32, b"")
GOOD = oprf.blind_with([b"key"], [SHARE])[0]
NOT_CANONICAL = (2**255 - 19 + 2).to_bytes(32, "little")
BAD_ELEMENTS = [bytes(32), NOT_CANONICAL, b"\xff" * 32, GOOD[:-1], GOOD + b"\x00", b"", b"\x01" + bytes(31)]
BAD_SCALARS = [bytes(32), group.ORDER.to_bytes(32, "little"), b"\xff" * 32, b"\x01", b""]


@pytest.mark.parametrize("bad", BAD_ELEMENTS)
def test_a_holder_refuses_the_whole_batch(bad: bytes) -> None:
    with pytest.raises(BadElement):
        oprf.evaluate(SHARE, [GOOD, bad])


@pytest.mark.parametrize("bad", BAD_ELEMENTS)
def test_an_asker_refuses_such_an_answer(bad: bytes) -> None:
    scalars, _ = oprf.blind([b"key"])
    with pytest.raises(BadElement):
        oprf.finalize([b"key"], scalars, [bad])


@pytest.mark.parametrize("bad", BAD_SCALARS)
def test_a_share_or_blind_must_be_a_non_zero_scalar(bad: bytes) -> None:
    for refused in (oprf.public_key, lambda raw: oprf.evaluate(raw, [GOOD])):
        with pytest.raises(BadScalar):
            refused(bad)
    with pytest.raises(BadScalar):
        oprf.blind_with([b"key"], [bad])


def test_a_seed_has_32_bytes() -> None:
    with pytest.raises(BadScalar):
        oprf.derive_key(b"short", b"")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_an_element_or_refused(raw: bytes) -> None:
    try:
        (answer,) = oprf.evaluate(SHARE, [raw])
    except BadElement:
        return
    assert oprf.evaluate(SHARE, [group.checked_element(raw)]) == (answer,)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 63), st.integers(1, 255))
def test_a_proof_with_one_changed_byte_does_not_hold(place: int, change: int) -> None:
    answers = oprf.evaluate(SHARE, [GOOD])
    proof = bytearray(oprf.prove(SHARE, [GOOD], answers))
    proof[place] ^= change
    with pytest.raises(BadProof):
        oprf.verify(oprf.public_key(SHARE), [GOOD], answers, bytes(proof))


@pytest.mark.parametrize("proof", [b"", bytes(63), bytes(64), bytes(65), b"\xff" * 64])
def test_a_made_up_proof_does_not_hold(proof: bytes) -> None:
    answers = oprf.evaluate(SHARE, [GOOD])
    with pytest.raises(BadProof):
        oprf.verify(oprf.public_key(SHARE), [GOOD], answers, proof)


def test_a_proof_for_fewer_answers_does_not_hold() -> None:
    answers = oprf.evaluate(SHARE, [GOOD])
    proof = oprf.prove(SHARE, [GOOD], answers)
    for elements, given_back in (([GOOD, GOOD], answers), ([], ()), ([GOOD], ())):
        with pytest.raises(BadProof):
            oprf.verify(oprf.public_key(SHARE), elements, given_back, proof)


def test_an_input_longer_than_the_standard_allows_is_refused() -> None:
    scalars, elements = oprf.blind([b"k" * 65_536])
    with pytest.raises(ValueError, match="65,535"):
        oprf.finalize([b"k" * 65_536], scalars, elements)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(min_size=32, max_size=32), st.sampled_from(BAD_ELEMENTS), st.binary(max_size=40)))
def test_a_multiplication_refuses_exactly_what_the_check_refuses(raw: bytes) -> None:
    accepted = []
    for read in (group.checked_element, lambda one: group.times(SHARE, one)):
        try:
            read(raw)
        except BadElement:
            accepted.append(False)
        else:
            accepted.append(True)
    assert accepted[0] == accepted[1]


@pytest.mark.parametrize("bad", BAD_ELEMENTS)
@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_proof_over_a_bad_element_does_not_hold(bad: bytes, side: int) -> None:
    answers = oprf.evaluate(SHARE, [GOOD, GOOD])
    commitment = bad if side == 0 else oprf.public_key(SHARE)
    asked, came = ((GOOD, bad) if side == one else right for one, right in ((1, (GOOD, GOOD)), (2, answers)))
    with pytest.raises(BadProof):
        oprf.verify(commitment, asked, came, oprf.prove(SHARE, [GOOD, GOOD], answers))
