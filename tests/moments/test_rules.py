"""The chain of hands and the forms: by example and by property."""

import tomllib
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.settings import ROOT
from returns_app.moments.labels import FIELD_NAMES, FIELD_PAGES
from returns_app.moments.rules import (
    CHAIN,
    TURN,
    Decision,
    Facts,
    Moment,
    MomentState,
    RejectReason,
    Step,
    check_four_eyes,
    check_reopening,
    fill,
    form_of,
    is_blank,
    missing,
    move,
    next_of,
    read_forms,
    riat_words,
    roles_of,
    steps_from,
)

TABLE = tomllib.loads((ROOT / "config" / "key_moments.toml").read_text(encoding="utf-8"))
FORMS = read_forms(TABLE)
TODAY = date(2026, 3, 2)
WHY = {"reason": RejectReason.BUDGET, "comment": "The third line is not in the programme."}
WAY = (
    (MomentState.OPEN, Step.SEND, Role.PARTNER, MomentState.COORDINATOR),
    (MomentState.COORDINATOR, Step.CONFIRM, Role.PARTNER_COORDINATOR, MomentState.OFFICE),
    (MomentState.OFFICE, Step.CONFIRM, Role.FINANCE, MomentState.STATE),
    (MomentState.STATE, Step.CONFIRM, Role.APPROVER, MomentState.ACCEPTED),
)


@pytest.mark.parametrize(("state", "step", "role", "after"), WAY)
def test_it_goes_from_hand_to_hand(state: MomentState, step: Step, role: Role, after: MomentState) -> None:
    assert move(state, Moment.ARRIVAL, Decision(step), {role}) is after
    others = set(Role) - set(roles_of(CHAIN[state, step][0], Moment.ARRIVAL))
    with pytest.raises(RuleBroken, match="somebody else's turn"):
        move(state, Moment.ARRIVAL, Decision(step), others)


@given(
    st.sampled_from(list(MomentState)),
    st.sampled_from(list(Moment)),
    st.lists(st.sampled_from(list(Step)), max_size=12),
)
def test_whatever_is_done_it_lies_with_somebody_or_is_settled(
    state: MomentState, moment: Moment, steps: list[Step]
) -> None:
    for step in steps:
        try:
            state = move(state, moment, Decision(step, **WHY), set(Role))  # type: ignore[arg-type]
        except RuleBroken:
            continue
        assert state is not MomentState.WAITING
        assert (state in TURN) != (state is MomentState.ACCEPTED)


@given(st.sampled_from(sorted(CHAIN)), st.sampled_from(list(Moment)))
def test_only_what_is_offered_can_be_done(pair: tuple[MomentState, Step], moment: Moment) -> None:
    state, step = pair
    for role in Role:
        offered = step in steps_from(state, moment, {role})
        try:
            move(state, moment, Decision(step, **WHY), {role})  # type: ignore[arg-type]
        except RuleBroken:
            assert not offered
        else:
            assert offered


@pytest.mark.parametrize("state", [MomentState.COORDINATOR, MomentState.OFFICE, MomentState.STATE])
def test_sending_back_needs_a_reason_and_a_comment(state: MomentState) -> None:
    for said in (
        Decision(Step.REJECT),
        Decision(Step.REJECT, RejectReason.BUDGET, " "),
        Decision(Step.REJECT, None, "x"),
    ):
        with pytest.raises(RuleBroken, match="reason"):
            move(state, Moment.FINAL, said, set(Role))
    assert move(state, Moment.FINAL, Decision(Step.REJECT, **WHY), set(Role)) is MomentState.REJECTED  # type: ignore[arg-type]


def test_no_time_is_part_of_the_chain() -> None:
    assert {to for (_state, step), (_party, to) in CHAIN.items() if step is not Step.REJECT}.isdisjoint(
        {MomentState.REJECTED}
    )


def test_nobody_confirms_their_own() -> None:
    who = UUID(int=1)
    check_four_eyes(Step.REOPEN, {who}, who)
    with pytest.raises(RuleBroken, match="different colleague"):
        check_four_eyes(Step.CONFIRM, {who}, who)


def test_what_the_next_moment_stands_on_is_not_opened_again() -> None:
    check_reopening(MomentState.OPEN)
    check_reopening(None)
    for state in (
        MomentState.COORDINATOR,
        MomentState.OFFICE,
        MomentState.STATE,
        MomentState.ACCEPTED,
        MomentState.REJECTED,
    ):
        with pytest.raises(RuleBroken):
            check_reopening(state)


def test_the_order_of_moments() -> None:
    assert [next_of(moment) for moment in Moment] == [Moment.ARRIVAL, Moment.FINAL, None]


def test_every_field_has_a_word_and_every_page_a_field() -> None:
    names = {field.name for form in FORMS for field in form.fields} | {gate for form in FORMS for gate in form.gates}
    assert names == set(FIELD_NAMES)
    assert set(FIELD_PAGES) <= names
    assert all(form.source for form in FORMS)


def test_the_newest_form_of_the_day_counts() -> None:
    assert form_of(FORMS, Moment.FINAL, TODAY).moment is Moment.FINAL
    assert form_of(FORMS, Moment.FINAL, date(2000, 1, 1)).moment is Moment.FINAL


def test_members_stand_together_in_the_order_of_the_form() -> None:
    form = form_of(FORMS, Moment.APPLICATION, TODAY)
    facts = Facts({}, {"member": [{"sex": "M", "born": "1990", "nationality": "NG"}, {"sex": "F"}]})
    filled = [(entry.field.name, entry.number) for entry in fill(form, facts, {}) if entry.field.each]
    assert filled == [(name, number) for number in (1, 2) for name in ("role", "sex", "born", "nationality")]
    lacks = missing(form, facts, {"assistance": "Transport"})
    assert {"born", "nationality", "submitted"} <= set(lacks)
    assert "assistance" not in lacks


def test_no_member_line_or_delivery_is_a_gap_once() -> None:
    lacks = missing(form_of(FORMS, Moment.FINAL, TODAY), Facts(), {})
    assert lacks.count("item") == lacks.count("planned") == 1


@given(st.dictionaries(st.sampled_from([field.name for form in FORMS for field in form.fields]), st.text(max_size=4)))
def test_more_facts_are_never_more_gaps(values: dict[str, str]) -> None:
    for form in FORMS:
        before, after = set(missing(form, Facts(), {})), set(missing(form, Facts(values), values))
        assert after <= before


def test_no_is_an_answer() -> None:
    assert not is_blank("no")
    assert not is_blank(0)
    assert is_blank("  ")


def test_the_words_of_riat() -> None:
    assert riat_words(TABLE, Moment.APPLICATION, MomentState.OPEN) == "Case registration"
    assert riat_words(TABLE, Moment.ARRIVAL, MomentState.OPEN) == "Open in KM2 – Case assigned to Focal Point"
    assert riat_words(TABLE, Moment.ARRIVAL, MomentState.COORDINATOR) == "Validation request to Coordinator in KM2"
    assert riat_words(TABLE, Moment.ARRIVAL, MomentState.WAITING) == ""
