"""Person files: rows with known truth, and the details that match keys are made of."""

import csv
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails

_DATE = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?")
_SAME_EVERYWHERE = "ZZ"
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Person:
    """A row as linkage sees it: who it is in truth, and what was written down."""

    rid: str
    cluster: str
    klass: str
    details: PersonalDetails


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Stored and asked persons; in a file to be cleared of duplicates they are the same ones."""

    stored: tuple[Person, ...]
    asked: tuple[Person, ...]
    one_file: bool


def rows_of(path: Path) -> list[dict[str, str]]:
    """The lines of a person file, compressed or not."""
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8", newline="") as file:
        return [{column: value or "" for column, value in row.items()} for row in csv.DictReader(file)]


def read(path: Path) -> PersonFile:
    """A person file; one in which nobody has a country is a file of one country."""
    rows = rows_of(path)
    country = "" if any(row.get("country") for row in rows) else _SAME_EVERYWHERE
    people = [
        (row["side"], Person(row["rid"], row["cluster"], row.get("klass", ""), details(row, country))) for row in rows
    ]
    if not any(side for side, _ in people):
        everybody = tuple(person for _, person in people)
        return PersonFile(everybody, everybody, one_file=True)
    stored, asked = (tuple(person for side, person in people if side == which) for which in "ab")
    return PersonFile(stored, asked, one_file=False)


def details(row: dict[str, str], country: str = "") -> PersonalDetails:
    """A row as the details of a person; phone and household are read where a file has them."""
    country = row["country"].upper() or country
    number = row["docno"]
    return PersonalDetails(
        names=(FullName(f"{row['given']} {row['middle']}".strip(), row["family"]),),
        born=born(row["dob"]),
        sex=row["sex"][:1].upper() or None,
        nationalities=(country,) if country else (),
        place_of_birth=row["place"] or None,
        addresses=(row["street"],) if row.get("street") else (),
        documents=(DocumentNumber("passport", country or _SAME_EVERYWHERE, number),) if number else (),
        phones=(row["phone"],) if row.get("phone") else (),
        emails=(row["email"],) if row["email"] else (),
        family_born=tuple(filter(None, map(born, row.get("household", "").split(";")))),
    )


def born(text: str) -> PartialDate | None:
    """The date as far as it can be: a month or a day that no calendar has is left out, never mended."""
    found = _DATE.match(text)
    if not found or not int(found[1]):
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= _LAST_MONTH:
        return PartialDate(year)
    try:
        return PartialDate(year, month, day or None)
    except ValueError:
        return PartialDate(year, month)
