"""Slotted addresses: unique, short, and unrelated to whoever lacks the token."""

import pytest

from returns_app.blind.addresses import SLOTS, address, all_addresses


def test_a_token_has_ten_different_addresses_of_16_bytes() -> None:
    found = all_addresses(b"t" * 64)
    assert len(found) == len(set(found)) == SLOTS == 10
    assert {len(one) for one in found} == {16}


def test_an_address_is_the_same_every_time_and_known_by_value() -> None:
    assert all_addresses(b"t" * 64)[3] == address(b"t" * 64, 3)
    assert address(b"t" * 64, 0).hex() == "b5aba8a9bb273e808b0d4c8d71e37996"


def test_two_tokens_share_no_address() -> None:
    assert not set(all_addresses(b"t" * 64)) & set(all_addresses(b"u" * 64))


@pytest.mark.parametrize("slot", [-1, 10, 255])
def test_there_is_no_eleventh_slot(slot: int) -> None:
    with pytest.raises(ValueError, match="ten slots"):
        address(b"t" * 64, slot)
