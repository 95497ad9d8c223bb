"""The table of letters that were handed over."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Keyed
from returns_app.db.types import Code, Moment
from returns_app.letters.rules import Way


class ServedLetter(Keyed):
    """A decision letter came to the person: from that day the period for objections runs; never changed."""

    __tablename__ = "served_letter"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    way: Mapped[Way] = mapped_column(Code(Way))
    served_on: Mapped[date] = mapped_column(Date)
    objection_until: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
