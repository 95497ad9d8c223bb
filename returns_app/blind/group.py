"""Elements and scalars of ristretto255, checked at the door; all arithmetic is libsodium's."""

from collections.abc import Sequence
from itertools import accumulate

import rbcl

ELEMENT_BYTES = 32
SCALAR_BYTES = 32
WIDE_BYTES = 64
ORDER = 2**252 + 27742317777372353535851937790883648493
IDENTITY = bytes(ELEMENT_BYTES)


class BadElement(ValueError):
    """These bytes are no element of the group that the protocol may use."""


class BadScalar(ValueError):
    """These bytes are no scalar that the protocol may use."""


def checked_element(raw: bytes) -> bytes:
    """The element itself, unless it is the identity, not canonical or of a wrong length."""
    if len(raw) != ELEMENT_BYTES:
        raise BadElement("an element has 32 bytes")
    if raw == IDENTITY:
        raise BadElement("the identity element would reveal the answer")
    if not rbcl.crypto_core_ristretto255_is_valid_point(raw):
        raise BadElement("not the canonical form of an element")
    return raw


def checked_scalar(raw: bytes) -> bytes:
    """The scalar itself, unless it is longer, shorter or not below the order of the group."""
    if len(raw) != SCALAR_BYTES:
        raise BadScalar("a scalar has 32 bytes")
    if int.from_bytes(raw, "little") >= ORDER:
        raise BadScalar("a scalar lies below the order of the group")
    return raw


def checked_key(raw: bytes) -> bytes:
    """A scalar that may serve as a key or a blind: zero would make every answer the same."""
    if not any(checked_scalar(raw)):
        raise BadScalar("zero is neither a key nor a blind")
    return raw


def random_scalar() -> bytes:
    """A fresh non-zero scalar from the operating system's generator."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_random())


def from_wide_hash(digest: bytes) -> bytes:
    """The element that a 64-byte hash stands for (the one-way map of RFC 9496)."""
    return bytes(rbcl.crypto_core_ristretto255_from_hash(digest))


def reduced(digest: bytes) -> bytes:
    """The scalar that a 64-byte little-endian number leaves modulo the order."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_reduce(digest))


def times(scalar: bytes, element: bytes) -> bytes:
    """The element multiplied by the scalar; what is no canonical element, or gives the identity, is refused.

    libsodium reads the element as strictly as `checked_element` does before it multiplies: checking it first would cost a
    tenth more and refuse nothing else (tests/blind/test_bad_bytes.py).
    """
    if len(element) != ELEMENT_BYTES:
        raise BadElement("an element has 32 bytes")
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255(scalar, element))
    except RuntimeError as error:
        raise BadElement("the product is no usable element") from error


def times_base(scalar: bytes) -> bytes:
    """The generator of the group multiplied by the scalar."""
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255_base(scalar))
    except RuntimeError as error:
        raise BadElement("the product is no usable element") from error


def plus(left: bytes, right: bytes) -> bytes:
    """The sum of two elements."""
    return bytes(rbcl.crypto_core_ristretto255_add(left, right))


def inverse(scalar: bytes) -> bytes:
    """The scalar that undoes a multiplication by this one."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_invert(scalar))


def inverses(scalars: Sequence[bytes]) -> list[bytes]:
    """The inverse of each at the price of one: all are multiplied, inverted together and taken apart again."""
    products = list(accumulate(scalars, scalar_times))
    rest = inverse(products[-1]) if products else b""
    found = []
    for scalar, before in zip(reversed(scalars), reversed(products[:-1]), strict=False):
        found.append(scalar_times(rest, before))
        rest = scalar_times(rest, scalar)
    return [rest, *reversed(found)] if products else []


def scalar_times(left: bytes, right: bytes) -> bytes:
    """The product of two scalars."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_mul(left, right))


def scalar_minus(left: bytes, right: bytes) -> bytes:
    """The difference of two scalars."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_sub(left, right))
