"""Every night the stored spells are brought up to the events: a quarter per job, so that a killed worker loses one only.

Each quarter is one transaction with the note of how far the reading has come. The moment up to which events were read
moves on with the last quarter; what changes in between is read again the next night.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork, settings
from returns_app.indicators.models import FigureChunk, FigureState
from returns_app.indicators.queries.events import list_organisations, list_quarters
from returns_app.indicators.service.refreshing import OVERLAP, refresh_quarter
from returns_app.jobs.service import Effect, calls_out, every_night, handles, promise

NIGHT, READ = "indicators.night", "indicators.read"


@every_night(NIGHT)
@calls_out(NIGHT)
def refresh_every_night(_payload: dict[str, Any]) -> Effect | None:
    """Promise to read what changed, for every organisation that has cases."""
    return _begin if settings().serves == "node" else None


def _begin(work: UnitOfWork) -> None:
    for organisation_id in list_organisations(work.session):
        state = _state(work, organisation_id)
        since = state.read_until if state else None
        due = list_quarters(work.session, organisation_id, since)
        if state is not None:
            state.quarters_due, state.quarters_done = len(due), 0
        _promise(work, {
            "organisation": str(organisation_id), "since": since.isoformat() if since else None, "due": due,
            "begun": work.now.isoformat(), "day": work.today.isoformat(),
        })  # fmt: skip


def _promise(work: UnitOfWork, payload: dict[str, Any]) -> None:
    promise(work, READ, payload, key=f"{READ}|{payload['organisation']}|{payload['day']}|{len(payload['due'])}")


@handles(READ)
def read_next(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Read one quarter and promise the next; with the last one remember up to when events were read."""
    organisation_id, due = UUID(payload["organisation"]), payload["due"]
    since = datetime.fromisoformat(payload["since"]) if payload["since"] else None
    read = sum(refresh_quarter(work, organisation_id, quarter, since) for quarter in due[:1])
    state = _state(work, organisation_id)
    if len(due) > 1:
        _promise(work, {**payload, "due": due[1:]})
        if state is not None:  # the first reading has no place yet to note how far it has come
            state.quarters_done = state.quarters_due - len(due) + 1
    else:
        _finish(work, state, organisation_id, datetime.fromisoformat(payload["begun"]))
    work.record(Action.FIGURES_REFRESHED, organisation=organisation_id, spells=read, left=max(len(due) - 1, 0))


def _state(work: UnitOfWork, organisation_id: UUID) -> FigureState | None:
    return work.session.scalar(select(FigureState).where(FigureState.organisation_id == organisation_id))


def _finish(work: UnitOfWork, state: FigureState | None, organisation_id: UUID, begun: datetime) -> None:
    work.session.flush()
    spells = sum(work.session.scalars(select(FigureChunk.spells).where(FigureChunk.organisation_id == organisation_id)))
    if state is None:
        state = work.add(FigureState(organisation_id=organisation_id, quarters_due=0))
    state.read_until, state.refreshed_at, state.spells = begun - OVERLAP, work.now, spells
    state.quarters_done = state.quarters_due
