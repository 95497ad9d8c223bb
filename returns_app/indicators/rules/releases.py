"""What a release is: its numbers as entries, the same bytes whenever it is made again, and who may let it out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.indicators.rules.caveats import check_exportable
from returns_app.indicators.rules.guards import Audience

EARLIEST_DAYS = 45  # a quarter is frozen no sooner after its end
COLUMNS = (
    "INDICATOR", "SPREAD", "CODES", "TIME_PERIOD", "MEASURE", "OBS_VALUE", "CI_LOW", "CI_UPP", "METHOD", "SDC_STATUS",
    "CAVEATS", "LEGAL_VERSION",
)  # fmt: skip


class ReleaseStatus(StrEnum):
    """Where a release stands."""

    FROZEN = "frozen"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Key(NamedTuple):
    """Which number of which table."""

    indicator: str
    spread: str
    codes: tuple[str, ...]
    period: str
    measure: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One published number; None is withheld and the status says why. It can't exist without its caveats."""

    key: Key
    value: int | None
    status: str
    method: str
    caveats: tuple[str, ...]
    legal_version: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse a number that tells nothing about how to read it."""
        check_exportable((), self.caveats)

    def row(self) -> list[Any]:
        """The number as it stands in the document, in the order of `COLUMNS`."""
        key = self.key
        return [
            key.indicator, key.spread, "|".join(key.codes), key.period, key.measure, self.value, self.low, self.high,
            self.method, self.status, "|".join(self.caveats), self.legal_version,
        ]  # fmt: skip


def entry_of(row: list[Any]) -> Entry:
    """An entry from its row."""
    key = Key(row[0], row[1], tuple(row[2].split("|")) if row[2] else (), row[3], row[4])
    return Entry(key, row[5], row[9], row[8], tuple(row[10].split("|")), row[11], row[6], row[7])


def write_document(head: Mapping[str, Any], entries: Iterable[Entry]) -> bytes:
    """The release as canonical JSON: sorted names, fixed order of entries, no clock, no chance."""
    body = {"columns": COLUMNS, "cells": [entry.row() for entry in entries], **head}
    return (json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def read_document(content: bytes) -> dict[str, Any]:
    """The release again."""
    found: dict[str, Any] = json.loads(content)
    return found


def entries_of(document: Mapping[str, Any]) -> Iterator[Entry]:
    """Every number of a document."""
    return (entry_of(row) for row in document["cells"])


def hash_of(content: bytes) -> str:
    """The checksum a release is known by."""
    return sha256(content).hexdigest()


def check_release(status: ReleaseStatus, frozen_by: UUID, actor: UUID | None) -> None:
    """A second person lets a frozen release out."""
    if status is not ReleaseStatus.FROZEN:
        raise RuleBroken("indicators.not_frozen", N_("Only a frozen release can be released."))
    if actor is None or actor == frozen_by:
        raise RuleBroken("indicators.second_person", N_("Somebody else has to release what you froze."))


def check_withdrawal(status: ReleaseStatus, notice: str) -> None:
    """What is withdrawn was released, and readers are told why."""
    if status is not ReleaseStatus.RELEASED:
        raise RuleBroken("indicators.not_released", N_("Only a published release can be withdrawn."))
    if not notice.strip():
        raise RuleBroken("indicators.no_notice", N_("Write the notice that readers find in its place."), field="notice")


def reference_of(organisation: str, period: str, audience: Audience, revision: int) -> str:
    """What a release is called."""
    return f"{organisation}-{period}-{'P' if audience is Audience.PUBLIC else 'R'}{revision}"
