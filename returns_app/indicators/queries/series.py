"""Reads imported series: the list with provenance, and numbers of one of them with every dimension chosen on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.indicators.models import ExternalSeries, ExternalValue
from returns_app.indicators.rules.caveats import Circumstances, caveats_of, is_broken
from returns_app.indicators.rules.comparing import is_contradicted
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.series import Observation, dimensions_of

MOST_COLUMNS, MOST_ROWS = 15, 40


def list_series(session: Session) -> Sequence[ExternalSeries]:
    """Every imported file, by table, the newest first."""
    found = select(ExternalSeries).order_by(ExternalSeries.dataset, ExternalSeries.number.desc())
    return session.scalars(found).all()


def get_series(session: Session, series_id: UUID) -> ExternalSeries:
    """One imported file, or NotFound."""
    found = session.get(ExternalSeries, series_id)
    if found is None:
        raise NotFound
    return found


def latest_series(session: Session, dataset: str) -> ExternalSeries | None:
    """The newest file of a table."""
    found = select(ExternalSeries).where(ExternalSeries.dataset == dataset).order_by(ExternalSeries.number.desc())
    return session.scalar(found.limit(1))


def list_values(session: Session, series_id: UUID, choice: Mapping[str, str]) -> list[Observation]:
    """Numbers of a series at some of its dimensions."""
    return [
        Observation({**dict(pair.split("=", 1) for pair in others.split(";") if "=" in pair), "geo": geo, "citizen": citizen},
                    period, value, flag)
        for geo, citizen, others, period, value, flag in session.execute(_values(series_id, choice))
    ]  # fmt: skip


def _values(series_id: UUID, choice: Mapping[str, str]) -> Select[str, str, str, str, int | None, str]:
    found = select(
        ExternalValue.geo, ExternalValue.citizen, ExternalValue.others, ExternalValue.period, ExternalValue.value,
        ExternalValue.flag,
    ).where(ExternalValue.series_id == series_id)  # fmt: skip
    for name, column in (("geo", ExternalValue.geo), ("citizen", ExternalValue.citizen)):
        if name in choice:
            found = found.where(column == choice[name])
    return found.order_by(ExternalValue.line)


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """A series at its last period: reporting states by citizenship, and what it carries as warnings."""

    period: str
    head: tuple[str, ...]
    rows: list[tuple[str, list[int | None]]]
    caveats: tuple[str, ...]
    left_open: tuple[str, ...]


def table_of(session: Session, series: ExternalSeries) -> SeriesTable:
    """The greatest citizenships by reporting state; other dimensions at their totals, those without one are named."""
    values = [one for one in list_values(session, series.id, {}) if one.period == series.last_period]
    choice, left_open = _totals(values)
    fitting = [one for one in values if all(one.at.get(name) == code for name, code in choice.items())]
    cells: dict[tuple[str, str], int | None] = {}
    for one in fitting:
        cells.setdefault((one.at.get("geo", ""), one.at.get("citizen", "")), one.value)
    weight = Counter[str]()
    for (_geo, citizen), value in cells.items():
        weight[citizen] += value or 0
    head = tuple(code for code, _sum in weight.most_common(MOST_COLUMNS))
    rows = [(geo, [cells.get((geo, code)) for code in head]) for geo in sorted({geo for geo, _citizen in cells})]
    geos = {geo for geo, _values in rows}
    broken = any(
        is_broken(
            registers().breaks, geo=geo, dataset=series.dataset, first=series.first_period, last=series.last_period
        )
        for geo in geos
    )
    figure = Circumstances(
        _quarter(series.last_period), series.imported_at.date(), is_external=series.dataset.startswith("MIGR_"),
        states=len(geos), broken=broken,
        is_contradicted=any(
            is_contradicted(registers().compared, geo, series.first_period, series.last_period) for geo in geos
        ), is_national=not series.dataset.startswith("MIGR_"),
    )  # fmt: skip
    return SeriesTable(series.last_period, head, rows[:MOST_ROWS], caveats_of(figure), left_open)


def _totals(values: list[Observation]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The total of every dimension beside state and citizenship; where there is none its first code, named as chosen."""
    choice, chosen = {}, []
    for name, codes in dimensions_of(values).items():
        if name in {"geo", "citizen"} or len(codes) == 1:
            continue
        choice[name] = next((code for code in ("TOTAL", "T", "THRD", "Total") if code in codes), codes[0])
        chosen.append(f"{name} = {choice[name]}")
    return choice, tuple(chosen)


def _quarter(period: str) -> str:
    return period if "-Q" in period or len(period) == 4 else f"{period[:4]}-Q{(int(period[5:]) + 2) // 3}"  # noqa: PLR2004  (a year)
