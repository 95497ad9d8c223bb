"""From a person to match keys: store narrow, ask wide. A key whose facts are missing is not made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from returns_app.core.partial_date import PartialDate
from returns_app.linkage import facts
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.facts import NameParts, Pair
from returns_app.linkage.kinds import ESSENTIAL, Field, KeyKind

__all__ = ["Field", "KeyKind", "MatchKey", "fields_compared", "fields_missing", "keys_to_ask", "keys_to_store"]

VERSION = "2026-11"
MOST_STORED = 25
MOST_ASKED = 64
_FEWEST_MAIN_PAIRS = 2
_OF_GIVEN = (KeyKind.GIVEN_DATE_COUNTRY_SEX, KeyKind.GIVEN_DATE_PLACE)
_OF_FAMILY = (KeyKind.FAMILY_DATE_COUNTRY_SEX, KeyKind.FAMILY_DATE_PLACE)


@dataclass(frozen=True, slots=True)
class MatchKey:
    """One combination of facts; equal values mean equal facts. The value never leaves the asker in clear."""

    kind: KeyKind
    value: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which pairs stand for the names, and whether neighbours are asked for.

    `main` are the pairs that coarser and costlier kinds are limited to.
    """

    details: PersonalDetails
    parts: tuple[NameParts, ...]
    pairs: tuple[Pair, ...]
    main: tuple[Pair, ...]
    wide: bool

    @property
    def coarse(self) -> tuple[Pair, ...]:
        """The pairs that go with a part of a date."""
        return self.pairs if self.wide else self.main


def keys_to_store(details: PersonalDetails) -> tuple[MatchKey, ...]:
    """The keys an owner keeps with a claim: at most 25, the most telling first."""
    return _unique(_keys(_scope(details, wide=False)), MOST_STORED)


def keys_to_ask(details: PersonalDetails) -> tuple[MatchKey, ...]:
    """The keys a question asks: every pair of names, letters left out, neighbouring years; at most 64."""
    return _unique(_keys(_scope(details, wide=True)), MOST_ASKED)


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
        Field.DOCUMENT: any(map(facts.document, details.documents)),
        Field.PHONE: any(map(facts.phone, details.phones)),
        Field.EMAIL: any(map(facts.email, details.emails)),
        Field.ACCOUNT: any(map(facts.account, details.accounts)),
        Field.FAMILY: facts.household(details) is not None,
    }


def _scope(details: PersonalDetails, *, wide: bool) -> _Scope:
    """A question takes the pairs of kin for names too: given and family name may stand swapped elsewhere."""
    parts = tuple(dict.fromkeys(part for part in map(facts.name_parts, details.names) if part))
    in_turn = chain.from_iterable(zip_longest(*(part.pairs for part in parts)))
    own = tuple(dict.fromkeys(filter(None, in_turn)))
    kin = chain.from_iterable(part.kin_pairs for part in parts if wide)
    main = own[: max(_FEWEST_MAIN_PAIRS, len(parts))]
    return _Scope(details, parts, tuple(dict.fromkeys((*own, *kin))), main, wide)


def _keys(scope: _Scope) -> Iterator[MatchKey]:
    """All keys, the most telling kinds first: a limit cuts at the end."""
    if scope.details.is_placeholder:
        return
    yield from _numbers(scope.details)
    yield from _namesakes(scope)
    born = scope.details.born
    if born and born.is_known:
        yield from _dated(scope, born)
    if born and born.is_full:
        yield from _typing_errors(scope, born)
    yield from _undated(scope)
    if born and born.year and scope.wide:
        for year in (born.year - 1, born.year + 1):
            yield from _year(scope, year, scope.main, KeyKind.NAMES_NEAR_YEAR_COUNTRY)


def _numbers(details: PersonalDetails) -> Iterator[MatchKey]:
    """Documents, contacts, accounts and the family's birth dates: each alone."""
    for kind, parts in filter(None, map(facts.document, details.documents)):
        yield _key(kind, *parts)
    if dates := facts.household(details):
        yield _key(KeyKind.HOUSEHOLD, *dates)
    for kind, normal, values in (
        (KeyKind.PHONE, facts.phone, details.phones),
        (KeyKind.EMAIL, facts.email, details.emails),
        (KeyKind.ACCOUNT, facts.account, details.accounts),
    ):
        for value in filter(None, map(normal, values)):
            yield _key(kind, value)


def _namesakes(scope: _Scope) -> Iterator[MatchKey]:
    """Names with a country and nothing else: their filled slots say how rare the names are."""
    for pair in scope.coarse:
        for country in scope.details.nationalities:
            yield _key(KeyKind.NAMES_COUNTRY, *pair, country)


def _dated(scope: _Scope, born: PartialDate) -> Iterator[MatchKey]:
    """Names with a date or a part of one; 1 January says no more than the year."""
    if facts.is_first_january(born):
        yield from (_key(KeyKind.NAMES_FIRST_JANUARY, *pair, born.year) for pair in scope.pairs)
    elif born.is_full:
        yield from _whole_date(scope, born)
    elif born.month:
        yield from (_key(KeyKind.NAMES_YEAR_MONTH, *pair, born.year, born.month) for pair in scope.coarse)
    yield from _year(scope, born.year or 0, scope.coarse, KeyKind.NAMES_YEAR_COUNTRY)


def _whole_date(scope: _Scope, born: PartialDate) -> Iterator[MatchKey]:
    yield from (_key(KeyKind.NAMES_DATE, *pair, born.year, facts.digits(born)) for pair in scope.pairs)
    for part in scope.parts:
        for pair in part.kin_pairs if scope.wide else part.kin_pairs[:1]:
            yield _key(KeyKind.KIN_NAMES_DATE, *pair, born.year, facts.digits(born))
        if scope.wide or len(part.others) == 1:
            yield from _family_name_alone(scope, part.others, born)
    for pair in scope.main if scope.wide else ():
        yield _key(KeyKind.NAMES_AS_KIN_DATE, *pair, born.year, facts.digits(born), stored_as=KeyKind.KIN_NAMES_DATE)
    yield from _single_names(scope, born)
    for pair in scope.coarse:
        yield _key(KeyKind.NAMES_YEAR_MONTH, *pair, born.year, born.month)
        yield _key(KeyKind.NAMES_YEAR_DAY, *pair, born.year, born.day)
        for country in scope.details.nationalities:
            yield _key(KeyKind.NAMES_DAY_MONTH_COUNTRY, *pair, born.day, born.month, country)


def _family_name_alone(scope: _Scope, others: tuple[str, ...], born: PartialDate) -> Iterator[MatchKey]:
    """What kin share who have no father's name: without it a twin of the other sex would look like a stranger."""
    for other in others:
        for country in scope.details.nationalities:
            yield _key(KeyKind.KIN_NAMES_DATE, other, born.year, facts.digits(born), country)


def _year(scope: _Scope, year: int, pairs: tuple[Pair, ...], kind: KeyKind) -> Iterator[MatchKey]:
    """Names with a year: a neighbouring one is asked for where the true one is stored."""
    for pair in pairs:
        for country in scope.details.nationalities:
            yield _key(kind, *pair, year, country, stored_as=KeyKind.NAMES_YEAR_COUNTRY)


def _single_names(scope: _Scope, born: PartialDate) -> Iterator[MatchKey]:
    """One name with the whole date: the first given name apart from those a family shares."""
    for part in scope.parts:
        if not part.given_is_known:
            yield from _single_name(scope, born, part.first, _OF_FAMILY)
            continue
        yield from _single_name(scope, born, part.first, _OF_GIVEN)
        for other in part.others if scope.wide else part.others[:1]:
            yield from _single_name(scope, born, other, _OF_FAMILY)


def _single_name(scope: _Scope, born: PartialDate, word: str, kinds: tuple[KeyKind, KeyKind]) -> Iterator[MatchKey]:
    with_country, with_place = kinds
    details, where = scope.details, facts.place(scope.details)
    for country in details.nationalities if details.sex else ():
        yield _key(with_country, word, born.isoformat(), country, details.sex)
    if where:
        yield _key(with_place, word, born.isoformat(), where)


def _undated(scope: _Scope) -> Iterator[MatchKey]:
    """Names that stand without a date: three with a country, two with a place of birth."""
    for country in scope.details.nationalities:
        for part in scope.parts:
            for triple in part.triples if scope.wide else part.triples[:1]:
                yield _key(KeyKind.THREE_NAMES_COUNTRY, *triple, country)
    if where := facts.place(scope.details):
        yield from (_key(KeyKind.NAMES_PLACE, *pair, where) for pair in scope.main)


def _typing_errors(scope: _Scope, born: PartialDate) -> Iterator[MatchKey]:
    """One letter left out: of the given name first, whose error no other kind survives."""
    for pair in dict.fromkeys(chain.from_iterable(map(facts.one_letter_less, scope.parts))):
        if not facts.is_first_january(born):
            yield _key(KeyKind.NAMES_DATE_TYPO, *pair, born.year, facts.digits(born))
            continue
        for country in scope.details.nationalities:
            yield _key(KeyKind.NAMES_FIRST_JANUARY_TYPO, *pair, born.year, country)


def _key(kind: KeyKind, *parts: object, stored_as: KeyKind | None = None) -> MatchKey:
    """A key whose value cannot be read in two ways: every part carries its length."""
    texts = (VERSION, stored_as or kind, *parts)
    encoded = (str(text).encode() for text in texts)
    return MatchKey(kind, b"".join(len(text).to_bytes(2, "big") + text for text in encoded))


def _unique(keys: Iterable[MatchKey], most: int) -> tuple[MatchKey, ...]:
    return tuple({key.value: key for key in keys}.values())[:most]
