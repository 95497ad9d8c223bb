"""The inventory of the running house: its tables, what each room says about them, the code lists."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Column

from returns_app.core.settings import ROOT
from returns_app.db.base import Base
from returns_app.privacy.rules import Inventory, RetentionRules, Told, read_retention, take_inventory

ROOMS = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "config" / "privacy"
_SEALED = {"sealed", "wrapped"}
_ENDINGS = {"_ct": "encrypted", "_index": "keyed digest", "_hash": "digest only"}


@cache
def inventory() -> Inventory:
    """Every column and its entry."""
    kept = {code: one.title for code, one in retention()[-1].classes.items()}
    return take_inventory(columns(), _told(), processing(), kept)


@cache
def processing() -> dict[str, Any]:
    """Purposes, grounds and code lists."""
    return _read(CONFIG / "processing.toml")


@cache
def retention() -> tuple[RetentionRules, ...]:
    """Every dated version of the retention rules."""
    return read_retention(_read(CONFIG / "retention.toml"))


def columns() -> Iterator[Told]:
    """Every column of every table, in the order of their names."""
    for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name):
        for column in table.columns:
            yield Told(table.name, column.name, str(column.info.get("about", "")), protection(column))


def protection(column: Column[Any]) -> str:
    """How a reader of the raw table is kept from the value."""
    told = column.info.get("protection")
    if told:
        return str(told)
    if column.name in _SEALED:
        return "encrypted"
    return next((how for ending, how in _ENDINGS.items() if column.name.endswith(ending)), "")


def _told() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(ROOMS.glob("*/inventory.toml")):
        found |= _read(file)
    return found


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
