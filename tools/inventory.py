"""docs/data-inventory.md: every column of every table, what it holds and how it is protected."""

from collections.abc import Iterable

from sqlalchemy import Column, Table

from returns_app import models
from returns_app.db.base import Base
from tools.tables import MADE, table

MODELS = models.__all__  # imported so that the metadata knows every table

INTRODUCTION = """# Data inventory

Every column the database holds. *Encrypted* columns are ciphertexts under the data key of one person or case;
*blind index* columns are keyed digests that find an equal value without showing it.

"""


def inventory_page() -> str:
    """One section per table, in the order of their names."""
    tables = sorted(Base.metadata.tables.values(), key=lambda t: t.name)
    return MADE + INTRODUCTION + "\n".join(_section(one) for one in tables)


def _section(one: Table) -> str:
    heads = ("Column", "Kind", "May be empty", "Protection", "Remarks")
    return f"## {one.name}\n\n{_purpose(one)}{table(heads, (_row(column) for column in one.columns))}"


def _purpose(one: Table) -> str:
    """What the table is for, in its model's own words."""
    texts = {m.local_table: (m.class_.__doc__ or "").strip() for m in Base.registry.mappers}
    first = texts.get(one, "").split("\n\n")[0]
    return f"{' '.join(first.split())}\n\n" if first else ""


def _row(column: Column[object]) -> tuple[str, ...]:
    empty = "yes" if column.nullable else "no"
    return (f"`{column.name}`", _kind(column), empty, protection(column), "; ".join(_remarks(column)))


def _kind(column: Column[object]) -> str:
    """The type without its particulars on one database or the other."""
    return type(column.type).__name__.lower()


def protection(column: Column[object]) -> str:
    """How a reader of the raw table is kept from the value."""
    told = column.info.get("protection")
    if told:
        return str(told)
    endings = {"_ct": "encrypted", "_bi": "blind index", "_hash": "digest only"}
    return next((how for ending, how in endings.items() if column.name.endswith(ending)), "")


def _remarks(column: Column[object]) -> Iterable[str]:
    if column.primary_key:
        yield "key"
    yield from (f"points to {key.target_fullname.split('.')[0]}" for key in column.foreign_keys)
    if "about" in column.info:
        yield str(column.info["about"])
