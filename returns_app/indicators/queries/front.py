"""The front page of figures for an actor: from the newest release of the own organisation, or over what was read last."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from returns_app.core.errors import Denied
from returns_app.core.permissions import Actor, Permission
from returns_app.core.text import N_
from returns_app.indicators.models import FigureRelease, FigureState, ReleaseInput
from returns_app.indicators.queries.spells import spells_of, stored_spells
from returns_app.indicators.rules.overview import Overview, heat, overview
from returns_app.indicators.rules.releases import ReleaseStatus


@dataclass(frozen=True, slots=True)
class Front:
    """The front page and its heat table, and what they are of: a release (its reference) or working figures (none)."""

    numbers: Overview
    heat_head: tuple[str, ...]
    heat_rows: list[tuple[str, list[int]]]
    period: str
    release: str = ""
    state: FigureState | None = None

    @property
    def refreshed_at(self) -> datetime | None:
        """When events were read last, for working figures."""
        return self.state.refreshed_at if self.state else None


def get_front(session: Session, actor: Actor) -> Front | None:
    """The newest release as it was frozen: nothing that happens today changes what is shown."""
    if not actor.may(Permission.FIGURES_READ):
        raise Denied("indicators.denied", N_("Figures are not part of your role."))
    found = select(FigureRelease).options(defer(FigureRelease.document), defer(FigureRelease.tables))
    found = found.where(FigureRelease.status == ReleaseStatus.RELEASED)
    if not actor.is_system:
        found = found.where(FigureRelease.organisation_id == actor.organisation_id)
    release = session.scalar(found.order_by(FigureRelease.period.desc(), FigureRelease.released_at.desc()).limit(1))
    kept = session.get(ReleaseInput, release.id) if release else None
    if release is None or kept is None:
        return None
    spells = spells_of(kept.rows)
    head, rows = heat(spells, release.period)
    return Front(overview(spells, release.cut_off, release.period), head, rows, release.period, release.reference)


def get_working(session: Session, actor: Actor, today: date) -> Front:
    """Protected numbers over what was read last, for the restricted role; the house itself sees all organisations."""
    if not actor.may(Permission.FIGURES_RESTRICTED):
        raise Denied("indicators.denied", N_("Figures are not part of your role."))
    organisation_id = None if actor.is_system else actor.organisation_id
    state = session.scalar(select(FigureState).where(FigureState.organisation_id == actor.organisation_id))
    spells, year = stored_spells(session, organisation_id), str(today.year)
    head, rows = heat(spells, year)
    return Front(overview(spells, today), head, rows, year, state=state)
