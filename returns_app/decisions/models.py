"""Tables of decisions and of proposals to change one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.db.base import Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.decisions.rules import DecisionKind, ProposalState
from returns_app.programmes.rules import TariffLine
from returns_app.support.rules import Component


class Decision(Keyed):
    """One decision by one person on one case, with the criteria as they stood; never changed."""

    __tablename__ = "decision"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    programme_version_id: Mapped[UUID] = mapped_column(ForeignKey("programme_version.id"))
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    lines: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    told: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    reservation: Mapped[str] = mapped_column(String(40), default="")
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    decider: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[decided_by])
    proposer: Mapped[Account | None] = relationship(lazy="raise_on_sql", foreign_keys=[proposed_by])

    @property
    def granted(self) -> tuple[TariffLine, ...]:
        """What each member may receive by this decision, whatever later ones changed."""
        return tuple(
            TariffLine(UUID(one["person"]), one["component"], Decimal(one["amount"]), one["tariff"])
            for one in self.lines
        )

    @property
    def before(self) -> Decimal | None:
        """What the family could receive before, where this decision changed it."""
        return Decimal(self.told["before"]) if "before" in self.told else None

    @property
    def after(self) -> Decimal | None:
        """What it can receive since."""
        return Decimal(self.told["after"]) if "after" in self.told else None

    @property
    def until(self) -> date | None:
        """The day that was set: until when, or when somebody looks again."""
        return date.fromisoformat(self.told["until"]) if "until" in self.told else None


class ProposedDecision(Versioned):
    """Somebody proposes to change what was granted; somebody else decides, declines, or it is taken back."""

    __tablename__ = "proposed_decision"
    __table_args__ = (
        Index(
            "uq_proposed_decision_open", "case_id", "kind", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
    )  # fmt: skip

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    state: Mapped[ProposalState] = mapped_column(Code(ProposalState))
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    text_ct: Mapped[bytes] = ciphertext()
    cuts: Mapped[dict[str, str]] = mapped_column(JSON)
    until: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_ct: Mapped[bytes | None] = ciphertext(optional=True)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    declined = Encrypted("case_id")
    proposer: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[proposed_by])
    ender: Mapped[Account | None] = relationship(lazy="raise_on_sql", foreign_keys=[ended_by])

    @property
    def amounts(self) -> dict[Component, Decimal]:
        """By how much each component is to be lowered."""
        return {Component(part): Decimal(by) for part, by in self.cuts.items()}
