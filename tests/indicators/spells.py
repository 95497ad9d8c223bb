"""Spells made by hand: persons of their own households, days by ISO text."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np

from returns_app.indicators.rules.disclosure import record_key
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.guards import Split
from returns_app.indicators.rules.spells import DAYS, Spells, code_of, country_number, day_number, empty_rows

SECRET = sha256(b"spells of tests").digest()
CODED = {
    "geo": Split.STATE, "sex": Split.SEX, "age": Split.AGE, "return_type": Split.RETURN_TYPE,
    "assistance": Split.ASSISTANCE, "c_dest": Split.DESTINATION, "framework": Split.FRAMEWORK,
}  # fmt: skip
USUAL = {"citizen": "NG", "return_country": "NG", "return_type": "VOL_ASSISTED", "evidence": 2, "geo": "NL"}


def a_spell(person: str, **facts: Any) -> dict[str, Any]:
    """One spell: `citizen="GM", notified="2024-02-01", departed="2024-05-01"`."""
    return {"person": person, "household": f"of {person}"} | USUAL | facts


def many(how_many: int, prefix: str = "P", **facts: Any) -> list[dict[str, Any]]:
    """So many spells of different persons."""
    return [a_spell(f"{prefix}-{number}", **facts) for number in range(how_many)]


def made(spells: Iterable[dict[str, Any]], secret: bytes = SECRET) -> Spells:
    """The spells by columns."""
    facts = list(spells)
    rows = empty_rows(len(facts))
    for at, one in enumerate(facts):
        rows[at]["record_key"] = record_key(secret, one["person"])
        rows[at]["household"] = int.from_bytes(sha256(one["household"].encode()).digest()[:8], "big")
        for name, value in one.items():
            if name in {"citizen", "return_country"}:
                rows[at][name] = country_number(value)
            elif name in CODED:
                rows[at][name] = code_of(CODED[name], value)
            elif name in DAYS:
                rows[at][name] = day_number(date.fromisoformat(value))
            elif name == "suspended":
                rows["suspended"][at] = value
            elif name not in {"person", "household"}:
                rows[at][name] = value
    return Spells(np.array(rows), dict(registers().regions))
