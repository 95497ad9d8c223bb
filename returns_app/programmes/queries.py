"""Reading programmes: which are open, and one version of one."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.programmes.models import Programme, ProgrammeDraft, ProgrammeRollback, ProgrammeVersion


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


def list_programmes(session: Session) -> list[Programme]:
    """Every programme, by member state and name."""
    return list(session.scalars(select(Programme).order_by(Programme.member_state, Programme.name)))


def get_programme(session: Session, programme_id: UUID) -> Programme:
    """One programme, or NotFound."""
    found = session.get(Programme, programme_id)
    if found is None:
        raise NotFound
    return found


def get_own_programme(session: Session, actor: Actor, programme_id: UUID) -> Programme:
    """A programme of the actor's member state, or NotFound."""
    found = get_programme(session, programme_id)
    if found.member_state != actor.member_state:
        raise NotFound
    return found


def find_draft(session: Session, programme_id: UUID) -> ProgrammeDraft | None:
    """The version that is being written, if there is one."""
    wanted = select(ProgrammeDraft).where(ProgrammeDraft.programme_id == programme_id)
    return session.scalars(wanted.options(joinedload(ProgrammeDraft.programme))).one_or_none()


def list_rollbacks(session: Session, programme_id: UUID) -> dict[UUID, ProgrammeRollback]:
    """Which versions were taken back."""
    wanted = select(ProgrammeRollback).join(ProgrammeVersion, ProgrammeVersion.id == ProgrammeRollback.version_id)
    found = session.scalars(wanted.where(ProgrammeVersion.programme_id == programme_id))
    return {one.version_id: one for one in found}


def in_force(session: Session, programme: Programme, on: date) -> ProgrammeVersion | None:
    """The version of a programme that rules on a day."""
    return session.scalars(_in_force(on).where(Programme.id == programme.id)).one_or_none()


def _taken_back() -> ColumnElement[bool]:
    return exists().where(ProgrammeRollback.version_id == ProgrammeVersion.id)


def _in_force(on: date) -> Select[ProgrammeVersion]:
    """Of versions that overlap, the one loaded last rules."""
    is_valid = (
        ProgrammeVersion.valid_from <= on,
        or_(ProgrammeVersion.valid_to.is_(None), ProgrammeVersion.valid_to >= on),
    )
    newest = select(func.max(ProgrammeVersion.number)).where(
        ProgrammeVersion.programme_id == Programme.id, *is_valid, ~_taken_back()
    )
    return (
        select(ProgrammeVersion)
        .join(ProgrammeVersion.programme)
        .options(contains_eager(ProgrammeVersion.programme))
        .where(ProgrammeVersion.number == newest.correlate(Programme).scalar_subquery(), *is_valid)
    )
