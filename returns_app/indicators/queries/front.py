"""The front page of figures for an actor, from the stored spells of the own organisation."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.errors import Denied
from returns_app.core.permissions import Actor, Permission
from returns_app.core.text import N_
from returns_app.indicators.models import FigureState
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.overview import Overview, heat, overview


@dataclass(frozen=True, slots=True)
class Front:
    """The front page, its heat table, and when events were read last."""

    numbers: Overview
    heat_head: tuple[str, ...]
    heat_rows: list[tuple[str, list[int]]]
    refreshed_at: datetime | None


def get_front(session: Session, actor: Actor, today: date) -> Front:
    """Protected numbers of the own organisation; the house itself sees all of them together."""
    if not actor.may(Permission.FIGURES_READ):
        raise Denied("indicators.denied", N_("Figures are not part of your role."))
    organisation_id = None if actor.is_system else actor.organisation_id
    state = session.scalar(select(FigureState).where(FigureState.organisation_id == actor.organisation_id))
    spells = stored_spells(session, organisation_id)
    head, rows = heat(spells, today.year)
    return Front(overview(spells, today), head, rows, state.refreshed_at if state else None)
