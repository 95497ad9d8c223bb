"""Tables of counselling; notes under the case's key, what a screening found under the person's."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.counselling.rules import (
    Channel,
    DeclarationKind,
    Interpreter,
    Outcome,
    ReferralKind,
    SafeguardKind,
)
from returns_app.db.base import Append, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment


class CounsellingSession(Append):
    """One talk: when, how, in which language, what was told, what comes next."""

    __tablename__ = "counselling_session"
    __table_args__ = (Index("ix_counselling_session_case", "case_id", "held_on"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int | None] = mapped_column(Integer)
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    language: Mapped[str] = mapped_column(String(8))
    interpreter: Mapped[Interpreter] = mapped_column(Code(Interpreter))
    topics: Mapped[list[str]] = mapped_column(JSON)
    information: Mapped[list[str]] = mapped_column(JSON)
    information_version: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[Outcome] = mapped_column(Code(Outcome))
    next_step_ct: Mapped[bytes | None] = ciphertext(optional=True)
    next_on: Mapped[date | None] = mapped_column(Date)
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)
    private_note_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    next_step = Encrypted("case_id")
    note = Encrypted("case_id")
    private_note = Encrypted("case_id")
    recorder: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class Declaration(Versioned):
    """Somebody signed a declaration; it can be taken back at any time."""

    __tablename__ = "declaration"
    __table_args__ = (Index("ix_declaration_case", "case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[DeclarationKind] = mapped_column(Code(DeclarationKind))
    text_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    signed_on: Mapped[date] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class Screening(Append):
    """What a screening found about somebody; the newest counts. Who reads it is logged."""

    __tablename__ = "screening"
    __table_args__ = (Index("ix_screening_case", "case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    categories_ct: Mapped[bytes | None] = ciphertext(optional=True)
    severity_ct: Mapped[bytes | None] = ciphertext(optional=True)
    needs_ct: Mapped[bytes | None] = ciphertext(optional=True)
    screened_on: Mapped[date] = mapped_column(Date)
    screened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    categories = Encrypted("person_id")
    severity = Encrypted("person_id")
    needs = Encrypted("person_id")

    @property
    def found(self) -> frozenset[str]:
        """The codes that were found."""
        return frozenset(self.categories.split())


class Safeguard(Keyed):
    """A protecting step was taken for somebody."""

    __tablename__ = "safeguard"
    __table_args__ = (Index("ix_safeguard_case", "case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[SafeguardKind] = mapped_column(Code(SafeguardKind))
    done_on: Mapped[date] = mapped_column(Date)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    text = Encrypted("person_id")


class Referral(Append):
    """Somebody was referred elsewhere, for a purpose."""

    __tablename__ = "referral"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[ReferralKind] = mapped_column(Code(ReferralKind))
    referred_on: Mapped[date] = mapped_column(Date)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    text = Encrypted("case_id")
