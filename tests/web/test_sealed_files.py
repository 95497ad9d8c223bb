"""Sealed files: what went in comes out for its reader, and for nobody else."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.core.errors import Malformed
from returns_app.web.sealed_files import PIECE, Reader, read_recipient, seal_for
from tools.open_export import NotOpened, opened

PHRASE = "a sentence that works well"
RECIPIENT = "age1y6fgzcj34rew6v660j5xr6p8hhzgu599e5es8fxe774jap5mvq4qeljf2v"
MADE_BY_RAGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB4MHowVVJBRUMzZzBzYUl1SnI5TzJnIDE5Ck5LRUdRVnRSc1dnUTJ4VVZp"
    "L0JGVm5oWjRYbmRTQUFZMkcvakpBOWc2YTgKLS0tIHhwZHJIelZCVmk4SHNBTmc3cjNEVVVoSmpNa3BpcGptZjRieVRqd1N0azQK"
    "XUZ4tUVEBGBUtXTxZbE9v07X6ZTcNpPcG04IOzZ+vCUdAxJ7iA76G2kFmA=="
)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_went_in_comes_out(size: int) -> None:
    content = (b"Amina;Bello\r\n" * (size // 13 + 1))[:size]
    sealed = seal_for(content, Reader(PHRASE))
    assert opened(sealed, PHRASE) == content
    assert b"Amina" not in sealed


def test_a_file_of_the_program_age_opens_too() -> None:
    """It was made by the library of `rage`: the format is the public one, and its programs open ours too."""
    assert opened(base64.b64decode(MADE_BY_RAGE), PHRASE) == b"Amina;Bello"
    assert seal_for(b"x", Reader(PHRASE)).startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert seal_for(b"x", Reader(recipient=RECIPIENT)).startswith(b"age-encryption.org/v1\n-> X25519 ")


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(NotOpened, match="another"):
        opened(seal_for(b"list", Reader(PHRASE)), PHRASE + "!")


SEALED = seal_for(b"list of people" * 20, Reader(PHRASE))


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=0, max_value=len(SEALED) - 1))
def test_a_changed_byte_opens_nothing(place: int) -> None:
    changed = SEALED[:place] + bytes([SEALED[place] ^ 1]) + SEALED[place + 1 :]
    with pytest.raises((NotOpened, ValueError, IndexError)):
        opened(changed, PHRASE)


def test_a_cut_file_opens_nothing() -> None:
    long = seal_for(b"0" * (2 * PIECE), Reader(PHRASE))
    with pytest.raises(NotOpened):
        opened(long[: -PIECE - 16], PHRASE)


def test_a_file_for_a_key_says_so() -> None:
    with pytest.raises(NotOpened, match="recipient's key"):
        opened(seal_for(b"x", Reader(recipient=RECIPIENT)), PHRASE)


@pytest.mark.parametrize(
    "wrong", ["", "age1", "ssh-ed25519 AAAA", RECIPIENT[:-1] + "w", RECIPIENT[:-1], "1" + RECIPIENT]
)
def test_a_key_with_a_slip_is_refused(wrong: str) -> None:
    with pytest.raises(Malformed, match="age1"):
        read_recipient(wrong)


def test_a_key_may_be_pasted_with_spaces_or_in_capitals() -> None:
    assert read_recipient(f" {RECIPIENT.upper()}\n") == read_recipient(RECIPIENT)
