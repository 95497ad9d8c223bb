"""What is known of one person when match keys are made: values only, nothing is kept."""

from dataclasses import dataclass, field

from returns_app.core.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class FullName:
    """One spelling of a name, in any script; either half may be empty."""

    given: str
    family: str


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A numbered document: its kind ("passport", "national_id", any other), issuing country and number."""

    kind: str
    issuer: str
    number: str


@dataclass(frozen=True, slots=True)
class PersonalDetails:
    """The facts of one person that a check compares.

    `sex` is "M", "F", "X" or None; countries are ISO 3166 alpha-2; phones stand in E.164 form;
    `family_born` holds the birth dates of everybody who travels together, this person included.
    """

    names: tuple[FullName, ...] = field(default=(), repr=False)
    born: PartialDate | None = field(default=None, repr=False)
    sex: str | None = None
    nationalities: tuple[str, ...] = ()
    place_of_birth: str | None = field(default=None, repr=False)
    addresses: tuple[str, ...] = field(default=(), repr=False)
    documents: tuple[DocumentNumber, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    accounts: tuple[str, ...] = field(default=(), repr=False)
    family_born: tuple[PartialDate, ...] = field(default=(), repr=False)
    is_placeholder: bool = False
