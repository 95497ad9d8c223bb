"""Reads releases: of the own organisation for those inside, published ones for everybody."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, defer

from returns_app.accounts.models import Organisation
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.indicators.models import FigureRelease, Publication
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import ReleaseStatus


def visible_releases(actor: Actor) -> Select[FigureRelease]:
    """Releases of the own organisation; restricted ones for the restricted role."""
    if not actor.may(Permission.FIGURES_READ):
        return select(FigureRelease).where(false())
    found = select(FigureRelease)
    if not actor.is_system:
        found = found.where(FigureRelease.organisation_id == actor.organisation_id)
    if not actor.may(Permission.FIGURES_RESTRICTED):
        found = found.where(FigureRelease.audience == Audience.PUBLIC)
    return found


def list_releases(session: Session, actor: Actor) -> Sequence[FigureRelease]:
    """Releases, the newest first, without their bytes."""
    found = visible_releases(actor).options(defer(FigureRelease.document), defer(FigureRelease.tables))
    return session.scalars(found.order_by(FigureRelease.frozen_at.desc(), FigureRelease.reference)).all()


def get_release(session: Session, actor: Actor, release_id: UUID) -> FigureRelease:
    """One release, or NotFound."""
    found = session.scalar(visible_releases(actor).where(FigureRelease.id == release_id))
    if found is None:
        raise NotFound
    return found


def list_formers(session: Session, organisation_id: UUID) -> Sequence[FigureRelease]:
    """Releases that were let out, whether taken back or not, the newest first: what readers may hold in their hands."""
    out = (ReleaseStatus.RELEASED, ReleaseStatus.WITHDRAWN)
    found = select(FigureRelease).where(FigureRelease.organisation_id == organisation_id, FigureRelease.status.in_(out))
    return session.scalars(found.order_by(FigureRelease.released_at.desc(), FigureRelease.reference)).all()


def list_publications(session: Session) -> Sequence[Publication]:
    """What the public may read, the newest first."""
    found = select(Publication).options(defer(Publication.document))
    return session.scalars(
        found.order_by(Publication.period.desc(), Publication.revision.desc(), Publication.reference)
    ).all()


def get_publication(session: Session, reference: str) -> Publication:
    """One publication, or NotFound."""
    found = session.scalar(select(Publication).where(Publication.reference == reference))
    if found is None:
        raise NotFound
    return found


def publisher_of(session: Session, organisation_id: UUID) -> tuple[str, str]:
    """Member state and name of the organisation that publishes."""
    found = session.get_one(Organisation, organisation_id)
    return found.member_state or "EU", found.name
