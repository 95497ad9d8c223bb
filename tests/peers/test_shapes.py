"""Strict JSON: back and forth without loss, and nothing but the agreed shape."""

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.peers.rules.shapes import BadShape, from_bytes, packed, schema, to_bytes


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    colour: Colour
    items: tuple[bytes, ...] = field(metadata=packed(4))


@dataclass(frozen=True)
class Whole:
    name: str
    number: int
    share: float
    sure: bool
    day: date | None
    uid: UUID
    raw: bytes
    parts: tuple[Part, ...]


PARTS = st.builds(Part, st.sampled_from(Colour), st.lists(st.binary(min_size=4, max_size=4)).map(tuple))
WHOLES = st.builds(
    Whole, st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.none() | st.dates(), st.uuids(), st.binary(), st.lists(PARTS, max_size=3).map(tuple),
)  # fmt: skip


@given(WHOLES)
def test_what_is_sent_arrives_as_it_was(whole: Whole) -> None:
    assert from_bytes(Whole, to_bytes(whole)) == whole


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with pytest.raises(BadShape):
        from_bytes(Whole, raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(WHOLES, st.sampled_from(["name", "number", "share", "sure", "day", "uid", "raw", "parts"]), JSON)
def test_a_field_of_another_kind_is_refused_or_means_itself(whole: Whole, name: str, wrong: object) -> None:
    told = {**json.loads(to_bytes(whole)), name: wrong}
    try:
        found = from_bytes(Whole, json.dumps(told).encode())
    except BadShape:
        return
    assert json.loads(to_bytes(found)) == told or name == "share"


GOOD = (
    '{"name":"a","number":1,"share":0.5,"sure":true,"day":"2026-01-02",'
    '"uid":"00000000-0000-4000-8000-000000000000","raw":"","parts":[]}'
)


def test_the_example_is_good() -> None:
    assert from_bytes(Whole, GOOD.encode()).number == 1


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"number":1', '"number":true'),
        ('"number":1', '"number":1.0'),
        ('"number":1', '"number":1,"number":2'),
        ('"number":1', '"number":NaN'),
        ('"sure":true', '"sure":1'),
        ('"day":"2026-01-02"', '"day":"20260102"'),
        ('"day":"2026-01-02"', '"day":"2026-02-30"'),
        ("00000000-0000-4000-8000-000000000000", "{00000000-0000-4000-8000-000000000000}"),
        ('"raw":""', '"raw":"*"'),
        ('"parts":[]', '"parts":{}'),
        ('"parts":[]', '"parts":[{"colour":"green","items":""}]'),
        ('"parts":[]', '"parts":[{"colour":"red","items":"AAA="}]'),
        ('"parts":[]', '"parts":[],"more":1'),
        (',"parts":[]', ""),
    ],
)
def test_what_is_nearly_right_is_refused(good: str, bad: str) -> None:
    assert good in GOOD
    with pytest.raises(BadShape):
        from_bytes(Whole, GOOD.replace(good, bad, 1).encode())


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(BadShape):
        from_bytes(Whole, b"[" * 100_000)


def test_the_published_shape_names_every_field_and_allows_no_other() -> None:
    told = schema(Whole)
    assert told["required"] == ["name", "number", "share", "sure", "day", "uid", "raw", "parts"]
    assert told["additionalProperties"] is False
    assert told["properties"]["parts"]["items"]["properties"]["colour"]["enum"] == ["red", "blue"]
