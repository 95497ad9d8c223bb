"""Strict JSON made from dataclasses: what is not exactly of the shape is refused, and the shape can be published.

A field of many equal byte strings is sent as one text: `field(metadata=packed(16))`.
"""

import json
import types
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

ITEM_BYTES = "item_bytes"
Kind = TypeVar("Kind")


class BadShape(ValueError):
    """These bytes are not what was agreed to be sent."""


def packed(item_bytes: int) -> dict[str, int]:
    """Metadata of a field that holds byte strings of one length."""
    return {ITEM_BYTES: item_bytes}


def to_bytes(value: Any) -> bytes:  # noqa: ANN401
    """A dataclass as JSON."""
    return json.dumps(to_plain(value), separators=(",", ":"), ensure_ascii=True).encode()


def to_plain(value: Any) -> Any:  # noqa: ANN401
    """A dataclass as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _field_to_plain(one, getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, (tuple, frozenset)):
        return [to_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, (date, UUID)) else value


def from_bytes(kind: type[Kind], raw: bytes) -> Kind:
    """The dataclass that JSON bytes stand for; BadShape for everything else."""
    found: Kind = from_plain(kind, load(raw))
    return found


def load(raw: bytes) -> Any:  # noqa: ANN401
    """Plain JSON, without doubled names and numbers that are none."""
    try:
        return json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise BadShape("no JSON that can be read") from fault


def from_plain(kind: Any, value: Any) -> Any:  # noqa: ANN401
    """A value of a type, from plain JSON."""
    return _reader(kind)(value)


def schema(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    """The JSON Schema of a type."""
    if _is_object(kind):
        properties = {one.name: _field_schema(one, hint) for one, hint in _hinted(kind)}
        return {
            "type": "object", "additionalProperties": False, "required": list(properties), "properties": properties,
        }  # fmt: skip
    if _is_union(kind):
        return {"anyOf": [schema(part) for part in get_args(kind)]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": schema(get_args(kind)[0])}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [member.value for member in kind]}
    return dict(_SCHEMAS[kind])


_SCHEMAS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
    types.NoneType: {"type": "null"},
}


@cache
def _hinted(kind: type) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one, hints[one.name]) for one in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    if _is_union(kind):
        (inner,) = (part for part in get_args(kind) if part is not types.NoneType)
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if get_origin(kind) is tuple:
        read_item = _reader(get_args(kind)[0])
        return lambda value: tuple(map(read_item, value)) if isinstance(value, list) else _refuse("a list")
    return _object_reader(kind) if _is_object(kind) else _simple_reader(kind)


def _simple_reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, (StrEnum, date, UUID)):
        return _text_reader(kind)
    if kind is bytes:
        return _octets
    if kind is float:
        return lambda value: float(value) if type(value) in {int, float} else _refuse("a number")
    return lambda value: value if type(value) is kind else _refuse(kind.__name__)


def _object_reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    readers = {one.name: _field_reader(one, hint) for one, hint in _hinted(kind)}

    def read(value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, dict) or value.keys() != readers.keys():
            _refuse(f"the fields {', '.join(readers)}")
        return kind(**{name: readers[name](part) for name, part in value.items()})

    return read


def _field_reader(one: Field[Any], hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    size = one.metadata.get(ITEM_BYTES)
    return _unpacker(size) if size else _reader(hint)


def _unpacker(size: int) -> Callable[[Any], tuple[bytes, ...]]:
    def unpack(value: Any) -> tuple[bytes, ...]:  # noqa: ANN401
        raw = _octets(value)
        if len(raw) % size:
            _refuse(f"items of {size} bytes")
        return tuple(raw[start : start + size] for start in range(0, len(raw), size))

    return unpack


def _text_reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    parse = date.fromisoformat if kind is date else kind

    def read(value: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, str):
            _refuse(kind.__name__)
        try:
            found = parse(value)
        except ValueError:
            _refuse(kind.__name__)
        return found if str(found) == value else _refuse(f"the usual way to write {kind.__name__}")

    return read


def _octets(value: Any) -> bytes:  # noqa: ANN401
    try:
        return b64decode(value, validate=True) if isinstance(value, str) else _refuse("base64")
    except ValueError:
        _refuse("base64")


def _field_to_plain(one: Field[Any], value: Any) -> Any:  # noqa: ANN401
    return b64encode(b"".join(value)).decode() if ITEM_BYTES in one.metadata else to_plain(value)


def _field_schema(one: Field[Any], hint: Any) -> dict[str, Any]:  # noqa: ANN401
    if size := one.metadata.get(ITEM_BYTES):
        return {**_SCHEMAS[bytes], "description": f"items of {size} bytes, one after the other"}
    return schema(hint)


def _is_object(kind: Any) -> bool:  # noqa: ANN401
    return is_dataclass(kind)


def _is_union(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) in {Union, types.UnionType}


def _once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _refuse("every name once")


def _no_number(text: str) -> NoReturn:
    _refuse(f"numbers, not {text}")


def _refuse(expected: str) -> NoReturn:
    raise BadShape(f"expected {expected}")
