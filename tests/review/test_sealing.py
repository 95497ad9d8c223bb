"""Letters open only for whom they were sealed, in their own thread, under any veil."""

import secrets
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from returns_app.review.rules import RefusedLetter
from returns_app.review.service.sealing import BLOCK, open_sealed, public_key, seal

THREAD, LETTER = UUID(int=1), UUID(int=2)
SECRET, VEIL = secrets.token_bytes(32), secrets.token_bytes(32)


def _veiled(secret: bytes = SECRET, veil: bytes = VEIL) -> bytes:
    return X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(public_key(secret)))


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=300), max_size=6), st.binary(min_size=32, max_size=32))
def test_what_is_sealed_under_any_veil_is_opened(body: dict[str, str], veil: bytes) -> None:
    assert open_sealed(seal(body, _veiled(veil=veil), THREAD, LETTER), SECRET, veil, THREAD, LETTER) == body


def test_a_veiled_key_is_not_the_published_one_and_differs_every_time() -> None:
    others = {_veiled(veil=secrets.token_bytes(32)) for _ in range(5)}
    assert len(others | {public_key(SECRET)}) == 6


def test_the_length_says_little() -> None:
    short, longer = seal({"a": "x"}, _veiled(), THREAD, LETTER), seal({"a": "x" * 900}, _veiled(), THREAD, LETTER)
    assert len(short) == len(longer)
    assert len(short) < BLOCK + 100


@pytest.mark.parametrize("place", [0, 31, 40, -1])
def test_a_changed_byte_a_foreign_key_and_another_thread_are_refused(place: int) -> None:
    sealed = bytearray(seal({"a": "b"}, _veiled(), THREAD, LETTER))
    for secret, veil, thread, letter in (
        (secrets.token_bytes(32), VEIL, THREAD, LETTER), (SECRET, secrets.token_bytes(32), THREAD, LETTER),
        (SECRET, VEIL, LETTER, LETTER), (SECRET, VEIL, THREAD, THREAD),
    ):  # fmt: skip
        with pytest.raises(RefusedLetter):
            open_sealed(bytes(sealed), secret, veil, thread, letter)
    sealed[place] ^= 1
    with pytest.raises(RefusedLetter):
        open_sealed(bytes(sealed), SECRET, VEIL, THREAD, LETTER)
    with pytest.raises(RefusedLetter):
        open_sealed(b"short", SECRET, VEIL, THREAD, LETTER)
