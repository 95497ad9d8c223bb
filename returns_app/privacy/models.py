"""Tables of data protection."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.letters.rules import Way
from returns_app.privacy.rules.breaches import BreachNature, BreachRisk
from returns_app.privacy.rules.emergencies import EmergencyGround, EmergencyVerdict
from returns_app.privacy.rules.erasing import ErasureReason, ErasureState
from returns_app.privacy.rules.reaching import ReachState, ReachTarget
from returns_app.privacy.rules.requests import (
    Channel,
    ExtensionReason,
    Identity,
    RefusalGround,
    RequestKind,
    RequestState,
)


class NoticeGiven(Keyed):
    """Somebody was given a notice about their data; never changed."""

    __tablename__ = "notice_given"
    __table_args__ = (
        UniqueConstraint("request_key", "person_id"), Index("ix_notice_given_whose", "case_id", "person_id", "version"),
    )  # fmt: skip
    __under_restriction__ = True  # telling people about their data goes on when the data may only be kept

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    way: Mapped[Way] = mapped_column(Code(Way))
    given_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid)


class RightsRequest(Versioned):
    """What a person asked about their own data, by when it is due and how it was answered."""

    __tablename__ = "rights_request"
    __table_args__ = (Index("ix_rights_request_due", "organisation_id", "state", "due_on"),)
    __under_restriction__ = True

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    case_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[RequestKind] = mapped_column(Code(RequestKind))
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    received_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    extension: Mapped[ExtensionReason | None] = mapped_column(Code(ExtensionReason))
    identity: Mapped[Identity] = mapped_column(Code(Identity))
    identity_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    identity_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[RequestState] = mapped_column(Code(RequestState))
    ground: Mapped[RefusalGround | None] = mapped_column(Code(RefusalGround))
    asked_ct: Mapped[bytes | None] = ciphertext(optional=True)
    words_ct: Mapped[bytes | None] = ciphertext(optional=True)
    pack_counts: Mapped[dict[str, int] | None] = mapped_column(JSON)
    registered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    registered_at: Mapped[datetime] = mapped_column(Moment)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    request_key: Mapped[UUID | None] = mapped_column(Uuid, unique=True)

    asked = Encrypted("case_id")
    words = Encrypted("case_id")


class Erasure(Versioned):
    """An erasure of one case or many: asked by one person, confirmed by another, done case by case."""

    __tablename__ = "erasure"
    __table_args__ = (Index("ix_erasure_waiting", "organisation_id", "state"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reason: Mapped[ErasureReason] = mapped_column(Code(ErasureReason))
    rules_code: Mapped[str] = mapped_column(String(20), default="")
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("rights_request.id"))
    state: Mapped[ErasureState] = mapped_column(Code(ErasureState))
    total: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer, default=0)
    skipped: Mapped[int] = mapped_column(Integer, default=0)
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    figures_before: Mapped[str] = mapped_column(String(64), default="")
    figures_after: Mapped[str] = mapped_column(String(64), default="")


class ErasureCase(Versioned):
    """One case of an erasure: whose data, and every place that was touched."""

    __tablename__ = "erasure_case"
    __table_args__ = (UniqueConstraint("erasure_id", "case_id"),)
    __under_restriction__ = True

    erasure_id: Mapped[UUID] = mapped_column(ForeignKey("erasure.id"))
    case_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    people: Mapped[list[str]] = mapped_column(JSON)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    is_held: Mapped[bool] = mapped_column(default=False)
    places: Mapped[dict[str, Any]] = mapped_column(JSON)


class CorrectionReach(Versioned):
    """One recipient of a correction, and how far it is there."""

    __tablename__ = "correction_reach"
    __table_args__ = (Index("ix_correction_reach_case", "case_id", "promised_at"),)
    __under_restriction__ = True

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    target: Mapped[ReachTarget] = mapped_column(Code(ReachTarget))
    recipient_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    facts: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[ReachState] = mapped_column(Code(ReachState))
    promised_at: Mapped[datetime] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)


class Breach(Versioned):
    """A breach of personal data, from the moment it became known; its words are encrypted under its own key."""

    __tablename__ = "breach"
    __table_args__ = (Index("ix_breach_known", "organisation_id", "known_at"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    known_at: Mapped[datetime] = mapped_column(Moment)
    nature: Mapped[BreachNature] = mapped_column(Code(BreachNature))
    risk: Mapped[BreachRisk] = mapped_column(Code(BreachRisk))
    people: Mapped[int] = mapped_column(Integer)
    words_ct: Mapped[bytes | None] = ciphertext(optional=True)
    measures_ct: Mapped[bytes | None] = ciphertext(optional=True)
    late_reason_ct: Mapped[bytes | None] = ciphertext(optional=True)
    authority_told_at: Mapped[datetime | None] = mapped_column(Moment)
    people_told_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    words = Encrypted()
    measures = Encrypted()
    late_reason = Encrypted()


class EmergencyAccess(Versioned):
    """Somebody opened a case outside their sight for a few hours: why, how often they looked, and what an officer said."""

    __tablename__ = "emergency_access"
    __table_args__ = (
        Index("ix_emergency_access_of", "owner_id", "opened_at"),
        Index("ix_emergency_access_by", "account_id", "opened_at"),
    )
    __under_restriction__ = True  # data that may only be kept may still save a life (art. 18(2))

    case_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    ground: Mapped[EmergencyGround] = mapped_column(Code(EmergencyGround))
    words_ct: Mapped[bytes | None] = ciphertext(optional=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    looks: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[EmergencyVerdict | None] = mapped_column(Code(EmergencyVerdict))
    verdict_words_ct: Mapped[bytes | None] = ciphertext(optional=True)
    judged_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    judged_at: Mapped[datetime | None] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    words = Encrypted("case_id")
    verdict_words = Encrypted("case_id")


class Recertification(Versioned):
    """A data protection officer looked at somebody's access in a quarter and said what becomes of it."""

    __tablename__ = "recertification"
    __table_args__ = (UniqueConstraint("account_id", "quarter"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    quarter: Mapped[str] = mapped_column(String(7))
    is_kept: Mapped[bool] = mapped_column()
    roles: Mapped[list[str]] = mapped_column(JSON)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
