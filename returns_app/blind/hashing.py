"""How RFC 9497 turns text into elements, scalars and outputs (suite ristretto255-SHA512)."""

import hashlib
from enum import IntEnum

from returns_app.blind import group

SUITE = b"ristretto255-SHA512"
_HASH_BLOCK_BYTES = 128
_LONGEST = 2**16 - 1


class Mode(IntEnum):
    """The two modes of the protocol that are used here."""

    OBLIVIOUS = 0
    VERIFIABLE = 1


def context(mode: Mode) -> bytes:
    """The context string that keeps the modes and versions of the protocol apart."""
    return b"OPRFV1-" + bytes([mode]) + b"-" + SUITE


def prefixed(part: bytes) -> bytes:
    """The part with its length in two bytes before it, so that no two lists of parts read alike."""
    if len(part) > _LONGEST:
        raise ValueError("a part of a transcript has at most 65,535 bytes")
    return len(part).to_bytes(2, "big") + part


def expand(message: bytes, tag: bytes) -> bytes:
    """64 uniform bytes for a message under a tag: expand_message_xmd with SHA-512 (RFC 9380, 5.3.1).

    With 64 bytes wanted and a 64-byte hash the expansion has exactly one block.
    """
    if len(tag) > 255:  # noqa: PLR2004 - the limit of the RFC; longer tags would be hashed first
        raise ValueError("a tag has at most 255 bytes")
    tail = tag + bytes([len(tag)])
    wanted = group.WIDE_BYTES.to_bytes(2, "big")
    first = hashlib.sha512(bytes(_HASH_BLOCK_BYTES) + message + wanted + b"\x00" + tail).digest()
    return hashlib.sha512(first + b"\x01" + tail).digest()


def to_element(message: bytes, mode: Mode) -> bytes:
    """HashToGroup: the element that stands for a message."""
    return group.from_wide_hash(expand(message, b"HashToGroup-" + context(mode)))


def to_scalar(message: bytes, mode: Mode, purpose: bytes = b"HashToScalar-") -> bytes:
    """HashToScalar: the scalar that stands for a message, for one named purpose."""
    return group.reduced(expand(message, purpose + context(mode)))


def to_output(message: bytes, element: bytes) -> bytes:
    """The 64-byte output of the function: message and unblinded element hashed together."""
    return hashlib.sha512(prefixed(message) + prefixed(element) + b"Finalize").digest()
