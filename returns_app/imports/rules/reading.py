"""From rows to families: each cell read without guessing, each refusal in words, the rows of one case kept together."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from returns_app.cases.rules import (
    NOTICE_LANGUAGES,
    NOTICE_VERSIONS,
    CaseOpening,
    MemberEntry,
    MemberRole,
    NoticeEntry,
    ReturnType,
    SkipReason,
)
from returns_app.core.countries import is_country, third_countries
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.text import N_, Text
from returns_app.imports.rules.columns import COMPULSORY, MOST_IN_CELL, Problem, Row
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Protection,
    Sex,
)

NAMESPACE = UUID("6f3c1a52-8a3e-5f0e-9d55-3c1f1e7a2b10")
OLDEST = 1900
_NAMES = ("given_name", "family_name")  # one of them is enough
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YES = {"yes": Protection.YES, "no": Protection.NO, "unknown": Protection.UNKNOWN, "": Protection.NO}


class _Wrong(Exception):
    """A cell that can't be read."""

    def __init__(self, column: str, sentence: Text, **params: str) -> None:
        """Where, and what to do."""
        super().__init__(column)
        self.column, self.sentence, self.params = column, sentence, params


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a file holds: cases that can be opened, by their own number, and what needs attention."""

    openings: dict[str, CaseOpening]
    problems: tuple[Problem, ...]
    refused: frozenset[int]  # numbers of the rows that are not opened


def key_of(organisation_id: UUID, case: str) -> UUID:
    """The same case of the same organisation has the same key, in whichever file it stands."""
    return uuid5(NAMESPACE, f"{organisation_id}|{case.casefold()}")


def sort_rows(rows: Sequence[Row], organisation_id: UUID, programmes: Collection[str], today: date) -> Sorted:
    """Every row read; a case in which one row is wrong waits as a whole."""
    families: dict[str, list[tuple[Row, MemberEntry, dict[str, Any]]]] = defaultdict(list)
    problems: list[Problem] = []
    for row in rows:
        found = list(_problems(row, programmes, today))
        problems += found
        if not found:
            families[row.cells["case"]].append((row, _member(row), _about(row, today)))
    spoilt = {row.cells.get("case", "") for row in rows if row.number in {problem.row for problem in problems}}
    openings: dict[str, CaseOpening] = {}
    for case, members in families.items():
        wrong = _family_problems(members, waits=case in spoilt)
        problems += wrong
        if not wrong:
            openings[case] = _opening(case, members, organisation_id)
    refused = frozenset(problem.row for problem in problems)
    return Sorted(openings, tuple(sorted(problems, key=lambda one: (one.row, one.column))), refused)


def _opening(
    case: str, members: Sequence[tuple[Row, MemberEntry, dict[str, Any]]], organisation_id: UUID
) -> CaseOpening:
    about = members[0][2]
    return CaseOpening(
        members=tuple(member for _row, member, _about in members), request_key=key_of(organisation_id, case), channel="import",
        search_skipped=SkipReason.ANOTHER_SYSTEM.value, **about,
    )  # fmt: skip


def _family_problems(members: Sequence[tuple[Row, MemberEntry, dict[str, Any]]], *, waits: bool) -> list[Problem]:
    if waits:
        sentence = N_("Another row of this case needs attention first.")
        return [Problem(row.number, "case", sentence) for row, _member, _about in members]
    if sum(member.role is MemberRole.PRINCIPAL for _row, member, _about in members) != 1:
        sentence = N_("A case needs exactly one row whose role is principal.")
        return [Problem(row.number, "role", sentence) for row, _member, _about in members]
    first = members[0][2]
    sentence = N_("Return country, programme and notice must be the same in every row of a case.")
    return [Problem(row.number, "case", sentence) for row, _member, about in members if about != first]


def _problems(row: Row, programmes: Collection[str], today: date) -> Iterator[Problem]:
    for column in COMPULSORY:
        if not row.cells.get(column) and not (column in _NAMES and any(row.cells.get(name) for name in _NAMES)):
            yield Problem(row.number, column, N_("This cell is empty. It has to be filled in."))
            return
    yield from (
        Problem(row.number, column, N_("This cell holds too much text. Shorten it."))
        for column, text in row.cells.items()
        if len(text) > MOST_IN_CELL
    )
    for read in (_member, lambda one: _about(one, today), lambda one: _programme(one, programmes)):
        try:
            read(row)
        except _Wrong as wrong:
            yield Problem(row.number, wrong.column, wrong.sentence, wrong.params)
            return


def _member(row: Row) -> MemberEntry:
    cell = row.cells.get
    person = PersonEntry(
        names=(NameEntry(cell("given_name", ""), cell("family_name", "")),), born=_born(cell("birth_date", ""), row),
        sex=_code(row, "sex", Sex, Sex.UNKNOWN), nationalities=(_nationality(row),), identifiers=_identifiers(row),
        contacts=tuple(ContactEntry(ContactKind.PHONE, one) for one in [cell("phone", "")] if one),
        protection=_protection(row),
    )  # fmt: skip
    return MemberEntry(person, _code(row, "role", MemberRole, MemberRole.PRINCIPAL))


def _about(row: Row, today: date) -> dict[str, Any]:
    given_on = _day("notice_given_on", row.cells["notice_given_on"])
    if given_on > today:
        raise _Wrong("notice_given_on", N_("The notice can't be given in the future."))
    country = row.cells["return_country"].upper()
    if country not in third_countries():
        raise _Wrong("return_country", N_("Write the two-letter code of a country outside the member states, like NG."))
    version, language = row.cells.get("notice_version") or NOTICE_VERSIONS[0], row.cells["notice_language"].lower()
    if version not in NOTICE_VERSIONS:
        raise _Wrong("notice_version", N_("Write one of: %(codes)s."), codes=", ".join(NOTICE_VERSIONS))
    if language not in NOTICE_LANGUAGES:
        raise _Wrong("notice_language", N_("Write the two-letter code of a language, like ar."))
    kind = _code(row, "return_type", ReturnType, ReturnType.VOLUNTARY_ASSISTED)
    return {
        "return_country": country, "programme_code": row.cells["programme"], "return_type": kind,
        "notice": NoticeEntry(version, language, given_on),
    }  # fmt: skip


def _programme(row: Row, programmes: Collection[str]) -> None:
    if row.cells["programme"] not in programmes:
        sentence = N_("No programme with this code is open today. Open are: %(codes)s.")
        raise _Wrong("programme", sentence, codes=", ".join(sorted(programmes)))


def _nationality(row: Row) -> NationalityEntry:
    code = row.cells["nationality"].upper()
    if not is_country(code):
        raise _Wrong("nationality", N_("Write the two-letter code of the country, like NG."))
    return NationalityEntry(code, NationalityStatus.CLAIMED)


def _identifiers(row: Row) -> tuple[IdentifierEntry, ...]:
    number = row.cells.get("document_number", "")
    if not number:
        return ()
    issuer = (row.cells.get("document_country") or row.cells["nationality"]).upper()
    if not is_country(issuer):
        raise _Wrong("document_country", N_("Write the two-letter code of the country, like NG."))
    return (IdentifierEntry(_code(row, "document_type", IdentifierKind, IdentifierKind.PASSPORT), issuer, number),)


def _protection(row: Row) -> Protection:
    said = row.cells.get("protected", "").lower()
    if said not in _YES:
        raise _Wrong("protected", N_("Write one of: %(codes)s."), codes="yes, no, unknown")
    return _YES[said]


def _code(row: Row, column: str, codes: Callable[[str], Any], usual: Any) -> Any:  # noqa: ANN401  (a code of any list)
    said = row.cells.get(column, "")
    if not said:
        return usual
    known: Iterable[Any] = codes  # type: ignore[assignment]
    found = next((code for code in known if code.value.casefold() == said.casefold()), None)
    if found is None:
        raise _Wrong(column, N_("Write one of: %(codes)s."), codes=", ".join(code.value for code in known))
    return found


def _born(text: str, row: Row) -> PartialDate:
    if not text or text.lower() == "unknown":
        return PartialDate(precision=DatePrecision.UNKNOWN)
    precision = _code(row, "how_sure", DatePrecision, DatePrecision.SAID)
    year, month, day = _parts("birth_date", text)
    try:
        born = PartialDate(year, month, day, precision)
    except ValueError:
        raise _Wrong("birth_date", N_("This date does not exist. Check day and month.")) from None
    if born.year is not None and born.year < OLDEST:
        raise _Wrong("birth_date", N_("This year is too long ago. Check it."))
    return born


def _day(column: str, text: str) -> date:
    year, month, day = _parts(column, text)
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        raise _Wrong(column, N_("This date does not exist. Check day and month.")) from None


def _parts(column: str, text: str) -> tuple[int, int | None, int | None]:
    """Year first, or day, month and year; nothing else is guessed."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    raise _Wrong(column, N_("Write the date as year-month-day, like 1991-03-14, or day-month-year."))
