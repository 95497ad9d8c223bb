"""What every column holds, whose it is, why, on what ground, how long and for whom; and what nobody has said yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RETURNEE = "returnee"
ENDINGS = frozenset({"delete", "strip", "stay"})
ALWAYS_STRIPPED = ("_ct", "_index")
NO_CATEGORY = "none"


@dataclass(frozen=True, slots=True)
class Told:
    """A column as the tables show it: its name, its note and whether it points to a person or case."""

    table: str
    name: str
    about: str = ""
    protection: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why data are processed, and on what ground."""

    code: str
    title: str
    basis: str
    special_basis: str
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of the inventory."""

    table: str
    column: str
    what: str
    whose: str
    purpose: Purpose
    special: str
    kept: str
    recipients: tuple[str, ...]
    protection: str
    is_stripped: bool

    @property
    def is_personal(self) -> bool:
        """True when it is about somebody."""
        return self.whose in {RETURNEE, "colleague"}


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every column with its entry, how each table of persons ends, and what is missing."""

    entries: tuple[Entry, ...]
    endings: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    gaps: tuple[str, ...]

    def tables(self) -> list[str]:
        """Names of the tables, in order."""
        return sorted({entry.table for entry in self.entries})

    def purposes(self) -> list[Purpose]:
        """The purposes in use, in order of their titles."""
        return sorted({entry.purpose for entry in self.entries}, key=lambda purpose: purpose.title)

    def say(self, words: str, codes: Iterable[str]) -> str:
        """The codes of a list in words, each once."""
        return "; ".join(self.words[words].get(code, code) for code in dict.fromkeys(codes))

    def of(self, purpose: Purpose) -> list[Entry]:
        """The personal data of one purpose."""
        return [entry for entry in self.entries if entry.purpose == purpose and entry.is_personal]


def take_inventory(
    columns: Iterable[Told],
    told: Mapping[str, Mapping[str, Any]],
    processing: Mapping[str, Any],
    kept: Mapping[str, str],
) -> Inventory:
    """Bring tables, what is told about them, and the code lists together."""
    words = {name: processing[name] for name in ("whose", "recipients", "special", "ends")} | {"kept": kept}
    reader = _Reader(told, processing, frozenset(kept))
    entries = tuple(entry for column in columns if (entry := reader.entry(column)) is not None)
    return Inventory(entries, reader.endings, words, tuple(sorted(reader.gaps)))


class _Reader:
    """Looks things up and remembers what was not there."""

    def __init__(
        self, told: Mapping[str, Mapping[str, Any]], processing: Mapping[str, Any], kept: frozenset[str]
    ) -> None:
        self.told, self.processing, self.kept = told, processing, kept
        self.purposes = {code: _purpose(code, one) for code, one in processing["purposes"].items()}
        self.endings: dict[str, str] = {}
        self.gaps: set[str] = set()

    def entry(self, column: Told) -> Entry | None:
        """The entry of one column, or None when its table says nothing."""
        table = self.told.get(column.table)
        if table is None:
            self.gaps.add(f"{column.table}: no section [{column.table}] in its room's inventory.toml")
            return None
        self._check(column.table, table)
        said = table.get("columns", {}).get(column.name, {})
        said = {"what": said} if isinstance(said, str) else said
        what = said.get("what") or column.about or self.processing["common"].get(column.name, "")
        if not what:
            self.gaps.add(f"{column.table}.{column.name}: nobody says what it holds")
        special = self._code(said.get("special", NO_CATEGORY), "special", column.table)
        stripped = bool(said.get("strip")) or (table.get("ends") == "strip" and column.name.endswith(ALWAYS_STRIPPED))
        return Entry(
            column.table, column.name, what, str(table.get("whose", "")), self._purpose(table), special,
            str(table.get("kept", "")), tuple(table.get("sent_to", ())), column.protection, stripped,
        )  # fmt: skip

    def _purpose(self, table: Mapping[str, Any]) -> Purpose:
        return self.purposes.get(table.get("why", ""), Purpose("", "?", "?", "", "", is_verified=False))

    def _check(self, name: str, table: Mapping[str, Any]) -> None:
        known = {"whose": self.processing["whose"], "why": self.purposes, "kept": self.kept}
        for key, codes in known.items():
            if table.get(key) not in codes:
                self.gaps.add(f"{name}: {key} = {table.get(key)!r}; choose one of {', '.join(sorted(codes))}")
        for recipient in table.get("sent_to", ()):
            self._code(recipient, "recipients", name)
        if table.get("whose") == RETURNEE and table.get("ends") not in ENDINGS:
            self.gaps.add(f"{name}: ends = {table.get('ends')!r}; erasure needs delete, strip or stay")
        self.endings[name] = str(table.get("ends", "stay"))

    def _code(self, code: str, codes: str, table: str) -> str:
        if code not in self.processing[codes]:
            self.gaps.add(f"{table}: {codes} knows no {code!r}")
        return code


def _purpose(code: str, one: Mapping[str, Any]) -> Purpose:
    return Purpose(
        code, one["title"], one["basis"], one["special_basis"], one["source"], is_verified=bool(one["verified"])
    )


def by_table(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries table by table."""
    for table in sorted({entry.table for entry in entries}):
        yield table, [entry for entry in entries if entry.table == table]
