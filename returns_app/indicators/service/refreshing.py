"""Brings the stored spells of an organisation up to the events: all of them, or the cases that changed since."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.indicators.models import FigureChunk, FigureState
from returns_app.indicators.queries.events import list_suspensions, read_lines
from returns_app.indicators.queries.spells import CASE_BYTES, Maker
from returns_app.indicators.rules.spells import SPELL, Rows

OVERLAP = timedelta(minutes=5)  # a transaction that was open while we read may end after us
Cases = npt.NDArray[np.void]
Told = Callable[[int], None]


def refresh_figures(work: UnitOfWork, organisation_id: UUID, *, anew: bool = False, told: Told | None = None) -> int:
    """Read what changed, replace the spells of those cases, remember how far; the number of spells read."""
    state = work.session.scalar(select(FigureState).where(FigureState.organisation_id == organisation_id))
    since = None if state is None or anew else state.read_until
    found = _read(work, organisation_id, since, told)
    if since is None:
        _drop(work, organisation_id)
    for quarter, (rows, cases) in found.items():
        _replace(work, organisation_id, quarter, rows, cases)
    read = sum(len(rows) for rows, _cases in found.values())
    _remember(work, state, organisation_id)
    work.record(Action.FIGURES_REFRESHED, organisation=organisation_id, spells=read, anew=since is None)
    return read


def refresh_quarter(work: UnitOfWork, organisation_id: UUID, quarter: str, since: datetime | None) -> int:
    """Read the cases of one quarter of opening that changed since a moment; the number of spells read."""
    found = _read(work, organisation_id, since, None, quarter)
    for name, (rows, cases) in found.items():
        _replace(work, organisation_id, name, rows, cases)
    return sum(len(rows) for rows, _cases in found.values())


def keep_history(work: UnitOfWork, organisation_id: UUID, quarter: str, rows: Rows) -> None:
    """Spells of before this house, of which no case is here: sent again they replace themselves; reading anew drops them."""
    _replace(work, organisation_id, quarter, rows, np.zeros(len(rows), f"V{CASE_BYTES}"))
    work.record(Action.FIGURES_REFRESHED, organisation=organisation_id, spells=len(rows), anew=False)


def _read(
    work: UnitOfWork, organisation_id: UUID, since: datetime | None, told: Told | None, only: str | None = None
) -> dict[str, tuple[Rows, Cases]]:  # fmt: skip
    maker = Maker(work.session, list_suspensions(work.session, organisation_id))
    blocks: dict[str, list[tuple[Rows, Cases]]] = {}
    read = 0
    for block in read_lines(work.session, organisation_id, since, only):
        rows, cases, quarters = maker.spells(block)
        names, places = np.unique(np.array(quarters), return_inverse=True)
        for place, quarter in enumerate(names.tolist()):
            blocks.setdefault(quarter, []).append((rows[places == place], cases[places == place]))
        read += len(rows)
        if told:
            told(read)
    return {quarter: _joined(parts) for quarter, parts in blocks.items()}


def _joined(parts: list[tuple[Rows, Cases]]) -> tuple[Rows, Cases]:
    rows, cases = zip(*parts, strict=True)
    return np.concatenate(rows), np.concatenate(cases)


def _replace(work: UnitOfWork, organisation_id: UUID, quarter: str, rows: Rows, cases: Cases) -> None:
    chunk = work.session.get(FigureChunk, (organisation_id, quarter))
    if chunk is None:
        chunk = work.add(
            FigureChunk(organisation_id=organisation_id, quarter=quarter, spells=0, case_ids=b"", rows=b"")
        )
    old, owners = np.frombuffer(chunk.rows, SPELL), np.frombuffer(chunk.case_ids, f"V{CASE_BYTES}")
    stays = ~np.isin(owners.view("S16"), np.ascontiguousarray(cases).view("S16")) if len(owners) else np.zeros(0, bool)
    # Sorted, so that the same events make the same bytes in whatever order the database gave them.
    all_rows, all_cases = np.concatenate([old[stays], rows]), np.concatenate([owners[stays], cases])
    order = np.lexsort((all_rows["notified"], all_rows["household"], all_rows["record_key"]))
    chunk.rows, chunk.case_ids, chunk.spells = all_rows[order].tobytes(), all_cases[order].tobytes(), len(all_rows)


def _drop(work: UnitOfWork, organisation_id: UUID) -> None:
    for chunk in work.session.scalars(select(FigureChunk).where(FigureChunk.organisation_id == organisation_id)):
        chunk.rows, chunk.case_ids, chunk.spells = b"", b"", 0


def _remember(work: UnitOfWork, state: FigureState | None, organisation_id: UUID) -> None:
    work.session.flush()
    chunks = select(FigureChunk.spells).where(FigureChunk.organisation_id == organisation_id)
    spells = sum(work.session.scalars(chunks))
    if state is None:
        work.add(
            FigureState(
                organisation_id=organisation_id, read_until=work.now - OVERLAP, refreshed_at=work.now, spells=spells
            )
        )
        return
    state.read_until, state.refreshed_at, state.spells = work.now - OVERLAP, work.now, spells
