"""Which facts go together in a key: the generators of every kind, the most telling first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from returns_app.core.partial_date import PartialDate
from returns_app.linkage import facts
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.facts import NameParts, Pair
from returns_app.linkage.key import MatchKey
from returns_app.linkage.key import key as _key
from returns_app.linkage.kinds import KeyKind

_FEWEST_MAIN_PAIRS = 2
_SEXES = ("F", "M", "X")


@dataclass(frozen=True, slots=True)
class Scope:
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

    @property
    def given(self) -> tuple[str, ...]:
        """The first given name of each spelling."""
        return tuple(dict.fromkeys(part.first for part in self.parts if part.given_is_known))

    @property
    def family(self) -> tuple[str, ...]:
        """The last family name of each spelling, every other name in a question."""
        return tuple(dict.fromkeys(chain.from_iterable(map(self._family_of, self.parts))))

    def _family_of(self, part: NameParts) -> tuple[str, ...]:
        own = part.others if part.given_is_known else (part.first, *part.others)
        return own if self.wide else own[:1]


def scope(details: PersonalDetails, *, wide: bool) -> Scope:
    """A question takes the pairs of kin for names too: given and family name may stand swapped elsewhere."""
    parts = tuple(dict.fromkeys(part for part in map(facts.name_parts, details.names) if part))
    in_turn = chain.from_iterable(zip_longest(*(part.pairs for part in parts)))
    own = tuple(dict.fromkeys(filter(None, in_turn)))
    kin = chain.from_iterable(part.kin_pairs for part in parts if wide)
    main = own[: max(_FEWEST_MAIN_PAIRS, len(parts))]
    return Scope(details, parts, tuple(dict.fromkeys((*own, *kin))), main, wide)


def combined(scope: Scope) -> Iterator[MatchKey]:
    """All keys, the most telling kinds first: a limit cuts at the end."""
    if scope.details.is_placeholder:
        return
    born = scope.details.born
    yield from _numbers(scope.details)
    yield from _bearers(scope)
    if born and born.is_known:
        yield from _dated(scope, born)
    yield from _addresses(scope)
    yield from _contacts(scope)
    yield from _undated(scope)
    if born and born.is_full:
        yield from _typing_errors(scope, born)
    if born and born.year and scope.wide:
        for year in (born.year - 1, born.year + 1):
            yield from _year(scope, year, scope.main, KeyKind.NAMES_NEAR_YEAR_COUNTRY)


def _numbers(details: PersonalDetails) -> Iterator[MatchKey]:
    """Documents, contacts, accounts and the family's birth dates: each alone."""
    for kind, parts in filter(None, map(facts.document, details.documents)):
        yield _key(kind, *parts)
    if dates := facts.household(details):
        yield _key(KeyKind.HOUSEHOLD, *dates)
    for kind, value in _contact_values(details):
        yield _key(kind, value)
    for value in filter(None, map(facts.account, details.accounts)):
        yield _key(KeyKind.ACCOUNT, value)


def _contact_values(details: PersonalDetails) -> Iterator[tuple[KeyKind, str]]:
    for kind, normal, values in (
        (KeyKind.PHONE, facts.phone, details.phones),
        (KeyKind.EMAIL, facts.email, details.emails),
    ):
        yield from ((kind, value) for value in filter(None, map(normal, values)))


def _bearers(scope: Scope) -> Iterator[MatchKey]:
    """Names with a country and nothing else: their filled slots say how rare the names are."""
    for country in scope.details.nationalities:
        yield from (_key(KeyKind.NAMES_COUNTRY, *pair, country) for pair in scope.coarse)
        for part in scope.parts:
            yield from (_key(KeyKind.NAME_COUNTRY, name, country) for name in (part.first, part.other) if name)


def _dated(scope: Scope, born: PartialDate) -> Iterator[MatchKey]:
    """Names with a date or a part of one; 1 January says no more than the year."""
    if facts.is_first_january(born):
        yield from (_key(KeyKind.NAMES_FIRST_JANUARY, *pair, born.year) for pair in scope.pairs)
    elif born.is_full:
        yield from _whole_date(scope, born)
    elif born.month:
        yield from (_key(KeyKind.NAMES_YEAR_MONTH, *pair, born.year, born.month) for pair in scope.coarse)
    yield from _year(scope, born.year or 0, scope.coarse, KeyKind.NAMES_YEAR_COUNTRY)
    if where := facts.place(scope.details):
        yield from (_key(KeyKind.GIVEN_YEAR_PLACE, name, born.year, where) for name in scope.given)
        yield from (_key(KeyKind.FAMILY_YEAR_PLACE, name, born.year, where) for name in scope.family)


def _whole_date(scope: Scope, born: PartialDate) -> Iterator[MatchKey]:
    yield from (_key(KeyKind.NAMES_DATE, *pair, born.year, facts.digits(born)) for pair in scope.pairs)
    for part in scope.parts:
        for pair in part.kin_pairs if scope.wide else part.kin_pairs[:1]:
            yield _key(KeyKind.KIN_NAMES_DATE, *pair, born.year, facts.digits(born))
        yield from _family_name_alone(scope, part.others if scope.wide else part.others[:1], born)
    for pair in scope.main if scope.wide else ():
        yield _key(KeyKind.NAMES_AS_KIN_DATE, *pair, born.year, facts.digits(born), stored_as=KeyKind.KIN_NAMES_DATE)
    yield from _single_names(scope, born)
    for pair in scope.coarse:
        yield _key(KeyKind.NAMES_YEAR_MONTH, *pair, born.year, born.month)
        yield _key(KeyKind.NAMES_YEAR_DAY, *pair, born.year, born.day)
        for country in scope.details.nationalities:
            yield _key(KeyKind.NAMES_DAY_MONTH_COUNTRY, *pair, born.day, born.month, country)


def _family_name_alone(scope: Scope, others: tuple[str, ...], born: PartialDate) -> Iterator[MatchKey]:
    """What kin share who have no father's name: without it a twin of the other sex would look like a stranger."""
    for other in others:
        for country in scope.details.nationalities:
            yield _key(KeyKind.KIN_NAMES_DATE, other, born.year, facts.digits(born), country)


def _year(scope: Scope, year: int, pairs: tuple[Pair, ...], kind: KeyKind) -> Iterator[MatchKey]:
    """Names with a year: a neighbouring one is asked for where the true one is stored."""
    for pair in pairs:
        for country in scope.details.nationalities:
            yield _key(kind, *pair, year, country, stored_as=KeyKind.NAMES_YEAR_COUNTRY)


def _single_names(scope: Scope, born: PartialDate) -> Iterator[MatchKey]:
    """One name with the whole date: the first given name apart from those a family shares; a date with a place."""
    day, where = born.isoformat(), facts.place(scope.details)
    of_given = (KeyKind.GIVEN_DATE_COUNTRY_SEX, KeyKind.GIVEN_DATE_COUNTRY, KeyKind.GIVEN_DATE_PLACE)
    of_family = (KeyKind.FAMILY_DATE_COUNTRY_SEX, KeyKind.FAMILY_DATE_COUNTRY, KeyKind.FAMILY_DATE_PLACE)
    for names, (with_sex, without, with_place) in ((scope.given, of_given), (scope.family, of_family)):
        for name in names:
            yield from _with_country(scope, (name, day), with_sex, without)
            if where:
                yield _key(with_place, name, day, where)
    if where:
        yield _key(KeyKind.DATE_PLACE, day, where)
    for name in scope.family if scope.wide and scope.details.sex else ():
        for country in scope.details.nationalities:
            told = (name, day, country, scope.details.sex)
            yield _key(KeyKind.SWAPPED_DATE_COUNTRY_SEX, *told, stored_as=KeyKind.GIVEN_DATE_COUNTRY_SEX)


def _with_country(scope: Scope, told: tuple[str, str], with_sex: KeyKind, without: KeyKind) -> Iterator[MatchKey]:
    """Name, date and country, with the sex where it is known; a question meets both those who told it and those who did not."""
    sex = scope.details.sex
    for country in scope.details.nationalities:
        if sex:
            yield _key(with_sex, *told, country, sex)
        if scope.wide or not sex:
            yield _key(without, *told, country)
        for any_sex in _SEXES if scope.wide and not sex else ():
            yield _key(without, *told, country, any_sex, stored_as=with_sex)


def _addresses(scope: Scope) -> Iterator[MatchKey]:
    """An address with one name, or with the whole date."""
    born = scope.details.born
    for where in filter(None, map(facts.address, scope.details.addresses)):
        yield from (_key(KeyKind.GIVEN_ADDRESS, name, where) for name in scope.given)
        yield from (_key(KeyKind.FAMILY_ADDRESS, name, where) for name in scope.family)
        if born and born.is_full and not facts.is_first_january(born):
            yield _key(KeyKind.DATE_ADDRESS, born.isoformat(), where)


def _contacts(scope: Scope) -> Iterator[MatchKey]:
    """A contact with the family name and with the sex: relatives and couples share a phone, and differ in one of them."""
    if dates := facts.household(scope.details):
        yield from (_key(KeyKind.CONTACT_FAMILY, KeyKind.HOUSEHOLD, *dates, name) for name in scope.family)
    for kind, value in _contact_values(scope.details):
        yield from (_key(KeyKind.CONTACT_FAMILY, kind, value, name) for name in scope.family)
        if scope.details.sex:
            yield _key(KeyKind.CONTACT_SEX, kind, value, scope.details.sex)


def _undated(scope: Scope) -> Iterator[MatchKey]:
    """Names that stand without a date: three with a country, two with a place of birth."""
    for country in scope.details.nationalities:
        for part in scope.parts:
            for triple in part.triples if scope.wide else part.triples[:1]:
                yield _key(KeyKind.THREE_NAMES_COUNTRY, *triple, country)
    if where := facts.place(scope.details):
        yield from (_key(KeyKind.NAMES_PLACE, *pair, where) for pair in scope.main)


def _typing_errors(scope: Scope, born: PartialDate) -> Iterator[MatchKey]:
    """One letter left out: of the given name first, whose error no other kind survives."""
    for part in scope.parts:
        yield from _first_january_typo(scope, part, born) if facts.is_first_january(born) else _typo(scope, part, born)


def _typo(scope: Scope, part: NameParts, born: PartialDate) -> Iterator[MatchKey]:
    """A question says of each key whether it has a letter more, less or another one than what is stored."""
    date, typo = (born.year, facts.digits(born)), KeyKind.NAMES_DATE_TYPO
    if scope.wide:
        yield _key(KeyKind.NAMES_DATE_LETTER_LESS, *part.whole, *date, stored_as=typo)
    for pair, of in facts.one_letter_less(part):
        if scope.wide:
            yield _key(KeyKind.NAMES_DATE_LETTER_MORE, *pair, *date, stored_as=KeyKind.NAMES_DATE)
        short = scope.wide and facts.short(of)
        yield _key(KeyKind.NAMES_DATE_SHORT_TYPO if short else typo, *pair, *date, stored_as=typo)


def _first_january_typo(scope: Scope, part: NameParts, born: PartialDate) -> Iterator[MatchKey]:
    for pair in (part.whole, *(pair for pair, _ in facts.one_letter_less(part))):
        for country in scope.details.nationalities:
            yield _key(KeyKind.NAMES_FIRST_JANUARY_TYPO, *pair, born.year, country)
