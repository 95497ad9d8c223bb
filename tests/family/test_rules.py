"""What can be between two people, who can be a newborn, who may split off, by example and by property."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases.rules import Stage, asks_about_newborns
from returns_app.core.errors import Malformed, Refusal, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.counselling.rules import came_of_age
from returns_app.family.rules import (
    MOST_PLACES,
    BirthEntry,
    PlacesEntry,
    RelationEntry,
    RelationKind,
    SplitEntry,
    check_birth,
    check_places,
    check_relation,
    check_split,
    opposite,
    relations_by,
)
from returns_app.people.rules import Sex

TODAY = date(2026, 11, 21)
MOTHER, FATHER, CHILD = (UUID(int=place) for place in (1, 2, 3))
AGES: dict[UUID, int | None] = {MOTHER: 30, FATHER: 35, CHILD: 9}
kinds = st.sampled_from(RelationKind)
people = st.sampled_from((MOTHER, FATHER, CHILD))


def a_birth(**changes: object) -> BirthEntry:
    born = PartialDate(2026, 11, 1, DatePrecision.SAID)
    return replace(BirthEntry("Ada", "Okafor", born, Sex.FEMALE, "NG", (MOTHER,)), **changes)  # type: ignore[arg-type]


def a_split(*going: UUID, **changes: object) -> SplitEntry:
    entry = SplitEntry(going, going[0] if going else None, "She stays with her sister.", uuid4())
    return replace(entry, **changes)  # type: ignore[arg-type]


@given(people, kinds, people)
def test_a_relation_said_from_either_side_is_kept_the_same(first: UUID, kind: RelationKind, second: UUID) -> None:
    said = RelationEntry(first, kind, second)
    if first != second:
        assert said.turned() == RelationEntry(second, opposite(kind), first).turned()
    assert said.turned().turned() == said.turned()


@given(people, kinds, people)
def test_what_is_kept_once_is_read_from_both_sides(first: UUID, kind: RelationKind, second: UUID) -> None:
    if first == second:
        return
    kept = RelationEntry(first, kind, second).turned()
    pairs = [(kept.person_id, kept.kind, kept.other_id)]
    assert relations_by(pairs, first) == [(kind, second)]
    assert relations_by(pairs, second) == [(opposite(kind), first)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (RelationEntry(MOTHER, RelationKind.SPOUSE, MOTHER), "family.oneself"),
        (RelationEntry(CHILD, RelationKind.PARENT, MOTHER), "family.younger_parent"),
        (RelationEntry(MOTHER, RelationKind.CHILD, CHILD), "family.younger_parent"),
        (RelationEntry(CHILD, RelationKind.GUARDIAN, MOTHER), "family.young_guardian"),
        (RelationEntry(MOTHER, RelationKind.WARD, CHILD), "family.young_guardian"),
        (RelationEntry(CHILD, RelationKind.CHILD, FATHER), "family.known"),
    ],
)
def test_what_can_not_be_is_refused(said: RelationEntry, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_relation(said, [(FATHER, RelationKind.PARENT, CHILD)], AGES)
    assert refused.value.code == code


def test_an_unknown_age_refuses_nothing_and_nobody_is_each_others_parent() -> None:
    unknown: dict[UUID, int | None] = dict.fromkeys(AGES)
    kept = check_relation(RelationEntry(CHILD, RelationKind.PARENT, MOTHER), [], unknown)
    with pytest.raises(RuleBroken, match="other way round"):
        check_relation(
            RelationEntry(MOTHER, RelationKind.PARENT, CHILD), [(kept.person_id, kept.kind, kept.other_id)], unknown
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"given": " ", "family": ""}, "people.no_name"),
        ({"born": PartialDate(2026, 11, precision=DatePrecision.SAID)}, "family.birth_day"),
        ({"born": PartialDate(2026, 11, 22, DatePrecision.SAID)}, "cases.future"),
        ({"born": PartialDate(2025, 11, 20, DatePrecision.SAID)}, "family.no_newborn"),
        ({"parents": ()}, "family.no_parent"),
        ({"parents": (uuid4(),)}, "family.no_parent"),
        ({"parents": (MOTHER, FATHER, CHILD)}, "family.many_parents"),
    ],
)
def test_a_newborn_has_a_name_a_day_and_a_parent_here(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_birth(a_birth(**changes), AGES, TODAY)
    assert refused.value.code == code


@given(st.integers(0, 365))
def test_a_child_of_the_last_year_is_a_newborn(days: int) -> None:
    day = TODAY - timedelta(days=days)
    check_birth(a_birth(born=PartialDate(day.year, day.month, day.day, DatePrecision.SAID)), AGES, TODAY)


@given(st.sets(people), st.sets(people, min_size=1))
def test_a_split_leaves_somebody_on_both_sides(going: set[UUID], present: set[UUID]) -> None:
    said = a_split(*sorted(going))
    try:
        went, lead = check_split(said, stage=Stage.INTAKE, present=present, departed=())
    except Refusal:
        assert not going or not going < present
    else:
        assert lead in went
        assert went
        assert present - went


@pytest.mark.parametrize(
    ("said", "stage", "departed", "code"),
    [
        (a_split(MOTHER), Stage.CLOSED, (), "cases.ended"),
        (a_split(MOTHER), Stage.DEPARTED, (MOTHER,), "family.split_departed"),
        (a_split(MOTHER, principal=FATHER), Stage.INTAKE, (), "family.split_principal"),
        (a_split(MOTHER, reason="short"), Stage.INTAKE, (), "family.reason"),
        (a_split(MOTHER, FATHER, CHILD), Stage.INTAKE, (), "family.split_all"),
    ],
)
def test_who_may_not_split_off(said: SplitEntry, stage: Stage, departed: tuple[UUID, ...], code: str) -> None:
    with pytest.raises((Malformed, RuleBroken)) as refused:
        check_split(said, stage=stage, present=AGES, departed=departed)
    assert refused.value.code == code


@given(st.none() | st.integers(0, 40), st.none() | st.integers(0, 40))
def test_who_came_of_age_was_a_child_and_is_none(then: int | None, now: int | None) -> None:
    assert came_of_age(then, now) is (then is not None and now is not None and then < 18 and now >= 18)


def test_no_rule_asks_about_newborns_until_one_is_written() -> None:
    assert asks_about_newborns("NL", TODAY) is False
    assert asks_about_newborns("NL", date(2019, 1, 1)) is True, "before the table begins, the careful answer"


@given(st.integers(0, MOST_PLACES), st.integers(0, MOST_PLACES), st.integers(0, MOST_PLACES))
def test_places_are_held_up_to_a_number(adults: int, children: int, held: int) -> None:
    fits = 0 < adults + children <= MOST_PLACES - held
    try:
        check_places(PlacesEntry(adults, children), stage=Stage.INTAKE, held=held)
    except Malformed:
        assert not fits
    else:
        assert fits
