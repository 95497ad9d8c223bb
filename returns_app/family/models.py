"""Tables of families: what two people are to each other, and which case came out of which."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Append, Versioned
from returns_app.db.types import Code, Moment
from returns_app.family.rules import PlaceKind, Proof, RelationKind


class FamilyRelation(Versioned):
    """The first person is something to the second; kept once per pair, ended and never deleted."""

    __tablename__ = "family_relation"
    __table_args__ = (Index("ix_family_relation_pair", "person_id", "other_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RelationKind] = mapped_column(Code(RelationKind))
    proof: Mapped[Proof] = mapped_column(Code(Proof))
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    ended_on: Mapped[date | None] = mapped_column(Date)

    @property
    def pair(self) -> tuple[UUID, RelationKind, UUID]:
        """Who is what to whom."""
        return self.person_id, self.kind, self.other_id


class CasePlace(Versioned):
    """A place for somebody of a group who is not known yet: no person, no name, no birth date."""

    __tablename__ = "case_place"
    __table_args__ = (Index("ix_case_place_open", "case_id", "position"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    kind: Mapped[PlaceKind] = mapped_column(Code(PlaceKind))
    position: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), info={"about": "who took the place"})
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class CaseSplit(Append):
    """Some members of a case went on in a case of their own."""

    __tablename__ = "case_split"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    to_case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    split_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
