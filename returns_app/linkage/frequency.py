"""How common a name is among people who return: the share that bears a skeleton."""

import json
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def share(skeleton: str) -> float:
    """Share of people (0 to 1) with this skeleton among their names; a small default when it is rare."""
    default, shares = _table()
    return shares.get(skeleton, default)


@cache
def _table() -> tuple[float, MappingProxyType[str, float]]:
    text = files("returns_app.linkage").joinpath("data/frequencies.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    return float(loaded["default"]), MappingProxyType({name: float(value) for name, value in loaded["shares"].items()})
