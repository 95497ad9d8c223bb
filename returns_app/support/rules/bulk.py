"""Deliveries from a spreadsheet: what a row says, what was understood, what is wrong and how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_

COLUMNS = ("case", "line", "day", "amount", "currency", "receipt", "supplier", "note")
MOST_ROWS = 10_000
SPACE = UUID("6f1c7f0a-5c0e-4f6b-9a53-0d6b8f0f7a11")  # what the keys of rows are derived in


class UploadStatus(StrEnum):
    """Where an upload stands."""

    PREVIEW = "preview"
    BOOKING = "booking"
    DONE = "done"
    CANCELLED = "cancelled"


class RowState(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    KNOWN = "known"  # booked before: nothing is added
    WRONG = "wrong"
    BOOKED = "booked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to mend: the column, a sentence and what goes into it; never a name or a number of a person."""

    column: str
    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A row as it came, as it was understood, and what becomes of it."""

    number: int
    cells: list[str]
    state: RowState = RowState.READY
    case: str = ""
    line: int = 0
    day: str = ""
    amount: str = ""
    currency: str = ""
    understood: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    key: str = ""
    line_id: str = ""

    @property
    def delivered_on(self) -> date:
        """The day that was understood."""
        return date.fromisoformat(self.day)

    @property
    def money(self) -> Decimal:
        """The amount that was understood."""
        return Decimal(self.amount)

    def text(self, column: str) -> str:
        """A cell as it came."""
        place = COLUMNS.index(column)
        return self.cells[place] if place < len(self.cells) else ""

    def wrong(self, column: str, message: str, **params: object) -> None:
        """Something to mend."""
        self.state = RowState.WRONG
        self.problems.append(RowProblem(column, message, {name: str(value) for name, value in params.items()}))


def key_rows(rows: Iterable[Row], organisation_id: UUID | None) -> None:
    """The same row sent again has the same key, a second row that says the same in one file has another."""
    seen: dict[str, int] = {}
    for row in rows:
        if row.state is RowState.READY:
            said = "|".join((row.case, str(row.line), row.day, row.amount, row.currency, row.text("receipt")))
            seen[said] = seen.get(said, 0) + 1
            row.key = str(uuid5(SPACE, f"{organisation_id}|{said}|{seen[said]}"))


def count(rows: Iterable[Row], *states: RowState) -> int:
    """How many rows stand so."""
    return sum(row.state in states for row in rows)


def as_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows for keeping."""
    return [asdict(row) for row in rows]


def from_json(kept: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows as they were kept."""
    return [_row(one) for one in kept]


def check_upload(status: UploadStatus, wanted: UploadStatus) -> None:
    """An upload is booked or cancelled once."""
    if status is not wanted:
        raise RuleBroken("support.upload_ended", N_("This upload is no longer at that point. Reload the page."))


def _row(one: dict[str, Any]) -> Row:
    problems = [RowProblem(**problem) for problem in one["problems"]]
    return Row(**{**one, "state": RowState(one["state"]), "problems": problems})
