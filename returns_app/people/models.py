"""Tables of persons; identity is encrypted under the person's own key, numbers have blind indexes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.core.partial_date import PartialDate
from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.people.rules import ContactKind, IdentifierKind, NameKind, NationalityStatus, Protection, Sex


class Person(Versioned):
    """A returnee or a member of the family, as one organisation knows them."""

    __tablename__ = "person"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    sex: Mapped[Sex] = mapped_column(Code(Sex, 1))
    protection: Mapped[Protection] = mapped_column(Code(Protection))
    is_placeholder: Mapped[bool] = mapped_column(Boolean, default=False)
    born_line_ct: Mapped[bytes | None] = ciphertext(optional=True)
    place_of_birth_ct: Mapped[bytes | None] = ciphertext(optional=True)
    country_of_birth: Mapped[str] = mapped_column(String(2), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    born_line = Encrypted()
    place_of_birth = Encrypted()

    names: Mapped[list["PersonName"]] = relationship(lazy="raise_on_sql", order_by="PersonName.position")
    nationalities: Mapped[list["PersonNationality"]] = relationship(
        lazy="raise_on_sql", order_by="PersonNationality.position"
    )
    identifiers: Mapped[list["PersonIdentifier"]] = relationship(
        lazy="raise_on_sql", order_by="PersonIdentifier.position"
    )
    contacts: Mapped[list["PersonContact"]] = relationship(lazy="raise_on_sql", order_by="PersonContact.position")

    @property
    def born(self) -> PartialDate:
        """The birth date with its precision."""
        return PartialDate.decode(self.born_line)

    @born.setter
    def born(self, born: PartialDate) -> None:
        self.born_line = born.encode()

    @property
    def is_protected(self) -> bool:
        """Unknown counts as protected."""
        return self.protection is not Protection.NO


class PersonName(Keyed):
    """One spelling of the name, in any script."""

    __tablename__ = "person_name"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[NameKind] = mapped_column(Code(NameKind))
    script: Mapped[str] = mapped_column(String(4))
    given_ct: Mapped[bytes | None] = ciphertext(optional=True)
    family_ct: Mapped[bytes | None] = ciphertext(optional=True)

    given = Encrypted("person_id")
    family = Encrypted("person_id")

    @property
    def full(self) -> str:
        """Given and family name together."""
        return f"{self.given} {self.family}".strip()


class PersonNationality(Keyed):
    """A nationality: claimed, documented or verified."""

    __tablename__ = "person_nationality"
    __table_args__ = (UniqueConstraint("person_id", "country"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    country: Mapped[str] = mapped_column(String(3))
    status: Mapped[NationalityStatus] = mapped_column(Code(NationalityStatus))


class PersonIdentifier(Keyed):
    """A document or another number, findable by its keyed index within one organisation."""

    __tablename__ = "person_identifier"
    __table_args__ = (Index("ix_person_identifier_found_by", "organisation_id", "number_index"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[IdentifierKind] = mapped_column(Code(IdentifierKind))
    issuer: Mapped[str] = mapped_column(String(2), default="")
    number_ct: Mapped[bytes] = ciphertext()
    number_index: Mapped[bytes] = mapped_column(LargeBinary(16))

    number = Encrypted("person_id")


class PersonContact(Keyed):
    """A phone number, an e-mail or a postal address."""

    __tablename__ = "person_contact"
    __table_args__ = (Index("ix_person_contact_found_by", "organisation_id", "value_index"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    value_ct: Mapped[bytes] = ciphertext()
    value_index: Mapped[bytes] = mapped_column(LargeBinary(16))

    value = Encrypted("person_id")


class NameBucket(Base):
    """Which persons may bear a name of a bucket: truncated keyed hashes that many names share."""

    __tablename__ = "name_bucket"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    bucket: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
