"""The table of decisions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.db.base import Keyed
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.decisions.rules import DecisionKind


class Decision(Keyed):
    """One decision by one person on one case, with the criteria as they stood; never changed."""

    __tablename__ = "decision"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    programme_version_id: Mapped[UUID] = mapped_column(ForeignKey("programme_version.id"))
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)
    reservation: Mapped[str] = mapped_column(String(40), default="")
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    decider: Mapped[Account] = relationship(lazy="raise_on_sql")
