"""Reading programmes: which are open, and one version of one."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from returns_app.core.errors import NotFound
from returns_app.programmes.models import Programme, ProgrammeVersion


def list_open(session: Session, member_state: str, on: date) -> list[ProgrammeVersion]:
    """The newest version in force of every programme of a member state, by the programme's name."""
    return list(session.scalars(_in_force(on).where(Programme.member_state == member_state).order_by(Programme.name)))


def get_version(session: Session, version_id: UUID) -> ProgrammeVersion:
    """One version with its programme, or NotFound."""
    wanted = select(ProgrammeVersion).where(ProgrammeVersion.id == version_id)
    version = session.scalars(wanted.options(joinedload(ProgrammeVersion.programme))).one_or_none()
    if version is None:
        raise NotFound
    return version


def find_version(session: Session, code: str, on: date) -> ProgrammeVersion | None:
    """The newest version of a programme that is in force on a day."""
    return session.scalars(_in_force(on).where(Programme.code == code)).one_or_none()


def find_programme(session: Session, code: str) -> Programme | None:
    """A programme by its code."""
    return session.scalars(select(Programme).where(Programme.code == code)).one_or_none()


def list_versions(session: Session, programme_id: UUID) -> list[ProgrammeVersion]:
    """Every version of a programme, oldest first."""
    wanted = select(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme_id)
    return list(session.scalars(wanted.order_by(ProgrammeVersion.number)))


def _in_force(on: date) -> Select[ProgrammeVersion]:
    """Of versions that overlap, the one loaded last rules."""
    is_valid = (
        ProgrammeVersion.valid_from <= on,
        or_(ProgrammeVersion.valid_to.is_(None), ProgrammeVersion.valid_to >= on),
    )
    newest = select(func.max(ProgrammeVersion.number)).where(ProgrammeVersion.programme_id == Programme.id, *is_valid)
    return (
        select(ProgrammeVersion)
        .join(ProgrammeVersion.programme)
        .options(contains_eager(ProgrammeVersion.programme))
        .where(ProgrammeVersion.number == newest.correlate(Programme).scalar_subquery(), *is_valid)
    )
