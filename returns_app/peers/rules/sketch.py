"""How many different things were seen, without keeping any of them: HyperLogLog (Flajolet et al., 2007).

2,048 registers of one byte tell the number with a standard error of 2.3 %; small numbers are counted linearly and
nearly exactly. What is put in has to be a keyed digest already: then a sketch tells nothing else.
"""

from collections.abc import Iterable
from math import log

REGISTERS = 2048
_INDEX_BITS = 11
_HASH_BITS = 64
_BIAS = 0.7213 / (1 + 1.079 / REGISTERS)
_SMALL = 2.5 * REGISTERS
_MOST_RANK = _HASH_BITS - _INDEX_BITS + 1

EMPTY = bytes(REGISTERS)


def with_seen(sketch: bytes, digests: Iterable[bytes]) -> bytes:
    """The sketch after these digests (at least 8 bytes each) were seen too."""
    registers = bytearray(sketch)
    for digest in digests:
        number = int.from_bytes(digest[:8], "big")
        index, rest = number >> (_HASH_BITS - _INDEX_BITS), number & ((1 << (_HASH_BITS - _INDEX_BITS)) - 1)
        rank = _HASH_BITS - _INDEX_BITS - rest.bit_length() + 1
        registers[index] = max(registers[index], rank)
    return bytes(registers)


def seen(sketch: bytes) -> int:
    """About how many different digests were seen."""
    raw = _BIAS * REGISTERS**2 / sum(sketch.count(rank) * 2.0**-rank for rank in range(_MOST_RANK + 1))
    empty = sketch.count(0)
    return round(REGISTERS * log(REGISTERS / empty)) if raw <= _SMALL and empty else round(raw)
