"""Facts kept beside a correction come back to the letter."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.people.kept import keep_facts, with_facts
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Protection,
    Sex,
)
from returns_app.people.service import FACTS

words = st.text(max_size=20)
dates = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(
    lambda day: PartialDate(day.year, day.month, day.day, DatePrecision.SAID)
)
entries = st.builds(
    PersonEntry,
    names=st.lists(st.builds(NameEntry, words, words, st.sampled_from(NameKind)), max_size=3).map(tuple),
    born=dates | st.just(PartialDate()) | st.just(PartialDate(1990, precision=DatePrecision.ESTIMATED)),
    sex=st.sampled_from(Sex),
    nationalities=st.lists(
        st.builds(NationalityEntry, st.sampled_from(["NG", "GH"]), st.sampled_from(NationalityStatus)), max_size=2
    ).map(tuple),
    place_of_birth=words,
    country_of_birth=st.sampled_from(["", "NG"]),
    identifiers=st.lists(st.builds(IdentifierEntry, st.sampled_from(IdentifierKind), words, words), max_size=2).map(
        tuple
    ),
    contacts=st.lists(st.builds(ContactEntry, st.sampled_from(ContactKind), words), max_size=2).map(tuple),
    protection=st.sampled_from(Protection),
    is_placeholder=st.booleans(),
)


@given(entries, entries)
def test_what_changed_is_restored_to_the_letter(before: PersonEntry, after: PersonEntry) -> None:
    changed = [fact for fact, part in FACTS.items() if part(before) != part(after)]
    kept = json.loads(json.dumps(keep_facts(before, changed)))
    assert set(kept) == set(changed)
    assert with_facts(after, kept) == before


@given(entries, st.sets(st.sampled_from(sorted(FACTS))))
def test_facts_that_were_not_kept_stay(entry: PersonEntry, facts: set[str]) -> None:
    assert with_facts(entry, keep_facts(entry, facts)) == entry


def test_a_code_that_no_list_has_any_more_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        with_facts(PersonEntry((), PartialDate(), Sex.FEMALE, ()), {"sex": "shape"})
