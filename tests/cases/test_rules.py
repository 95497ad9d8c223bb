"""Stages, openings and facts, without a database."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.accounts.rules import TransferBasis
from returns_app.cases.rules import (
    ENDED,
    EVENT_OF,
    LADDER,
    MOVES,
    CaseOpening,
    MemberEntry,
    MemberRole,
    NoticeEntry,
    Stage,
    changes_between,
    check_key,
    check_move,
    check_opening,
    check_submission,
    check_version,
    may_transfer,
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


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("to", list(Stage))
def test_only_the_moves_of_the_table_are_possible(stage: Stage, to: Stage) -> None:
    if to in MOVES[stage]:
        check_move(stage, to)
        return
    with pytest.raises(RuleBroken):
        check_move(stage, to)


def test_every_stage_can_be_reached_and_an_ended_case_does_not_move() -> None:
    assert set().union(*MOVES.values()) == set(Stage)
    assert all(not MOVES[stage] for stage in ENDED)
    assert set(LADDER) | ENDED == set(Stage)


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


@pytest.mark.parametrize(
    ("basis", "country", "allowed"),
    [
        (TransferBasis.NONE, "NG", False),
        (TransferBasis.NONE, "NL", False),
        (TransferBasis.NOT_NEEDED, "NG", False),
        (TransferBasis.NOT_NEEDED, "NL", True),
        (TransferBasis.CLAUSES, "NG", True),
        (TransferBasis.ADEQUACY, "NG", True),
    ],
)
def test_data_leave_the_union_only_with_a_ground(basis: TransferBasis, country: str, *, allowed: bool) -> None:
    assert may_transfer(basis, country) is allowed


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
