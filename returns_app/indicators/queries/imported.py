"""Reads the imported series that A2 and D5 are made from: the newest file of each table, or the very files of a release."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.indicators.models import ExternalSeries
from returns_app.indicators.queries.series import latest_series, list_values
from returns_app.indicators.rules.imported import Imported, series_codes
from returns_app.indicators.rules.series import Observation

ROLES = ("orders", "forced", "operations")


def eurostat_code(member_state: str) -> str:
    """A member state as Eurostat writes it."""
    return "EL" if member_state == "GR" else member_state


def newest_sources(session: Session) -> dict[str, str]:
    """The checksum of the newest file of every table that A2 and D5 use."""
    found = (latest_series(session, dataset) for role in ROLES for dataset in series_codes()[role]["datasets"])
    return {one.dataset: one.checksum for one in found if one is not None}


def get_imported(session: Session, member_state: str, sources: Mapping[str, str]) -> Imported:
    """The numbers of one reporting state out of some files."""
    geo = eurostat_code(member_state)
    found = session.scalars(select(ExternalSeries).where(ExternalSeries.checksum.in_(sources.values()))).all()
    by_table = {one.dataset: one for one in found}
    rows = {role: tuple(_tables(session, role, geo, by_table)) for role in ROLES}
    return Imported(
        geo, rows["orders"], rows["forced"], rows["operations"], dict(sources),
        (min((one.first_period for one in found), default=""), max((one.last_period for one in found), default="")),
    )  # fmt: skip


def _tables(
    session: Session, role: str, geo: str, by_table: Mapping[str, ExternalSeries]
) -> Iterator[list[Observation]]:  # fmt: skip
    for dataset in series_codes()[role]["datasets"]:
        if dataset in by_table:
            # Operations are an office's own list: it may come without a column for the state.
            values = list_values(session, by_table[dataset].id, {"geo": geo} if role != "operations" else {})
            yield [one for one in values if one.at.get("geo", "") in {geo, ""}]
