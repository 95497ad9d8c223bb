"""Tables of key moments: where each lies and what was written for it; every step stays."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Append, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.moments.rules import Moment as Which
from returns_app.moments.rules import MomentState, Party, RejectReason, Step


class KeyMoment(Versioned):
    """One of the three key moments of a case."""

    __tablename__ = "key_moment"
    __table_args__ = (UniqueConstraint("case_id", "moment"), Index("ix_key_moment_turn", "state", "since"))

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    moment: Mapped[Which] = mapped_column(Code(Which))
    state: Mapped[MomentState] = mapped_column(Code(MomentState))
    round: Mapped[int] = mapped_column(Integer, default=0)
    is_retroactive: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[datetime] = mapped_column(Moment)
    answers_ct: Mapped[bytes | None] = ciphertext(optional=True)

    answers = Encrypted("case_id")

    @property
    def said(self) -> dict[str, str]:
        """What was written, by field."""
        return dict(json.loads(self.answers)) if self.answers else {}

    @said.setter
    def said(self, answers: dict[str, str]) -> None:
        self.answers = json.dumps(answers, ensure_ascii=False) if answers else ""


class KeyMomentStep(Append):
    """Somebody sent, confirmed, rejected or reopened a key moment."""

    __tablename__ = "key_moment_step"

    key_moment_id: Mapped[UUID] = mapped_column(ForeignKey("key_moment.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    round: Mapped[int] = mapped_column(Integer)
    step: Mapped[Step] = mapped_column(Code(Step))
    party: Mapped[Party] = mapped_column(Code(Party))
    state_after: Mapped[MomentState] = mapped_column(Code(MomentState))
    reason: Mapped[RejectReason | None] = mapped_column(Code(RejectReason))
    comment_ct: Mapped[bytes | None] = ciphertext(optional=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    comment = Encrypted("case_id")
