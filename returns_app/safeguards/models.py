"""Tables of safeguards."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import TransferBasis
from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.safeguards.rules import MarkKind, RecipientRole, RegisterLine


class RecipientEntry(Versioned):
    """A line of the register of processors and recipients; a newer line of the same organisation takes its place."""

    __tablename__ = "recipient_entry"
    __table_args__ = (Index("ix_recipient_entry_newest", "owner_id", "organisation_id", "recorded_at"),)

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[RecipientRole] = mapped_column(Code(RecipientRole))
    basis: Mapped[TransferBasis] = mapped_column(Code(TransferBasis))
    contract: Mapped[str] = mapped_column(String(200), default="")
    safeguards: Mapped[str] = mapped_column(String(1000), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql", foreign_keys=[organisation_id])

    @property
    def line(self) -> RegisterLine:
        """What it says, as a value."""
        return RegisterLine(self.role, self.basis, self.contract, self.valid_from, self.valid_until)


class SubjectMark(Versioned):
    """A mark on the data of a case or of one person in it, until it is lifted."""

    __tablename__ = "subject_mark"
    __table_args__ = (Index("ix_subject_mark_standing", "case_id", "lifted_at"),)
    __under_restriction__ = True

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    kind: Mapped[MarkKind] = mapped_column(Code(MarkKind))
    facts: Mapped[list[str]] = mapped_column(JSON)
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)
    review_on: Mapped[date | None] = mapped_column(Date)
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)

    note = Encrypted("case_id")
