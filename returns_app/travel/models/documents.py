"""Tables of travel documents: where each stands, and every step with its day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Append, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.travel.rules import AskedBy, DocumentKind, DocumentState, Framework


class TravelDocument(Versioned):
    """A document somebody travels with, is asked for or is not needed; its number under the person's key."""

    __tablename__ = "travel_document"
    __table_args__ = (Index("ix_travel_document_case", "case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(Code(DocumentKind))
    state: Mapped[DocumentState] = mapped_column(Code(DocumentState))
    authority: Mapped[str] = mapped_column(String(120), default="")
    framework: Mapped[Framework] = mapped_column(Code(Framework))
    asked_by: Mapped[AskedBy] = mapped_column(Code(AskedBy))
    ground: Mapped[str] = mapped_column(String(40), default="")
    begun_on: Mapped[date] = mapped_column(Date)
    state_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    number_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    number = Encrypted("person_id")


class TravelDocumentStep(Append):
    """One step of a document; figures read these."""

    __tablename__ = "travel_document_step"
    __table_args__ = (Index("ix_travel_document_step_case", "case_id", "person_id"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("travel_document.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[DocumentState] = mapped_column(Code(DocumentState))
    happened_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
