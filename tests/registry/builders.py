"""People, claims and questions for the registry, as a national side would send them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from returns_app.checks.service.tokens import tokens_of
from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails
from returns_app.linkage.match_keys import VERSION, keys_to_ask, keys_to_store
from returns_app.registry.connection import registry
from returns_app.registry.rules import Answer, ClaimEntry, Enrolment, Purpose, Question, Reservation
from returns_app.registry.statuses import ClaimStatus, SupportKind

OPENED = date(2026, 2, 2)
UNTIL = date(2027, 2, 2)


def someone(given: str, family: str, born: str, country: str, passport: str = "", **more: object) -> PersonalDetails:
    """A person from a name, an ISO date, a country and perhaps a passport."""
    documents = (DocumentNumber("passport", country, passport),) if passport else ()
    values: dict[str, object] = {
        "names": (FullName(given, family),),
        "born": PartialDate.parse(born) if born else None,
        "sex": "M",
        "nationalities": (country,),
        "documents": documents,
    }
    return PersonalDetails(**{**values, **more})  # type: ignore[arg-type]


def met_by(claim: Enrolment, details: PersonalDetails) -> set[bytes]:
    """Those of a claim's addresses by which somebody is met: the others stand for nothing."""
    groups = tokens_of(registry(), (registry().key_epoch(),), keys_to_store(details))
    return set(claim.addresses) & {address for group in groups for address in group.addresses}


def an_entry(details: PersonalDetails, state: str = "BE", **more: object) -> ClaimEntry:
    """A claim about somebody."""
    house = registry()
    epoch = house.key_epoch()
    values: dict[str, object] = {
        "member_state": state,
        "programme_kind": f"{state}-EURP",
        "support_kinds": (SupportKind.IN_KIND,),
        "opened": OPENED,
        "is_protected": False,
        "family_handle": uuid4(),
        "key_epoch": epoch,
        "key_version": VERSION,
        "tokens": tokens_of(house, (epoch,), keys_to_store(details)),
        "asked": tokens_of(house, house.epochs(), keys_to_ask(details)),
    }
    return ClaimEntry(**{**values, **more})  # type: ignore[arg-type]


def announced(details: PersonalDetails, state: str = "BE", **more: object) -> Enrolment:
    """A claim that another state announced."""
    return registry().announce(uuid4(), an_entry(details, state, **more))


def completed(claim: str, on: date) -> None:
    """A claim whose support is over."""
    for status in (ClaimStatus.DEPARTED, ClaimStatus.COMPLETED):
        registry().change_status(claim, status, on)


def asked(details: PersonalDetails, state: str = "NL", *, opened: date = OPENED, family: UUID | None = None) -> Answer:
    """The answer to a check."""
    house = registry()
    epoch = house.key_epoch()
    tokens = tokens_of(house, house.epochs(), keys_to_ask(details))
    return house.ask(
        Question(uuid4(), state, opened, family or uuid4(), epoch, VERSION, tokens, Purpose.INTAKE, "tests")
    )


def reserved(entries: Sequence[ClaimEntry], request: UUID | None = None, cleared: tuple[str, ...] = ()) -> Reservation:
    """A reservation, or who was first."""
    return registry().reserve(request or uuid4(), tuple(entries), cleared, UNTIL)


CHINEDU = someone("Chinedu", "Okafor", "1991-03-14", "NG", "A01234567")
AHMED = someone("أحمد حسين", "الجبوري", "1988-07-05", "IQ")
AHMAD = someone("Ahmad Husain", "Aljboori", "1988-05-07", "IQ")
BESNIK = someone("Besnik", "Hoxha", "1979-06-30", "AL")
ALI_ONE = someone("Mohamed", "Ali", "1990-01-01", "EG", "P111")
ALI_TWO = someone("Mohamed", "Ali", "1990-01-01", "EG", "P222")
