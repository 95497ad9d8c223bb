"""One key: facts joined so that they can be read in one way only, under the version of the rules that made them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from returns_app.linkage.kinds import KeyKind

VERSION = "2026-12"


@dataclass(frozen=True, slots=True)
class MatchKey:
    """One combination of facts; equal values mean equal facts. The value never leaves the asker in clear."""

    kind: KeyKind
    value: bytes = field(repr=False)


def key(kind: KeyKind, *parts: object, stored_as: KeyKind | None = None) -> MatchKey:
    """A key whose value cannot be read in two ways: every part carries its length."""
    texts = (VERSION, stored_as or kind, *parts)
    encoded = (str(text).encode() for text in texts)
    return MatchKey(kind, b"".join(len(text).to_bytes(2, "big") + text for text in encoded))


def unique(keys: Iterable[MatchKey], most: int) -> tuple[MatchKey, ...]:
    """Each value once, under the kind that came first."""
    found: dict[bytes, MatchKey] = {}
    for key in keys:
        found.setdefault(key.value, key)
    return tuple(found.values())[:most]
