"""Imports a series with its provenance, or takes it out again; a file that was imported before is not imported twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.indicators.models import ExternalSeries, ExternalValue
from returns_app.indicators.rules.series import Reading, read_series

AT_ONCE = 5_000
LONGEST_OTHERS = 400


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A file and where it is from."""

    dataset: str
    title: str
    source: str
    licence: str
    content: bytes


def import_series(work: UnitOfWork, entry: SeriesEntry) -> ExternalSeries:
    """Read the file, keep every number of it; a fault in a line keeps nothing."""
    checksum = sha256(entry.content).hexdigest()
    if work.session.scalar(select(ExternalSeries.id).where(ExternalSeries.checksum == checksum)):
        raise RuleBroken("indicators.series_twice", N_("This very file was imported before."), field="file")
    reading = read_series(entry.content, entry.dataset)
    if not reading.observations:
        raise RuleBroken("indicators.series_empty", N_("The file holds no numbers."), field="file")
    series = work.add(_series(work, entry, reading, checksum))
    work.session.flush()
    rows = list(_values(series.id, reading))
    for start in range(0, len(rows), AT_ONCE):
        work.session.execute(insert(ExternalValue), rows[start : start + AT_ONCE])
    work.record(Action.SERIES_IMPORTED, series=series.id, dataset=series.dataset, observations=len(rows))
    return series


def _series(work: UnitOfWork, entry: SeriesEntry, reading: Reading, checksum: str) -> ExternalSeries:
    dataset = reading.dataset or entry.dataset.upper()
    earlier = work.session.scalar(select(func.count()).where(ExternalSeries.dataset == dataset)) or 0
    periods = [one.period for one in reading.observations]
    return ExternalSeries(
        dataset=dataset[:60], number=earlier + 1, title=entry.title, source=entry.source, licence=entry.licence,
        layout=reading.layout, dimensions=",".join(reading.dimensions)[:300], checksum=checksum,
        first_period=min(periods), last_period=max(periods), observations=len(periods), imported_at=work.now,
        imported_by=work.actor.account_id,
    )  # fmt: skip


def _values(series_id: UUID, reading: Reading) -> Iterator[dict[str, Any]]:
    for line, one in enumerate(reading.observations):
        others = ";".join(f"{name}={code}" for name, code in one.at.items() if name not in {"geo", "citizen"})
        yield {
            "series_id": series_id, "line": line, "geo": one.at.get("geo", ""), "citizen": one.at.get("citizen", ""),
            "others": others[:LONGEST_OTHERS], "period": one.period, "value": one.value, "flag": one.flag[:8],
        }  # fmt: skip
