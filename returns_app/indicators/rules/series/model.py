"""One number of a series with everything it is broken down by, and what a wrong file is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from returns_app.core.errors import Malformed
from returns_app.core.text import N_, Text

# Eurostat's flags; those marked in the house's documents as from memory are shown with the same words.
FLAGS: dict[str, Text] = {
    "b": N_("break in the series"),
    "c": N_("confidential"),
    "d": N_("definition differs"),
    "e": N_("estimated"),
    "n": N_("not significant"),
    "p": N_("provisional"),
    "r": N_("revised"),
    "s": N_("estimated by Eurostat"),
    "u": N_("low reliability"),
    "z": N_("not applicable"),
}
MISSING = ":"
_NUMBER = re.compile(r"^(:|-?\d+(?:\.\d+)?)\s*([a-z]*)$")
_PERIOD = re.compile(r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$")
LONGEST_CODE = 60


class SeriesFault(Malformed):
    """A file that can't be read: which line, which column, why."""

    def __init__(self, line: int, why: Text, **facts: object) -> None:
        """Remember the line for the page and for tests."""
        self.line = line
        super().__init__("indicators.series_line", why, field="file", line=line, **facts)


class Observation(NamedTuple):
    """A number of persons, or None where it is missing; `at` holds every dimension but the period."""

    at: Mapping[str, str]
    period: str
    value: int | None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its layout, the table it names, its dimensions in order, and its numbers."""

    layout: str
    dataset: str
    dimensions: tuple[str, ...]
    observations: tuple[Observation, ...]


def number_of(cell: str, line: int, column: str) -> tuple[int | None, str]:
    """A value and its flags from "1235", "380 p", "1,235" or ":"."""
    text = cell.strip()
    found = _NUMBER.match(text.replace(",", "") if "," in text else text)
    if not text:
        return None, ""
    if found is None:
        why = N_(
            "Line %(line)s, column %(column)s: “%(found)s” is no number. Expected are digits, “:” for missing, "
            "and flags after it."
        )
        raise SeriesFault(line, why, column=column, found=text[:40])
    value, flag = found.groups()
    return (None if value == MISSING else round(float(value))), flag


def period_of(text: str, line: int) -> str:
    """A year, a quarter (2021-Q1) or a month."""
    period = text.strip()
    if re.fullmatch(r"\d{4}Q[1-4]", period):
        period = f"{period[:4]}-{period[4:]}"
    if not _PERIOD.match(period):
        why = N_(
            "Line %(line)s: “%(found)s” is no period. Expected is a year, a quarter as 2021-Q1 or a month as 2021-03."
        )
        raise SeriesFault(line, why, found=period[:40])
    return period


def fields_of(cells: list[str], names: tuple[str, ...], line: int) -> dict[str, str]:
    """Cells by name; as many as there are names, none too long."""
    if len(cells) != len(names):
        why = N_("Line %(line)s has %(found)s fields; the head of the file has %(wanted)s.")
        raise SeriesFault(line, why, found=len(cells), wanted=len(names))
    return dict(zip(names, cells, strict=True))
