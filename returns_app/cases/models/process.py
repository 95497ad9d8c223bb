"""Tables of what was established about a case on its way."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.cases.models.case import ReturnCase
from returns_app.cases.rules import Circumstances, HandoverState, PauseKind, PauseReason
from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment


class CaseCircumstances(Versioned):
    """What was established about a family for its programme; the legal status also in clear, for counting."""

    __tablename__ = "case_circumstances"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), unique=True)
    legal_status: Mapped[str] = mapped_column(
        String(40), default="", info={"about": "code of the legal status, for counting"}
    )
    facts_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    facts = Encrypted("case_id")

    @property
    def said(self) -> Circumstances:
        """The facts, read."""
        return Circumstances.decode(self.facts)


class CasePause(Versioned):
    """A case stood still: on hold or suspended, why, until when somebody looks again."""

    __tablename__ = "case_pause"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[PauseKind] = mapped_column(Code(PauseKind))
    reason: Mapped[PauseReason] = mapped_column(Code(PauseReason))
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    since: Mapped[date] = mapped_column(Date)
    review_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    begun_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    text = Encrypted("case_id")


class CaseHandover(Versioned):
    """A case was offered to a colleague; one open offer at a time."""

    __tablename__ = "case_handover"
    __table_args__ = (
        Index("ix_case_handover_open", "to_id", "state"),
        Index("ix_case_handover_from", "from_id", "state"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    state: Mapped[HandoverState] = mapped_column(Code(HandoverState))
    offered_on: Mapped[date] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    decline_reason: Mapped[str] = mapped_column(String(40), default="")
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)

    note = Encrypted("case_id")
    case: Mapped[ReturnCase] = relationship(lazy="raise_on_sql")
    sender: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[from_id])
    receiver: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[to_id])
