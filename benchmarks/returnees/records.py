"""A person as one office wrote them down."""

from dataclasses import dataclass, fields
from random import Random

from benchmarks.returnees.people import Returnee
from benchmarks.returnees.streets import made_up_street


@dataclass(frozen=True, slots=True)
class Record:
    """The columns of a person file, all as text; empty where nothing is known."""

    given: str = ""
    middle: str = ""
    family: str = ""
    dob: str = ""
    sex: str = ""
    place: str = ""
    country: str = ""
    docno: str = ""
    email: str = ""
    street: str = ""
    phone: str = ""
    household: str = ""


COLUMNS = tuple(column.name for column in fields(Record))
"""What stands in a row besides rid, side, cluster and klass; phone and household go beyond the common columns."""

_KEPT_AT_FIRST = {"place": 0.85, "docno": 0.65, "email": 0.4, "phone": 0.55, "street": 0.5}
_KEPT_LATER = {"place": 0.75, "docno": 0.45, "email": 0.25, "phone": 0.35, "household": 0.6, "street": 0.4}
_SAME_STREET = 0.3


def whole(person: Returnee) -> Record:
    """Everything there is to know, spelled as in the person's papers."""
    words = {part: " ".join(name.written for name in getattr(person, part)) for part in ("given", "middle", "family")}
    return Record(
        **words,
        dob=person.born.isoformat(),
        sex=person.sex,
        place=person.place,
        country=person.country.code,
        docno=person.document,
        email=person.email,
        street=person.street,
        phone=person.phone,
        household=";".join(born.isoformat() for born in person.household),
    )


def first_time(record: Record, rng: Random) -> Record:
    """What the office of the first support knew."""
    return _thinned(record, _KEPT_AT_FIRST, rng)


def later(record: Record, rng: Random, *, keep: tuple[str, ...] = ()) -> Record:
    """What another office learns years after: papers lost or renewed, contacts changed, another street."""
    share = {column: part for column, part in _KEPT_LATER.items() if column not in keep}
    seen = {column: getattr(_thinned(record, share, rng), column) for column in COLUMNS}
    if record.docno and "docno" not in keep and rng.random() < 0.12:  # noqa: PLR2004 - a new passport
        seen["docno"] = f"{rng.choice('XYZ')}{rng.randrange(10**7, 10**8)}"
    if rng.random() < 0.005:  # noqa: PLR2004 - one form in two hundred has the wrong box ticked
        seen["sex"] = "F" if record.sex == "M" else "M"
    if seen["street"] and rng.random() > _SAME_STREET:
        seen["street"] = made_up_street(rng)
    return Record(**seen)


def _thinned(record: Record, shares: dict[str, float], rng: Random) -> Record:
    kept = {column: getattr(record, column) for column in COLUMNS}
    return Record(**{column: value if rng.random() < shares.get(column, 1.0) else "" for column, value in kept.items()})
