"""Stages, openings and facts, without a database."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases.rules import (
    ENDED,
    EVENT_OF,
    LADDER,
    STEPS,
    CaseOpening,
    Fact,
    MemberEntry,
    MemberRole,
    NoticeEntry,
    Stage,
    changes_between,
    check_key,
    check_opening,
    check_step,
    check_submission,
    check_version,
    missing_facts,
    reference_in,
    reference_of,
)
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from tests import people

TODAY = date(2026, 3, 2)


def _opening(**changes: object) -> CaseOpening:
    first = MemberEntry(people.a_person_entry(), MemberRole.PRINCIPAL)
    values: dict[str, object] = {
        "members": (first,), "return_country": "NG", "programme_code": "X", "notice": NoticeEntry("v3", "en", TODAY),
    }  # fmt: skip
    return CaseOpening(**{**values, **changes})  # type: ignore[arg-type]


MOVES = {(step.before, step.after): step for step in STEPS}


@given(st.sampled_from(Stage), st.sampled_from(Stage), st.dictionaries(st.sampled_from(Fact), st.integers(0, 2)))
def test_a_step_is_taken_exactly_when_the_table_has_it_and_its_guards_hold(
    stage: Stage, to: Stage, dossier: dict[Fact, int]
) -> None:
    step = MOVES.get((stage, to))
    if step is not None and not any(dossier.get(guard.fact) for guard in step.guards):
        check_step(stage, to, dossier)
        return
    with pytest.raises(RuleBroken) as refused:
        check_step(stage, to, dossier)
    assert "%(" not in str(refused.value)


@given(
    st.lists(st.tuples(st.sampled_from(Stage), st.dictionaries(st.sampled_from(Fact), st.integers(0, 1))), max_size=40)
)
def test_no_walk_comes_to_a_stage_whose_guards_do_not_hold(walk: list[tuple[Stage, dict[Fact, int]]]) -> None:
    here, way = Stage.INTAKE, [Stage.INTAKE]
    for to, dossier in walk:
        try:
            check_step(here, to, dossier)
        except RuleBroken:
            continue
        assert all(dossier.get(guard.fact, 0) == 0 for guard in MOVES[here, to].guards)
        here = to
        way.append(to)
    if Stage.DEPARTED in way:
        assert Stage.APPROVED in way[: way.index(Stage.DEPARTED)]


def test_every_stage_can_be_reached_and_an_ended_case_only_opens_again() -> None:
    assert {after for _before, after in MOVES} == set(Stage)
    assert all(step.who == "case.reopen" for step in STEPS if step.before in ENDED)
    assert set(LADDER) | ENDED == set(Stage)
    assert all(step.effect for step in STEPS)


def test_every_move_tells_the_timeline_except_the_one_a_delivery_tells() -> None:
    assert set(Stage) - set(EVENT_OF) == {Stage.SUPPORTING}


def test_a_case_stands_for_exactly_one_main_applicant() -> None:
    principal = MemberEntry(people.a_person_entry(), MemberRole.PRINCIPAL)
    for members in ((), (replace(principal, role=MemberRole.CHILD),), (principal, principal)):
        with pytest.raises(RuleBroken, match="main applicant"):
            check_opening(_opening(members=members), TODAY)
    check_opening(_opening(members=(principal, replace(principal, role=MemberRole.CHILD))), TODAY)


@pytest.mark.parametrize("country", ["", "NL", "DE", "XX", "ng"])
def test_the_country_of_return_lies_outside_the_member_states(country: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_opening(_opening(return_country=country), TODAY)
    assert refusal.value.field == "return_country"


def test_a_notice_is_not_given_tomorrow() -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_opening(_opening(notice=NoticeEntry("v3", "en", date(2026, 3, 3))), TODAY)
    assert refusal.value.field == "notice_given_on"


def test_nothing_is_missing_of_p1_and_an_unknown_birth_date_is_an_answer() -> None:
    unknown = people.a_person_entry(born=PartialDate())
    assert missing_facts([people.a_person_entry(), unknown]) == ()


def test_what_is_missing_is_said_of_the_right_member() -> None:
    bare = people.a_person_entry(names=(), nationalities=(), born=PartialDate(precision=DatePrecision.SAID))
    gaps = missing_facts([people.a_person_entry(), bare])
    assert [(gap.member, gap.code) for gap in gaps] == [(1, "name"), (1, "nationality"), (1, "born")]
    with pytest.raises(RuleBroken, match="A name is missing"):
        check_submission([people.a_person_entry(), bare])


def test_history_holds_old_and_new_of_the_changed_facts_only() -> None:
    before = people.a_person_entry()
    after = replace(before, born=PartialDate(1992, 3, 14, DatePrecision.DOCUMENT))
    assert changes_between(before, after, ["born"]) == [
        {"fact": "born", "old": ["1991-03-14", "document"], "new": ["1992-03-14", "document"]}
    ]


def test_a_stale_version_is_a_conflict() -> None:
    check_version(3, 3)
    for sent in (2, 4, None):
        with pytest.raises(Conflict):
            check_version(3, sent)


@given(st.integers(1, 999_999_999), st.integers(2000, 2100))
def test_a_reference_is_recognised_however_it_is_typed(number: int, year: int) -> None:
    reference = reference_of("NL", year, number)
    assert reference_in(f"  {reference.lower()} ") == reference


@given(st.text(max_size=40))
def test_other_text_is_no_reference(text: str) -> None:
    assert reference_in(text) in {"", text.strip().upper()}


def test_every_correction_is_checked_under_a_key_of_its_own() -> None:
    case_id = uuid4()
    assert len({check_key(case_id, changes) for changes in range(5)}) == 5
