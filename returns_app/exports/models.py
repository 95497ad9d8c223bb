"""The register of exports, and their files for a day."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base, Keyed
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.exports.rules import ExportReason, FileKind


class ListExport(Keyed):
    """A list that left the house as a file: who took what, why, how much; never changed."""

    __tablename__ = "list_export"
    __table_args__ = (Index("ix_list_export_house", "organisation_id", "exported_at"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    exported_at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[str] = mapped_column(String(40))
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    kind: Mapped[FileKind] = mapped_column(Code(FileKind))
    rows: Mapped[int] = mapped_column(Integer)
    reason: Mapped[ExportReason] = mapped_column(Code(ExportReason))
    text_ct: Mapped[bytes] = ciphertext()

    text = Encrypted("id")


class ExportedCase(Base):
    """A case stood in an exported list: so its people can be told who received their data."""

    __tablename__ = "exported_case"

    export_id: Mapped[UUID] = mapped_column(ForeignKey("list_export.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, index=True)


class ExportFile(Keyed):
    """A file sealed for its reader and once more under a key of its own; gone with that key when its day is over."""

    __tablename__ = "export_file"

    export_id: Mapped[UUID] = mapped_column(ForeignKey("list_export.id"), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @property
    def place(self) -> str:
        """What the seal is bound to."""
        return f"export_file|sealed|{self.id}|{self.account_id}"
