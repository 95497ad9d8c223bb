"""Match keys: stored narrow, asked wide, never from facts that are missing, never read in two ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails
from returns_app.linkage.kinds import ASKED_ONLY
from returns_app.linkage.match_keys import (
    MOST_ASKED,
    MOST_STORED,
    Field,
    KeyKind,
    fields_compared,
    fields_missing,
    keys_to_ask,
    keys_to_store,
)
from tests.linkage.registry_in_memory import born, passport, person

FAMILY = tuple(map(born, ("02-02-1984", "20-11-1986", "09-09-2016")))
WHOLE = person(
    "Giorgi Davit, Beridze",
    "02-02-1984",
    "GE",
    "M",
    place_of_birth="Tbilisi",
    addresses=("Kerkstraat 12",),
    documents=passport("14AB00001", "GE"),
    phones=("+995 555 12 34 56",),
    emails=("Giorgi@Example.org",),
    family_born=FAMILY,
)
DETAILS = st.builds(
    PersonalDetails,
    names=st.lists(st.builds(FullName, st.text(max_size=20), st.text(max_size=20)), max_size=3).map(tuple),
    born=st.none() | st.dates().map(lambda date: PartialDate(date.year, date.month, date.day)),
    sex=st.sampled_from([None, "M", "F", "X"]),
    nationalities=st.lists(st.sampled_from(["IQ", "AF", "GE"]), max_size=2, unique=True).map(tuple),
    place_of_birth=st.none() | st.text(max_size=12),
    addresses=st.lists(st.text(max_size=15), max_size=2).map(tuple),
    documents=st.lists(st.builds(DocumentNumber, st.text(max_size=9), st.text(max_size=2), st.text(max_size=9))).map(
        tuple
    ),
    phones=st.lists(st.text(max_size=15), max_size=2).map(tuple),
    emails=st.lists(st.text(max_size=15), max_size=2).map(tuple),
)


LONGEST_KIND = 24
"""What the registry's column of kinds holds."""


def kinds(details: PersonalDetails) -> set[KeyKind]:
    """The kinds a person's stored keys have."""
    return {key.kind for key in keys_to_store(details)}


def shared(stored: PersonalDetails, asked: PersonalDetails) -> set[KeyKind]:
    """The kinds that agree between a stored and an asked person."""
    kept = {key.value for key in keys_to_store(stored)}
    return {key.kind for key in keys_to_ask(asked) if key.value in kept}


@settings(max_examples=150, deadline=None)
@given(DETAILS)
def test_any_person_makes_a_bounded_number_of_keys_and_finds_himself(details: PersonalDetails) -> None:
    stored, asked = keys_to_store(details), keys_to_ask(details)
    assert len(stored) == len({key.value for key in stored}) <= MOST_STORED
    assert len(asked) == len({key.value for key in asked}) <= MOST_ASKED
    assert not ASKED_ONLY & {key.kind for key in stored}
    assert bool(stored) == bool(shared(details, details))
    assert all(len(key.kind) <= LONGEST_KIND for key in stored)
    assert keys_to_store(details) == stored


def test_a_well_known_person_has_up_to_32_keys_and_a_bare_one_half_of_them() -> None:
    assert len(keys_to_store(WHOLE)) == MOST_STORED < len(keys_to_ask(WHOLE))
    bare = person("Ahmad, Aljboori", "07-05-1988", "IQ", "M")
    assert 11 <= len(keys_to_store(bare)) <= 20


def test_a_placeholder_makes_no_key() -> None:
    unknown = PersonalDetails(names=WHOLE.names, born=WHOLE.born, documents=WHOLE.documents, is_placeholder=True)
    assert keys_to_store(unknown) == keys_to_ask(unknown) == ()
    assert fields_compared(unknown) == ()


def test_nothing_known_makes_no_key() -> None:
    assert keys_to_store(PersonalDetails()) == keys_to_ask(PersonalDetails()) == ()


@pytest.mark.parametrize(
    "missing",
    ["names", "born", "nationalities", "place_of_birth", "documents", "phones", "emails", "addresses", "sex"],
)
def test_a_key_whose_facts_are_missing_is_not_made(missing: str) -> None:
    words = {
        "names": ("names", "given", "family"),
        "born": ("date", "year", "january", "household"),
        "nationalities": ("country",),
        "sex": ("sex",),
        "addresses": ("address",),
        "emails": ("email",),
        "place_of_birth": ("place",),
        "documents": ("passport",),
        "phones": ("phone",),
    }[missing]
    empty = None if missing in {"born", "place_of_birth", "sex"} else ()
    fields = {name: getattr(WHOLE, name) for name in WHOLE.__slots__}
    left = kinds(PersonalDetails(**(fields | {missing: empty})))
    assert left
    assert not [kind for kind in left if any(word in kind for word in words)]


def test_missing_essentials_make_a_reduced_check() -> None:
    reduced = person("Fatou, Jallow", None, "GM", "F")
    assert fields_missing(reduced) == (Field.BORN, Field.DOCUMENT)
    assert fields_compared(reduced) == (Field.NAME, Field.NATIONALITY, Field.SEX)
    assert fields_missing(WHOLE) == ()
    assert Field.FAMILY in fields_compared(WHOLE)


def test_values_cannot_be_read_in_two_ways() -> None:
    one = PersonalDetails(documents=(DocumentNumber("passport", "GE", "123456"),))
    other = PersonalDetails(documents=(DocumentNumber("passportG", "E", "123456"),))
    assert keys_to_store(one)[0].value != keys_to_store(other)[0].value


def test_no_name_or_number_shows_in_a_log_line() -> None:
    line = repr(WHOLE) + repr(keys_to_store(WHOLE))
    assert not [secret for secret in ("Giorgi", "Beridze", "brz", "14AB00001", "1984", "555") if secret in line]


CHANGES = [
    ("day and month swapped", person("Giorgi, Beridze", "05-07-1988", "GE"), KeyKind.NAMES_DATE),
    ("day wrong", person("Giorgi, Beridze", "09-05-1988", "GE"), KeyKind.NAMES_YEAR_MONTH),
    ("month wrong", person("Giorgi, Beridze", "07-11-1988", "GE"), KeyKind.NAMES_YEAR_DAY),
    ("year wrong", person("Giorgi, Beridze", "07-05-1978", "GE"), KeyKind.NAMES_DAY_MONTH_COUNTRY),
    ("1 January", person("Giorgi, Beridze", "01-01-1988", "GE"), KeyKind.NAMES_YEAR_COUNTRY),
    ("year alone", person("Giorgi, Beridze", "1988", "GE"), KeyKind.NAMES_YEAR_COUNTRY),
    ("year alone, next to it", person("Giorgi, Beridze", "1989", "GE"), KeyKind.NAMES_NEAR_YEAR_COUNTRY),
    ("another letter", person("Giorgi, Besidze", "07-05-1988", "GE"), KeyKind.NAMES_DATE_SHORT_TYPO),
    ("a letter missing", person("Gori, Beridze", "07-05-1988", "GE"), KeyKind.NAMES_DATE_LETTER_LESS),
    ("a letter too many", person("Giorgi, Bekridze", "07-05-1988", "GE"), KeyKind.NAMES_DATE_LETTER_MORE),
    ("names swapped", person("Beridze, Giorgi", "07-05-1988", "GE"), KeyKind.NAMES_DATE),
    ("a name added", person("Giorgi Davit, Beridze", "07-05-1988", "GE"), KeyKind.NAMES_DATE),
    ("family name changed", person("Giorgi, Lomidze", "07-05-1988", "GE", "M"), KeyKind.GIVEN_DATE_COUNTRY_SEX),
    ("given name changed", person("Zaza, Beridze", "07-05-1988", "GE", "M"), KeyKind.FAMILY_DATE_COUNTRY_SEX),
    ("other country", person("Giorgi, Beridze", "07-05-1988", "AM"), KeyKind.NAMES_DATE),
    (
        "given name in the family's place",
        person("Lomidze, Giorgi", "07-05-1988", "GE", "M"),
        KeyKind.SWAPPED_DATE_COUNTRY_SEX,
    ),
    (
        "sex not known here, family name changed",
        person("Giorgi, Lomidze", "07-05-1988", "GE"),
        KeyKind.GIVEN_DATE_COUNTRY,
    ),
    (
        "sex not known here, given name changed",
        person("Zaza, Beridze", "07-05-1988", "GE"),
        KeyKind.FAMILY_DATE_COUNTRY,
    ),
]


@pytest.mark.parametrize(("_change", "asked", "kind"), CHANGES, ids=[change[0] for change in CHANGES])
def test_a_changed_person_is_still_met(_change: str, asked: PersonalDetails, kind: KeyKind) -> None:
    stored = person("Giorgi, Beridze", "07-05-1988", "GE", "M")
    assert kind in shared(stored, asked)
    assert shared(stored, person("Zaza, Lomidze", "08-06-1970", "GE", "M")) == set()


TOLD = {"place_of_birth": "Tbilisi", "addresses": ("Rustaveli Street 12",), "phones": ("+995555123456",)}
BESIDE_THE_NAME = [
    (
        "name and part of the date wrong",
        person("Giorgi, Lomidze", "09-11-1988", "GE", "M", **TOLD),
        KeyKind.GIVEN_YEAR_PLACE,
    ),
    (
        "given name and part of the date wrong",
        person("Zaza, Beridze", "09-11-1988", "GE", "M", **TOLD),
        KeyKind.FAMILY_YEAR_PLACE,
    ),
    ("both names wrong", person("Zaza, Lomidze", "07-05-1988", "GE", "M", **TOLD), KeyKind.DATE_PLACE),
    ("both names wrong, same address", person("Zaza, Lomidze", "07-05-1988", "GE", "M", **TOLD), KeyKind.DATE_ADDRESS),
    (
        "all but given name and address",
        person("Giorgi, Lomidze", "09-11-1970", "AM", "M", **TOLD),
        KeyKind.GIVEN_ADDRESS,
    ),
    (
        "all but family name and address",
        person("Zaza, Beridze", "09-11-1970", "AM", "M", **TOLD),
        KeyKind.FAMILY_ADDRESS,
    ),
    ("all but phone and family name", person("Zaza, Beridze", "09-11-1970", "AM", "M", **TOLD), KeyKind.CONTACT_FAMILY),
    ("all but phone and sex", person("Zaza, Lomidze", "09-11-1970", "AM", "M", **TOLD), KeyKind.CONTACT_SEX),
    ("all but one name", person("Zaza, Beridze", "09-11-1970", "GE", "M"), KeyKind.NAME_COUNTRY),
]


@pytest.mark.parametrize(("_change", "asked", "kind"), BESIDE_THE_NAME, ids=[change[0] for change in BESIDE_THE_NAME])
def test_place_address_and_contact_meet_where_names_and_dates_fail(
    _change: str, asked: PersonalDetails, kind: KeyKind
) -> None:
    stored = person("Giorgi, Beridze", "07-05-1988", "GE", "M", **TOLD)
    assert kind in shared(stored, asked)


def test_a_couple_and_a_sister_share_a_phone_but_not_what_goes_with_it() -> None:
    stored = person("Giorgi, Beridze", "07-05-1988", "GE", "M", **TOLD)
    wife = person("Nino, Lomidze", "09-11-1990", "GE", "F", phones=TOLD["phones"])
    assert shared(stored, wife) == {KeyKind.PHONE}
    sister = person("Nino, Beridze", "09-11-1990", "GE", "F", phones=TOLD["phones"])
    assert shared(stored, sister) == {KeyKind.PHONE, KeyKind.CONTACT_FAMILY, KeyKind.NAME_COUNTRY}


def test_a_place_with_1_january_makes_no_key_of_its_own() -> None:
    assert KeyKind.DATE_PLACE not in kinds(person("Giorgi, Beridze", "01-01-1988", "GE", "M", **TOLD))
    assert KeyKind.DATE_ADDRESS not in kinds(person("Giorgi, Beridze", "01-01-1988", "GE", "M", **TOLD))


def test_the_first_of_three_names_may_be_left_out() -> None:
    stored = person("Ahmed Hussein, Jubouri", "07-05-1988", "IQ", "M")
    assert KeyKind.NAMES_AS_KIN_DATE in shared(stored, person("Hussein, Jubouri", "07-05-1988", "IQ", "M"))
    brother = person("Omar Hussein, Jubouri", "07-05-1988", "IQ", "M")
    assert not {KeyKind.NAMES_AS_KIN_DATE, KeyKind.NAMES_DATE} & shared(stored, brother)


def test_1_january_says_no_more_than_the_year() -> None:
    assert kinds(person("Mohamed, Ali", "01-01-1990", "EG", "M")) == {
        KeyKind.NAMES_FIRST_JANUARY,
        KeyKind.NAMES_FIRST_JANUARY_TYPO,
        KeyKind.NAMES_YEAR_COUNTRY,
        KeyKind.NAMES_COUNTRY,
        KeyKind.NAME_COUNTRY,
    }


def test_brothers_and_sisters_share_no_household_key_but_the_same_person_does() -> None:
    father, mother = (PersonalDetails(born=date, family_born=FAMILY) for date in FAMILY[:2])
    assert shared(father, father) == {KeyKind.HOUSEHOLD}
    assert shared(father, mother) == set()
