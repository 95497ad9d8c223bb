"""Where a token is kept: ten unrelated-looking addresses, of which each owner fills one."""

import hashlib

SLOTS = 10
ADDRESS_BYTES = 16
_TAG = b"returns/address/1\x00"


def address(token: bytes, slot: int) -> bytes:
    """The 16-byte address of one slot; without the token nobody can tell that two belong together."""
    if not 0 <= slot < SLOTS:
        raise ValueError("a token has ten slots, 0 to 9")
    return hashlib.sha256(_TAG + token + bytes([slot])).digest()[:ADDRESS_BYTES]


def all_addresses(token: bytes) -> tuple[bytes, ...]:
    """Every address of a token, in the order in which owners fill them."""
    return tuple(address(token, slot) for slot in range(SLOTS))
