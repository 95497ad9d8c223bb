"""The table of files with cases."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.imports.rules import ImportState


class CaseImport(Versioned):
    """A file with cases: its rows under a key of its own, what is wrong with them in words, how far it came."""

    __tablename__ = "case_import"
    __table_args__ = (Index("ix_case_import_house", "organisation_id", "uploaded_at"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[ImportState] = mapped_column(Code(ImportState))
    rows_read: Mapped[int] = mapped_column(Integer)
    rows_refused: Mapped[int] = mapped_column(Integer)
    cases_ready: Mapped[int] = mapped_column(Integer)
    cases_known: Mapped[int] = mapped_column(Integer, info={"about": "opened from an earlier file"})
    cases_done: Mapped[int] = mapped_column(Integer, default=0)
    problems: Mapped[list[Any]] = mapped_column(JSON, info={"about": "row, column and sentence, never a value"})
    content_ct: Mapped[bytes | None] = ciphertext(optional=True)

    content = Encrypted("id")
