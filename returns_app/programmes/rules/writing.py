"""Rules back into the text that an administrator edits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from returns_app.programmes.rules.drafting import PARTS


def as_text(rules: Mapping[str, Any]) -> str:
    """The rules of a version in TOML; country groups stay with the house."""
    blocks = [_block(f"[[{part}]]", one) for part in PARTS for one in rules.get(part, ())]
    if rules.get("terms"):
        blocks.append(_block("[terms]", rules["terms"]))
    return "\n".join(blocks)


def _block(head: str, values: Mapping[str, Any]) -> str:
    return "\n".join((head, *_lines(values), ""))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in values.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_lines(value)) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'
