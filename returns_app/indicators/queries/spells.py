"""Turns lines of events into spells by columns, and reads stored ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hmac import digest
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.countries import MEMBER_STATES
from returns_app.core.partial_date import PartialDate
from returns_app.db.encrypted import key_ring, key_store
from returns_app.indicators.models import FigureChunk
from returns_app.indicators.queries.events import AT_ONCE
from returns_app.indicators.rules.disclosure import record_key
from returns_app.indicators.rules.frameworks import Registers, registers
from returns_app.indicators.rules.guards import Split
from returns_app.indicators.rules.spells import (
    NEVER,
    NO_SCORE,
    SPELL,
    Outcome,
    Rows,
    Spells,
    code_of,
    country_number,
    day_number,
    empty_rows,
)
from returns_app.indicators.rules.stages import STAGE_DAYS
from returns_app.indicators.rules.suspending import OPEN, stood_still
from returns_app.people.models import Person

KEY_FILE = "figures-000001"  # a new number is a new family of releases: old and new values are then unrelated
CASE_BYTES = 16
AGES = ((14, "Y_LT14"), (18, "Y14-17"), (35, "Y18-34"), (65, "Y35-64"), (200, "Y_GE65"))
_ENDS = (
    ("withdrawn", Outcome.WITHDRAWN), ("refused", Outcome.REFUSED), ("absconded", Outcome.ABSCONDED),
    ("granted", Outcome.STATUS_GRANTED), ("transferred", Outcome.TRANSFERRED_DUBLIN), ("deceased", Outcome.DECEASED),
)  # fmt: skip
_SAME = (
    ("applied", "submitted"), ("approved", "approved"), ("planned", "delivered"), ("departed", "departed_on"),
    ("arrived", "arrived_on"), *((name, name) for name in (
        "notified", "requested", "replied", "ident_asked", "ident_replied", "lp_proposed", "lp_replied", "issued",
        "booked", "reached6", "reached12", "met_again",
    )),
)  # fmt: skip
Columns = Mapping[str, Sequence[Any]]


class Maker:
    """Makes spells out of lines under the key of the release family."""

    def __init__(self, session: Session, suspensions: Iterable[tuple[str, str | None, date, date | None]] = ()) -> None:
        """Take the key out of its file; remember what was suspended."""
        self.session = session
        self.secret = key_store().directory.key(KEY_FILE)
        self.days: dict[date | None, int] = {None: NEVER}
        self.suspended: dict[str, list[tuple[str | None, int, int]]] = {}
        self.registers: Registers = registers()
        for case_id, person_id, start, end in suspensions:
            last = day_number(end) if end else OPEN
            self.suspended.setdefault(case_id, []).append((person_id, day_number(start), last))

    def spells(self, block: Sequence[Any]) -> tuple[Rows, npt.NDArray[np.void], list[str]]:
        """The spells of a block of lines, the case of each, and the quarter in which it was opened."""
        names = block[0]._fields
        columns = dict(zip(names, zip(*block, strict=True), strict=True))
        rows = empty_rows(len(block))
        self._persons(rows, columns)
        for name, source in _SAME:
            rows[name] = self._numbers(columns[source])
        self._codes(rows, columns)
        self._ends(rows, columns)
        self._suspend(rows, columns)
        cases = np.frombuffer(
            b"".join(bytes.fromhex(one.replace("-", "")) for one in columns["case_id"]), f"V{CASE_BYTES}"
        )
        quarters = [f"{day.year}-Q{(day.month + 2) // 3}" for day in columns["opened_on"]]
        return rows, cases, quarters

    def _numbers(self, days: Sequence[date | None]) -> list[int]:
        known = self.days
        for day in set(days) - known.keys():
            known[day] = day_number(day)
        return [known[day] for day in days]

    def _persons(self, rows: Rows, columns: Columns) -> None:
        rows["record_key"] = [record_key(self.secret, _with_dashes(one)) for one in columns["person_id"]]
        homes = {one: _household(self.secret, one) for one in set(columns["family"])}
        rows["household"] = [homes[one] for one in columns["family"]]
        rows["citizen"] = [country_number(one or "") for one in columns["citizen"]]
        rows["return_country"] = [country_number(one) for one in columns["return_country"]]
        rows["sex"] = [code_of(Split.SEX, one) for one in columns["sex"]]
        rows["age"] = self._ages(columns)
        young = np.isin(rows["age"], [code_of(Split.AGE, "Y_LT14"), code_of(Split.AGE, "Y14-17")])
        rows["minor"] = young & (np.array(columns["members_count"]) == 1)

    def _codes(self, rows: Rows, columns: Columns) -> None:
        rows["geo"] = [code_of(Split.STATE, "EL" if one == "GR" else one) for one in columns["member_state"]]
        rows["return_type"] = [code_of(Split.RETURN_TYPE, one) for one in columns["return_type"]]
        rows["assistance"] = [
            _assistance(*pair) for pair in zip(columns["return_type"], columns["delivered"], strict=True)
        ]
        rows["c_dest"] = [
            _destination(*pair) for pair in zip(columns["citizen"], columns["return_country"], strict=True)
        ]
        rows["framework"] = [
            code_of(Split.FRAMEWORK, self.registers.kind_for(*pair))
            for pair in zip(columns["citizen"], columns["opened_on"], strict=True)
        ]
        for name in ("ident", "reply", "lp"):
            rows[name] = [one or 0 for one in columns[name]]
        rows["evidence"] = [one or 0 for one in columns["evidence_level"]]
        rows["admitted"] = (rows["arrived"] != NEVER).astype(int)
        rows["score"] = [NO_SCORE if one is None else one for one in columns["score"]]
        rows["has_passport"] = columns["has_passport"]
        rows["recorded"] = self._numbers([_day(one) for one in columns["recorded_at"]])
        rows["double"] = self._numbers([_day(one) for one in columns["double_at"]])

    def _ends(self, rows: Rows, columns: Columns) -> None:
        for name, outcome in _ENDS:
            days = np.array(self._numbers(columns[name]))
            first = (days != NEVER) & ((rows["ended"] == NEVER) | (days < rows["ended"]))
            rows["ended"][first], rows["outcome"][first] = days[first], outcome

    def _suspend(self, rows: Rows, columns: Columns) -> None:
        spells = Spells(rows)
        for at, (case_id, person_id) in enumerate(zip(columns["case_id"], columns["person_id"], strict=True)):
            spans = [(start, end) for who, start, end in self.suspended.get(case_id, ()) if who in {None, person_id}]
            for stage, days in enumerate(STAGE_DAYS.values()) if spans else ():
                begun, done = (int(spells[name][at]) for name in days)
                rows["suspended"][at, stage] = stood_still(spans, begun, done)

    def _ages(self, columns: Columns) -> list[int]:
        wanted = [UUID(one) for one, has in zip(columns["person_id"], columns["has_birth"], strict=True) if has]
        born = dict(self._births(wanted))
        seen = zip(columns["person_id"], columns["departed_on"], columns["notified"], columns["opened_on"], strict=True)
        return [_age(born.get(UUID(who)), left or told or opened) for who, left, told, opened in seen]

    def _births(self, wanted: list[UUID]) -> Iterable[tuple[UUID, PartialDate]]:
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            key_ring(self.session).prepare(some)
            for person in self.session.scalars(select(Person).where(Person.id.in_(some))):
                yield person.id, person.born


def stored_spells(session: Session, organisation_id: UUID | None) -> Spells:
    """Every stored spell of an organisation, or of the house."""
    found = select(FigureChunk.rows).order_by(FigureChunk.organisation_id, FigureChunk.quarter)
    if organisation_id is not None:
        found = found.where(FigureChunk.organisation_id == organisation_id)
    return spells_of(b"".join(session.scalars(found)))


def spells_of(content: bytes) -> Spells:
    """Spells from their bytes."""
    return Spells(np.frombuffer(content, SPELL), dict(registers().regions))


def _with_dashes(text: str) -> str:
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _household(secret: bytes, family: str) -> int:
    return int.from_bytes(digest(secret, b"hh|v1|" + _with_dashes(family).encode(), "sha256")[:8], "big")


def _day(moment: datetime | str | None) -> date | None:
    if moment is None or isinstance(moment, datetime):
        return moment.date() if moment else None
    return date.fromisoformat(moment[:10])


def _assistance(return_type: str, delivered: date | None) -> int:
    if return_type != "VOL_ASSISTED":
        return code_of(Split.ASSISTANCE, "NONE")
    return code_of(Split.ASSISTANCE, "REINTEGRATION_IN_KIND" if delivered else "TRAVEL")


def _destination(citizen: str | None, country: str) -> int:
    if country in MEMBER_STATES:
        return code_of(Split.DESTINATION, "EU27_2020_EFTA_FOR")
    if not citizen:
        return code_of(Split.DESTINATION, "UNK")
    return code_of(Split.DESTINATION, "THRD_CTZ" if citizen == country else "THRD_OTH")


def _age(born: PartialDate | None, day: date) -> int:
    if born is None or born.year is None:
        return code_of(Split.AGE, "UNK")
    before_birthday = (day.month, day.day) < (born.month or 7, born.day or 1)
    years = day.year - born.year - before_birthday
    return code_of(Split.AGE, next((name for limit, name in AGES if years < limit), "UNK"))


__all__ = ["AT_ONCE", "KEY_FILE", "Maker", "spells_of", "stored_spells"]
