"""May this organisation receive personal data: GDPR art. 28 for processors, chapter V outside the Union."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.accounts.rules import OrganisationKind, TransferBasis
from returns_app.core.countries import MEMBER_STATES
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_, Text


class RecipientRole(StrEnum):
    """In what capacity an organisation receives."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint_controller"


class Bar(StrEnum):
    """Why an organisation may not receive."""

    NO_BASIS = "no_basis"
    NO_CONTRACT = "no_contract"
    NOT_YET = "not_yet"
    ENDED = "ended"


SENTENCES: dict[Bar, Text] = {
    Bar.NO_BASIS: N_(
        "Nothing was shared: there is no legal basis yet for sending personal data to this organisation. "
        "Ask your data protection officer to record one."
    ),
    Bar.NO_CONTRACT: N_(
        "Nothing was shared: this organisation works for you without a recorded contract (GDPR art. 28). "
        "Ask your data protection officer to record it."
    ),
    Bar.NOT_YET: N_(
        "Nothing was shared: the entry of this organisation in the register of recipients is not in force yet."
    ),
    Bar.ENDED: N_(
        "Nothing was shared: the entry of this organisation in the register of recipients has ended. "
        "Ask your data protection officer to renew it."
    ),
}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What the register says about one recipient."""

    role: RecipientRole
    basis: TransferBasis
    contract: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a data protection officer records about a recipient."""

    organisation_id: UUID
    line: RegisterLine
    safeguards: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation is seated and of what kind it is, as far as chapter V asks."""

    country: str
    kind: OrganisationKind

    @property
    def needs_ground(self) -> bool:
        """True outside the Union, and for an international organisation wherever it is seated (GDPR art. 4(26), 44)."""
        return self.country not in MEMBER_STATES or self.kind is OrganisationKind.INTERNATIONAL


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer: allowed, or what stands in the way."""

    bar: Bar | None = None

    @property
    def is_allowed(self) -> bool:
        """True when personal data may go there."""
        return self.bar is None

    def check(self) -> None:
        """Refuse when it may not be."""
        if self.bar is not None:
            raise RuleBroken(f"safeguards.{self.bar}", SENTENCES[self.bar], field="organisation_id")


def judge_receipt(place: Place, basis: TransferBasis, line: RegisterLine | None, on: date) -> Receipt:
    """By the register where it has a line, else by the ground recorded with the organisation itself."""
    if line is not None:
        if on < line.valid_from:
            return Receipt(Bar.NOT_YET)
        if line.valid_until is not None and on > line.valid_until:
            return Receipt(Bar.ENDED)
        if line.role is RecipientRole.PROCESSOR and not line.contract.strip():
            return Receipt(Bar.NO_CONTRACT)
        basis = line.basis
    lacks = basis is TransferBasis.NONE or (place.needs_ground and basis is TransferBasis.NOT_NEEDED)
    return Receipt(Bar.NO_BASIS if lacks else None)


def check_entry(entry: RegisterEntry) -> None:
    """Refuse a line that ends before it begins."""
    line = entry.line
    if line.valid_until is not None and line.valid_until < line.valid_from:
        sentence = N_("The last day lies before the first. Check both days.")
        raise RuleBroken("safeguards.days", sentence, field="valid_until")
