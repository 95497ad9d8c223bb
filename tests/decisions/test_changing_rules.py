"""Shares to the cent, the last planned gives way first, four eyes, and reasons that fit."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases.rules import ENDED, PauseKind, Stage
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.money import ZERO
from returns_app.decisions.labels import CHANGE_REASONS, KINDS, PROPOSE, WHAT_FOLLOWS
from returns_app.decisions.rules import (
    CHANGES,
    OWN_FACTS,
    OWN_PROPOSAL,
    PAUSES,
    REASONS_OF,
    ChangeEntry,
    ChangeReason,
    DecisionKind,
    Standing,
    change_hindrance,
    check_change,
    second_hindrance,
)
from returns_app.letters.rules import texts_of
from returns_app.support.rules import Component, Floor, check_cut, give_way, spread
from tests.decisions.builders import LONG_ENOUGH
from tests.support.builders import ARRIVED_ON

cents = st.decimals(min_value=0, max_value=5000, places=2)


@given(st.lists(cents, min_size=1, max_size=6), st.decimals(min_value=0, max_value=1, places=6))
def test_shares_add_up_and_nobody_gets_more_than_before(parts: list[Decimal], ratio: Decimal) -> None:
    total = (sum(parts, ZERO) * ratio).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    shares = spread(total, parts)
    assert sum(shares, ZERO) == total
    assert all(ZERO <= share <= part for share, part in zip(shares, parts, strict=True))


@given(st.lists(st.tuples(cents, cents), max_size=6), cents)
def test_lines_give_way_down_to_what_they_are_bound_to(lines: list[tuple[Decimal, Decimal]], ceiling: Decimal) -> None:
    committed = [max(pair) for pair in lines]
    bound = [min(pair) for pair in lines]
    kept = give_way(committed, bound, ceiling)
    assert all(low <= one <= before for low, one, before in zip(bound, kept, committed, strict=True))
    if sum(bound, ZERO) <= ceiling:
        assert sum(kept, ZERO) == min(sum(committed, ZERO), ceiling)
    touched = [place for place, one in enumerate(kept) if one != committed[place]]
    if touched:
        assert all(kept[place] == bound[place] for place in range(touched[0] + 1, len(kept)))


def test_a_cut_below_what_is_bound_names_the_exact_amounts() -> None:
    floor = Floor(Component.POST_RETURN, Decimal("2000.00"), Decimal("500.00"), Decimal("120.40"))
    check_cut(floor, Decimal("1379.60"))
    with pytest.raises(RuleBroken) as refused:
        check_cut(floor, Decimal("1379.61"))
    assert refused.value.params == {
        "bound": Decimal("620.40"), "ceiling": Decimal("2000.00"), "free": Decimal("1379.60"),
    }  # fmt: skip
    for wrong in (ZERO, Decimal("-1.00")):
        with pytest.raises(RuleBroken, match="by how much"):
            check_cut(floor, wrong)
    with pytest.raises(RuleBroken, match="Nothing was granted"):
        check_cut(None, Decimal("1.00"))


def test_every_change_has_words_and_every_reason_stands_in_the_letter() -> None:
    assert set(CHANGES) == set(PROPOSE) == set(WHAT_FOLLOWS)
    assert set(KINDS) == set(DecisionKind)
    assert set(CHANGE_REASONS) == set(ChangeReason) == {reason for some in REASONS_OF.values() for reason in some}
    assert {reason.value for reason in ChangeReason} <= set(texts_of("en").reasons)
    assert set(REASONS_OF[DecisionKind.SUSPEND]) == set(PAUSES)


@pytest.mark.parametrize("kind", CHANGES)
def test_nothing_changes_in_a_case_that_has_ended(kind: DecisionKind) -> None:
    for stage in sorted(ENDED):
        assert change_hindrance(kind, Standing(stage, PauseKind.NONE, is_ended=False)) is not None
    late = Standing(Stage.SUPPORTING, PauseKind.NONE, is_ended=False)
    assert change_hindrance(kind, late) is None
    revoked = change_hindrance(kind, Standing(Stage.SUPPORTING, PauseKind.NONE, is_ended=True))
    assert (revoked is None) is (kind is DecisionKind.SUSPEND)


def test_what_stands_still_is_not_suspended_again() -> None:
    for paused in (PauseKind.HOLD, PauseKind.SUSPENSION):
        assert change_hindrance(DecisionKind.SUSPEND, Standing(Stage.APPROVED, paused, is_ended=False)) is not None
        assert change_hindrance(DecisionKind.REDUCE, Standing(Stage.APPROVED, paused, is_ended=False)) is None


def test_neither_the_proposer_nor_an_author_nor_the_counsellor_nor_nobody_decides() -> None:
    proposer, author, counsellor, other = (uuid4() for _ in range(4))
    told = {"proposer": proposer, "authors": {author}, "counsellor": counsellor}
    assert second_hindrance(proposer, **told) is OWN_PROPOSAL  # type: ignore[arg-type]
    assert second_hindrance(None, **told) is OWN_PROPOSAL  # type: ignore[arg-type]
    assert second_hindrance(author, **told) is OWN_FACTS  # type: ignore[arg-type]
    assert second_hindrance(counsellor, **told) is OWN_FACTS  # type: ignore[arg-type]
    assert second_hindrance(other, **told) is None  # type: ignore[arg-type]


def test_a_proposal_needs_reasons_of_its_kind_words_and_a_day() -> None:
    def entry(kind: DecisionKind, *reasons: ChangeReason, **more: object) -> ChangeEntry:
        told: dict[str, object] = {"text": LONG_ENOUGH, **more}
        return ChangeEntry(kind, uuid4(), reasons, **told)  # type: ignore[arg-type]

    today = ARRIVED_ON
    check_change(entry(DecisionKind.REVOKE, ChangeReason.CAME_BACK), today)
    for wrong in (
        entry(DecisionKind.REVOKE),
        entry(DecisionKind.REVOKE, ChangeReason.ILLNESS),
        entry(DecisionKind.REVOKE, ChangeReason.CAME_BACK, text="short"),
        entry(DecisionKind.EXTEND, ChangeReason.ILLNESS),
        entry(DecisionKind.SUSPEND, ChangeReason.UNDER_REVIEW, until=today),
    ):
        with pytest.raises(Malformed):
            check_change(wrong, today)
