"""From a person to match keys: store narrow, ask wide. A key whose facts are missing is not made."""

from returns_app.linkage import facts
from returns_app.linkage.combining import combined, scope
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.key import VERSION, MatchKey, unique
from returns_app.linkage.kinds import ESSENTIAL, Field, KeyKind

__all__ = [
    "VERSION",
    "Field",
    "KeyKind",
    "MatchKey",
    "fields_compared",
    "fields_missing",
    "keys_to_ask",
    "keys_to_store",
]

MOST_STORED = 32
MOST_ASKED = 96


def keys_to_store(details: PersonalDetails) -> tuple[MatchKey, ...]:
    """The keys an owner keeps with a claim: at most 32, the most telling first."""
    return unique(combined(scope(details, wide=False)), MOST_STORED)


def keys_to_ask(details: PersonalDetails) -> tuple[MatchKey, ...]:
    """The keys a question asks: every pair of names, letters left out, neighbouring years; at most 96."""
    return unique(combined(scope(details, wide=True)), MOST_ASKED)


def fields_compared(details: PersonalDetails) -> tuple[Field, ...]:
    """The fields that take part in a check of this person."""
    present = _present(details)
    return tuple(one for one in Field if present.get(one))


def fields_missing(details: PersonalDetails) -> tuple[Field, ...]:
    """The essential fields that are not known, because of which a check is a reduced one."""
    present = _present(details)
    return tuple(one for one in ESSENTIAL if not present[one])


def _present(details: PersonalDetails) -> dict[Field, bool]:
    if details.is_placeholder:
        return dict.fromkeys(Field, False)
    return {
        Field.NAME: any(facts.name_parts(name) for name in details.names),
        Field.BORN: bool(details.born and details.born.is_known),
        Field.NATIONALITY: bool(details.nationalities),
        Field.SEX: bool(details.sex),
        Field.PLACE: bool(facts.place(details)),
        Field.ADDRESS: any(map(facts.address, details.addresses)),
        Field.DOCUMENT: any(map(facts.document, details.documents)),
        Field.PHONE: any(map(facts.phone, details.phones)),
        Field.EMAIL: any(map(facts.email, details.emails)),
        Field.ACCOUNT: any(map(facts.account, details.accounts)),
        Field.FAMILY: facts.household(details) is not None,
    }
