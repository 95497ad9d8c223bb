"""The same person heard by somebody else: other letters, day and month in the other order, no papers."""

from dataclasses import replace

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.people.rules import NameEntry, NameKind, NationalityEntry, NationalityStatus, PersonEntry

HEARD = (
    ("ou", "u"), ("kh", "h"), ("ph", "f"), ("ss", "s"), ("ll", "l"), ("dz", "ds"), ("aye", "ai"), ("ee", "i"), ("y", "i"),
    ("-", " "),
)  # fmt: skip
MONTHS = 12


def respelled(person: PersonEntry) -> PersonEntry:
    """What another office would have written down."""
    name = person.names[0]
    claimed = tuple(NationalityEntry(one.country, NationalityStatus.CLAIMED) for one in person.nationalities)
    return replace(
        person,
        names=(NameEntry(_heard(name.given), _heard(name.family), NameKind.PRIMARY), *person.names[1:]),
        born=_swapped(person.born),
        nationalities=claimed,
        identifiers=(),
        contacts=(),
    )


def _heard(name: str) -> str:
    for written, heard in HEARD:
        name = name.replace(written, heard)
    return name


def _swapped(born: PartialDate) -> PartialDate:
    if born.day is None or born.day > MONTHS:
        return replace(born, precision=DatePrecision.SAID) if born.is_known else born
    return PartialDate(born.year, born.day, born.month, DatePrecision.SAID)
