"""The register of exports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Keyed
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
