"""The tables of a release: counted once for a freeze, and read again, as they were kept, for a page."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.errors import Denied
from returns_app.core.permissions import Actor, Permission
from returns_app.core.text import N_
from returns_app.db.encrypted import key_store
from returns_app.indicators.models import FigureRelease
from returns_app.indicators.queries.facts import list_categories, list_departures, list_facts
from returns_app.indicators.queries.spells import KEY_FILE
from returns_app.indicators.rules.catalogue import FIGURES, Dimension, FigureId
from returns_app.indicators.rules.counting import TOTAL, Cells, Question, tally
from returns_app.indicators.rules.disclosure import Protection, record_key
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.kept import (
    Former,
    keep,
    members_of,
    name_of,
    periods_in,
    questions_of,
    table_of,
    write_members,
    write_tables,
)
from returns_app.indicators.rules.publishing import ProtectedTable, evidence_share, publish
from returns_app.indicators.rules.releases import ReleaseStatus
from returns_app.travel.rules import EVIDENCE_LEVEL

HEADLINES = (FigureId.APPROVALS, FigureId.DEPARTURES, FigureId.SUPPORTED)


def draw_tables(session: Session, actor: Actor, period: str, today: date, former: Former) -> tuple[bytes, bytes]:
    """Every table of a quarter, protected and held against the former release, and who stands behind each number."""
    protection = Protection(key_store().directory.key(KEY_FILE))
    kept, members = dict[str, Any](), dict[str, list[str]]()
    for question in questions_of(int(period[:4])):
        periods = periods_in(question, period)
        if not periods:
            continue
        cells = _within(
            tally(list_facts(session, actor, question), list_categories(session, actor, question.by)), periods
        )
        recorded = _recorded(session, actor, question, cells, periods)
        shares = {one: evidence_share(cells, recorded, one, protection) for one in periods} if recorded else {}
        now = members_of(name_of(question), cells, recorded, _keys(protection.secret, cells, recorded))
        kept[name_of(question)] = keep(publish(question, cells, protection, today, periods), shares, now, former)
        members |= now
    return write_tables(kept), write_members(members)


def get_released(session: Session, actor: Actor, question: Question, today: date) -> ProtectedTable:
    """A table as it was let out: the newest revision of every quarter of the year, never what happened since."""
    documents = _documents(session, actor, question.year)
    return table_of(question, documents, list_categories(session, actor, question.by), today)


def list_sources(session: Session, actor: Actor, year: int) -> list[tuple[str, UUID | None]]:
    """The releases a year's tables are from, by reference, with the id of those that the reader may open."""
    may_all = actor.may(Permission.FIGURES_RESTRICTED)
    return [
        (one.reference, one.id if may_all or one.audience is Audience.PUBLIC else None)
        for one in _newest(session, actor, year)
    ]


def headline(session: Session, actor: Actor, year: int, today: date) -> tuple[str, dict[FigureId, int | None]]:
    """The newest period of a year that was let out, and its protected totals by figure."""
    documents = _documents(session, actor, year)
    found = {one: Question(FIGURES[one], Dimension.RETURN_COUNTRY, year) for one in HEADLINES}
    tables = {one: table_of(question, documents, (), today) for one, question in found.items()}
    periods = tables[FigureId.DEPARTURES].periods
    return (
        periods[-1] if periods else "",
        {one: table.total.values[-1].value if periods else None for one, table in tables.items()},
    )


def _documents(session: Session, actor: Actor, year: int) -> list[bytes]:
    return [one.tables or b"{}" for one in _newest(session, actor, year)]


def _newest(session: Session, actor: Actor, year: int) -> Sequence[FigureRelease]:
    if not actor.may(Permission.FIGURES_READ):
        raise Denied("indicators.denied", N_("Figures are not part of your role."))
    found = select(FigureRelease).where(
        FigureRelease.organisation_id == actor.organisation_id, FigureRelease.status == ReleaseStatus.RELEASED,
        FigureRelease.period.startswith(str(year)), FigureRelease.tables.is_not(None),
    )  # fmt: skip
    rows = session.scalars(found.order_by(FigureRelease.period, FigureRelease.released_at, FigureRelease.reference))
    return list({one.period: one for one in rows}.values())


def _recorded(
    session: Session, actor: Actor, question: Question, cells: Cells, periods: tuple[str, ...]
) -> Cells | None:  # fmt: skip
    if question.figure.id is not FigureId.DEPARTURES:
        return None
    found = tally(list_departures(session, actor, question, frozenset(EVIDENCE_LEVEL.values())), cells.categories)
    return Cells(
        found.categories,
        {place: cell for place, cell in found.taken.items() if place[0] == TOTAL and place[1] in periods},
    )


def _within(cells: Cells, periods: tuple[str, ...]) -> Cells:
    return Cells(cells.categories, {place: cell for place, cell in cells.taken.items() if place[1] in periods})


def _keys(secret: bytes, *found: Cells | None) -> dict[str, str]:
    persons = {one.person for cells in found if cells for cell in cells.taken.values() for one in cell.contributors}
    return {person: f"{record_key(secret, person):016x}" for person in persons}
