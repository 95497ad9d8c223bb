"""A person's details as the parts keys are made of: skeletons by role, date parts, normal forms."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations

from anyascii import anyascii

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails
from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.particles import DROPPED
from returns_app.linkage.romanise import romanise
from returns_app.linkage.skeleton import canonical, skeleton_of, skeletons

Pair = tuple[str, str]

SMALLEST_HOUSEHOLD = 3
_SHORTEST_NUMBER = 3
_LONGEST_SHORT = 3
_PHONE = re.compile(r"^(?:\+|00)[1-9]\d{6,14}$")
_STREETS = """
street st road rd avenue av ave place pl crescent circuit close court ct drive dr lane ln way terrace square rue boulevard
bd chemin allee impasse quai straat str laan weg plein kade dijk gracht strasse platz gasse via viale piazza calle plaza
sokak sokagi cadde caddesi mahallesi ulitsa ulica prospekt sharia house flat no nr box
"""
_KINDS_OF_STREET = frozenset(_STREETS.split())
_LOOK_ALIKE = str.maketrans("OI", "01")
_DOCUMENT_KINDS = {"passport": KeyKind.PASSPORT, "national_id": KeyKind.NATIONAL_ID}


@dataclass(frozen=True, slots=True)
class NameParts:
    """The skeletons of one full name: the first given name, and all others in their order.

    Where no given name is known, the first of the others stands in its place.
    """

    first: str
    others: tuple[str, ...]
    given_is_known: bool = True

    @property
    def other(self) -> str:
        """The last of the family names, or nothing."""
        return (*self.others, "")[0]

    @property
    def whole(self) -> Pair:
        """First given and last family name."""
        return _pair(self.first, self.other)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs that hold the first given name; a single name stands as a pair with nothing."""
        return tuple(_pair(self.first, other) for other in self.others) or (_pair(self.first, ""),)

    @property
    def kin_pairs(self) -> tuple[Pair, ...]:
        """Pairs that brothers and sisters share: father's name and family name."""
        return tuple(_pair(one, other) for one, other in combinations(self.others, 2))

    @property
    def triples(self) -> tuple[tuple[str, ...], ...]:
        """Sorted triples that hold the first given name."""
        return tuple(tuple(sorted((self.first, *two))) for two in combinations(self.others, 2))


def name_parts(name: FullName) -> NameParts | None:
    """The parts of a name, or None when no letter of it is readable; given names come first."""
    given_is_known = any(map(skeleton_of, canonical(name.given)))
    words = dict.fromkeys(skeleton_of(word) for half in (name.given, name.family) for word in canonical(half))
    first, *others = [word for word in words if word] or [""]
    return NameParts(first, tuple(others[::-1]), given_is_known) if first else None


def one_letter_less(part: NameParts) -> tuple[tuple[Pair, str], ...]:
    """First given and last family name with one letter left out of one of them, beside the name it was left out of."""
    first, other = part.first, part.other
    of_given = ((_pair(shorter, other), first) for shorter in _shorter(first))
    of_family = ((_pair(first, shorter), other) for shorter in _shorter(other))
    return (*of_given, *of_family)


def is_first_january(born: PartialDate | None) -> bool:
    """True for the day that offices write when only the year is known."""
    return born is not None and (born.month, born.day) == (1, 1)


def digits(born: PartialDate) -> str:
    """Day and month as sorted digits: the same when they are swapped or two digits change places."""
    return "".join(sorted(f"{born.day:02d}{born.month:02d}"))


def short(word: str) -> bool:
    """True when a skeleton without one of its letters says little."""
    return len(word) <= _LONGEST_SHORT


def place(details: PersonalDetails) -> str:
    """The skeletons of the place of birth in one string."""
    return " ".join(skeletons(details.place_of_birth or ""))


def address(text: str) -> str | None:
    """Numbers and postcode in their order, and the sound of the first word that is no kind of street.

    None without a number: a street or a village alone is no address.
    """
    signs = re.findall(r"[a-z0-9]+", anyascii(_plain_digits(text)).casefold())
    numbers = [sign for sign in signs if not sign.isalpha()]
    named = [word for word in romanise(text).split() if word not in _KINDS_OF_STREET | DROPPED and len(word) > 1]
    street = next((skeleton for skeleton in map(skeleton_of, named) if skeleton), "")
    enough = street or any(not number.isdigit() for number in numbers)
    return " ".join([*numbers, street]) if numbers and enough else None


def document(number: DocumentNumber) -> tuple[KeyKind, tuple[str, ...]] | None:
    """Kind, and kind, issuer and number in normal form; None when there is too little of it.

    A number has a digit: "unknown", "lost" and "applied for" are none.
    """
    kind, plain = number.kind.casefold(), _plain_number(number.number)
    worded = not any(letter.isdigit() for letter in _plain_digits(number.number))
    if len(plain) < _SHORTEST_NUMBER or worded or not number.issuer:
        return None
    return _DOCUMENT_KINDS.get(kind, KeyKind.OTHER_DOCUMENT), (kind, number.issuer.upper(), plain)


def phone(number: str) -> str | None:
    """The number in E.164 form without the plus; None when it does not begin with a country prefix."""
    dialled = re.sub(r"[\s().\-/]", "", _plain_digits(number))
    return re.sub(r"^(\+|00)", "", dialled) if _PHONE.match(dialled) else None


def email(address: str) -> str | None:
    """The address in small letters, what follows a plus in the name left out."""
    name, at, host = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}" if at and name and "." in host else None


def account(number: str) -> str | None:
    """An account number in capital letters and digits alone."""
    plain = _plain_number(number)
    return plain if len(plain) > _SHORTEST_NUMBER else None


def household(details: PersonalDetails) -> tuple[str, ...] | None:
    """The person's own birth date, then all of the family's, sorted; None below three or with one unknown.

    The own date keeps brothers and sisters apart, who share the rest.
    """
    dates = details.family_born
    if len(dates) < SMALLEST_HOUSEHOLD or not (details.born and details.born.is_full):
        return None
    if not all(date.is_full for date in dates):
        return None
    return (details.born.isoformat(), *sorted(date.isoformat() for date in dates))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _shorter(skeleton: str) -> list[str]:
    """Every way to leave out one letter; too little would be left of two letters."""
    short = len(skeleton) <= 2  # noqa: PLR2004 - two letters say little, one nothing
    return [] if short else [skeleton[:place] + skeleton[place + 1 :] for place in range(len(skeleton))]


def _plain_digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in folded)


def _plain_number(text: str) -> str:
    """Capital letters and digits alone, O and I read as the digits they are taken for."""
    letters = "".join(letter for letter in _plain_digits(text).upper() if letter.isalnum())
    return letters.translate(_LOOK_ALIKE)
