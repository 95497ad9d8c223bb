"""Reads the steps of a case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.indicators.models import ReturnStep


def list_steps(session: Session, case_id: UUID) -> Sequence[ReturnStep]:
    """Steps in the order of their days."""
    found = select(ReturnStep).where(ReturnStep.case_id == case_id)
    return session.scalars(found.order_by(ReturnStep.happened_on, ReturnStep.recorded_at, ReturnStep.id)).all()
