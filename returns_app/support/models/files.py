"""Tables of evidence files, their sealed pieces, what pictures look like, and findings about evidence."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.db.base import Base, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.support.rules import FindingKind, FindingStatus
from returns_app.support.rules.bulk import UploadStatus


class EvidenceFile(Versioned):
    """A receipt or photo, encrypted in chunks under a key of its own."""

    __tablename__ = "evidence_file"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    name_ct: Mapped[bytes] = ciphertext()
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int] = mapped_column(Integer)
    content_index: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    is_scanned: Mapped[bool] = mapped_column(default=False)
    is_infected: Mapped[bool] = mapped_column(default=False)
    picture_ct: Mapped[bytes | None] = ciphertext(optional=True)
    small: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, info={"protection": "encrypted"})
    stored_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    stored_at: Mapped[datetime] = mapped_column(Moment)

    name = Encrypted("id")
    picture = Encrypted("id")

    chunks: Mapped[list["EvidenceChunk"]] = relationship(lazy="raise_on_sql", order_by="EvidenceChunk.position")


class DeliveryUpload(Versioned):
    """A spreadsheet of deliveries: its rows, what was understood, and how far it is booked."""

    __tablename__ = "delivery_upload"
    __table_args__ = (Index("ix_delivery_upload_of", "organisation_id", "created_at"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    roles: Mapped[list[str]] = mapped_column(JSON)
    status: Mapped[UploadStatus] = mapped_column(Code(UploadStatus))
    rows_total: Mapped[int] = mapped_column(Integer)
    rows_done: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment)
    rows_ct: Mapped[bytes] = ciphertext()

    rows = Encrypted("id")


class PictureBand(Base):
    """One of four keyed parts of what a picture looks like: the same photo in another case shares at least one."""

    __tablename__ = "picture_band"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
    band: Mapped[int] = mapped_column(Integer, primary_key=True)
    value_bi: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)


class SupportFinding(Versioned):
    """Evidence that may have been used twice, or something not received: a question to finance."""

    __tablename__ = "support_finding"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "other_id"),
        Index("ix_support_finding_open", "organisation_id", "status", "found_at"),
    )

    kind: Mapped[FindingKind] = mapped_column(Code(FindingKind))
    status: Mapped[FindingStatus] = mapped_column(Code(FindingStatus))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    other_case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    subject_id: Mapped[UUID] = mapped_column(Uuid)
    other_id: Mapped[UUID] = mapped_column(Uuid)
    found_at: Mapped[datetime] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)

    note = Encrypted("case_id")


class EvidenceChunk(Base):
    """One sealed piece of a file; its number and whether it is the last are bound into the seal."""

    __tablename__ = "evidence_chunk"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    def place(self, *, is_last: bool) -> str:
        """What the seal is bound to: a piece can't be moved, left out or put at the end of another file."""
        return f"{self.__tablename__}|{self.file_id}|{self.position}|{'last' if is_last else 'more'}"
