"""Tables of cases: the case itself, members, who may see it, who wrote in it, its events, drafts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account, Organisation
from returns_app.cases.rules import AccessKind, EventKind, MemberRole, MemberStatus, PauseKind, ReturnType, Stage
from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import BigId, Code, Moment
from returns_app.people.models import Person
from returns_app.programmes.models import ProgrammeVersion


class ReturnCase(Versioned):
    """One return episode of a family, owned by one organisation."""

    __tablename__ = "return_case"
    __table_args__ = (
        Index("ix_return_case_listed", "organisation_id", "changed_at"),
        Index("ix_return_case_stage", "organisation_id", "stage", "changed_at"),
        Index("ix_return_case_country", "organisation_id", "return_country", "changed_at"),
        Index("ix_return_case_opened", "organisation_id", "opened_on", "reference"),
        Index("ix_return_case_counsellor", "counsellor_id", "stage", "changed_at"),
    )

    reference: Mapped[str] = mapped_column(String(20), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    member_state: Mapped[str] = mapped_column(String(2))
    return_country: Mapped[str] = mapped_column(String(2))
    return_type: Mapped[ReturnType] = mapped_column(Code(ReturnType))
    programme_version_id: Mapped[UUID] = mapped_column(ForeignKey("programme_version.id"))
    stage: Mapped[Stage] = mapped_column(Code(Stage))
    stage_since: Mapped[date] = mapped_column(Date)
    counsellor_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    principal_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    members_count: Mapped[int] = mapped_column(Integer)
    open_places: Mapped[int] = mapped_column(
        Integer, default=0, info={"about": "places for people not known yet, counted in members_count"}
    )
    is_protected: Mapped[bool] = mapped_column(Boolean, default=False)
    opened_on: Mapped[date] = mapped_column(Date)
    notice_version: Mapped[str] = mapped_column(String(40))
    notice_language: Mapped[str] = mapped_column(String(8))
    notice_given_on: Mapped[date] = mapped_column(Date)
    paused: Mapped[PauseKind] = mapped_column(
        Code(PauseKind), default=PauseKind.NONE, info={"about": "whether the case stands still now"}
    )
    outcome_code: Mapped[str] = mapped_column(String(40), default="")
    family_handle: Mapped[UUID] = mapped_column(Uuid)
    request_key: Mapped[UUID | None] = mapped_column(Uuid, unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    programme_version: Mapped[ProgrammeVersion] = relationship(lazy="raise_on_sql")
    counsellor: Mapped[Account] = relationship(lazy="raise_on_sql")
    principal: Mapped[Person] = relationship(lazy="raise_on_sql")
    members: Mapped[list["CaseMember"]] = relationship(
        lazy="raise_on_sql", order_by="CaseMember.position", back_populates="case"
    )

    @property
    def present(self) -> list["CaseMember"]:
        """The members who are still part of this return."""
        return [member for member in self.members if member.left_on is None]


class CaseMember(Versioned):
    """Somebody who travels in this case."""

    __tablename__ = "case_member"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    role: Mapped[MemberRole] = mapped_column(Code(MemberRole))
    status: Mapped[MemberStatus] = mapped_column(Code(MemberStatus), default=MemberStatus.INCLUDED)
    joined_on: Mapped[date | None] = mapped_column(
        Date, info={"about": "empty for those who were there from the beginning"}
    )
    is_newborn: Mapped[bool] = mapped_column(
        Boolean, default=False, info={"about": "born while the case was under way"}
    )
    left_on: Mapped[date | None] = mapped_column(Date)

    case: Mapped[ReturnCase] = relationship(lazy="raise_on_sql", back_populates="members")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class CaseAccess(Versioned):
    """An organisation that may see a case; the second wall in PostgreSQL reads this table too."""

    __tablename__ = "case_access"
    __table_args__ = (
        UniqueConstraint("case_id", "organisation_id"),
        Index("ix_case_access_by", "organisation_id", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[AccessKind] = mapped_column(Code(AccessKind))
    since: Mapped[datetime] = mapped_column(Moment)
    ends_on: Mapped[date | None] = mapped_column(Date)
    with_contacts: Mapped[bool] = mapped_column(Boolean, default=True)
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)


class CaseAuthor(Base):
    """Who entered or changed a fact of a case: they can't decide it."""

    __tablename__ = "case_author"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    first_at: Mapped[datetime] = mapped_column(Moment)
    wrote_facts: Mapped[bool] = mapped_column(
        Boolean, default=True, info={"about": "false for somebody who only decided: no fact is theirs"}
    )


class CaseEvent(Keyed):
    """A dated event of a case; free text is encrypted under the case's key."""

    __tablename__ = "case_event"
    __table_args__ = (
        Index("ix_case_event_timeline", "case_id", "at"),
        Index("ix_case_event_counted", "kind", "happened_on"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[EventKind] = mapped_column(Code(EventKind))
    at: Mapped[datetime] = mapped_column(Moment)
    happened_on: Mapped[date] = mapped_column(Date)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    text_ct: Mapped[bytes | None] = ciphertext(optional=True)

    text = Encrypted("case_id")
    account: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class CaseCounter(Base):
    """The last number given to a case of a member state in a year."""

    __tablename__ = "case_counter"

    member_state: Mapped[str] = mapped_column(String(2), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(BigId)


class Draft(Versioned):
    """What somebody typed and has not sent yet; encrypted under a key of its own."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account_id", "form"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str] = mapped_column(String(120))
    saved_at: Mapped[datetime] = mapped_column(Moment)
    content_ct: Mapped[bytes] = ciphertext()

    content = Encrypted("id")
