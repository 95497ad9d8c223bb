"""Working days, the table of deadlines, extensions."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from returns_app.cases.rules import ENDED, Stage, duties_of, ends_with
from returns_app.cases.rules.duties import OUTLIVING
from returns_app.core.countries import MEMBER_STATES
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.work.rules import (
    BadDeadline,
    DeadlineRule,
    Extension,
    ExtensionReason,
    TaskKind,
    Unit,
    check_extension,
    deadline_table,
    due_after_pause,
    due_day,
    find_rule,
    is_working_day,
    later_by_working_days,
    next_working_day,
    read_table,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
STATES = st.sampled_from([*MEMBER_STATES, "NG", "??"])


def rule(length: int, unit: Unit, **more: object) -> DeadlineRule:
    fixed = {"verified": True, "pausable": True, "pause_source": "test"}
    return DeadlineRule("decide", length, unit, date(2020, 1, 1), "test", **fixed, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 3, 2), "NL", True),
        (date(2026, 3, 1), "NL", False),
        (date(2026, 4, 27), "NL", False),  # King's Day
        (date(2026, 4, 27), "BE", True),
        (date(2026, 7, 21), "BE", False),
        (date(2026, 12, 25), "??", True),  # unknown country: weekends alone are known
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(day: date, country: str, works: object) -> None:
    assert is_working_day(day, country) is works


@given(DAYS, st.integers(0, 40), STATES)
def test_a_term_of_working_days_ends_on_one_and_holds_so_many(day: date, number: int, country: str) -> None:
    end = later_by_working_days(day, number, country)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, country) for one in between) == number
    assert number == 0 or is_working_day(end, country)


@given(DAYS, STATES)
def test_the_next_working_day_skips_only_days_off(day: date, country: str) -> None:
    found = next_working_day(day, country)
    assert is_working_day(found, country)
    assert not any(is_working_day(day + timedelta(days=n), country) for n in range((found - day).days))


@pytest.mark.parametrize(
    ("told", "since", "due"),
    [
        (rule(14, Unit.DAYS), date(2026, 3, 2), date(2026, 3, 16)),
        (rule(14, Unit.WORKING_DAYS), date(2026, 4, 2), date(2026, 4, 24)),  # over Good Friday and Easter
        (rule(1, Unit.MONTHS), date(2026, 1, 31), date(2026, 2, 28)),
        (rule(12, Unit.MONTHS), date(2024, 2, 29), date(2025, 2, 28)),
        (rule(6, Unit.WEEKS, to_working_day=True), date(2026, 3, 16), date(2026, 4, 28)),  # King's Day
        (rule(6, Unit.WEEKS), date(2026, 3, 16), date(2026, 4, 27)),
    ],
)
def test_a_term_ends_on(told: DeadlineRule, since: date, due: date) -> None:
    assert due_day(told, since, "NL") == due


@given(DAYS, st.sampled_from(Unit), st.integers(1, 60), STATES, st.booleans())
def test_a_term_ends_after_it_began(day: date, unit: Unit, length: int, state: str, rolls: object) -> None:
    assert due_day(rule(length, unit, to_working_day=rolls), day, state) > day


def test_the_member_states_own_line_goes_before_the_general_one() -> None:
    table = deadline_table()
    day = date(2026, 3, 2)
    nl, de, xx = (find_rule(table, "objection", state, day) for state in ("NL", "DE", "PT"))
    told = [(line.length, line.unit, line.member_state) for line in (nl, de, xx) if line]
    assert told == [(6, Unit.WEEKS, "NL"), (1, Unit.MONTHS, "DE"), (4, Unit.WEEKS, "")]
    assert find_rule(table, "objection", "NL", date(2019, 12, 31)) is None
    assert find_rule(table, "unheard_of", "NL", day) is None


def test_a_newer_line_counts_from_its_first_day() -> None:
    old = rule(10, Unit.DAYS, valid_until=date(2025, 12, 31))
    new = replace(rule(5, Unit.DAYS), valid_from=date(2026, 1, 1))
    assert find_rule([new, old], "decide", "NL", date(2025, 12, 31)) == old
    assert find_rule([old, new], "decide", "NL", date(2026, 1, 1)) == new


def test_every_line_of_the_shipped_table_speaks_of_something_the_house_knows() -> None:
    assert {line.kind for line in deadline_table()} <= {*TaskKind, "objection"}
    assert all(line.source for line in deadline_table())


STILL = st.integers(0, 90).map(lambda days: timedelta(days=days))


@example(
    since=date(2020, 1, 3), stood=timedelta(days=1), left=timedelta(days=8), unit=Unit.WORKING_DAYS, state="AT", rolls=False
)  # fmt: skip
@given(DAYS, STILL, STILL, st.sampled_from(Unit), STATES, st.booleans())
def test_as_much_time_is_left_after_a_standstill_as_before(
    since: date, stood: timedelta, left: timedelta, unit: Unit, state: str, rolls: object
) -> None:
    told, until, due = rule(10, unit, to_working_day=rolls), since + stood, since + left
    after = due_after_pause(told, due, (since, until), state)
    assert after >= due
    if unit is Unit.WORKING_DAYS and stood:
        assert working_days_between(until, after, state) == working_days_between(since, due, state)
    elif stood:
        assert after == (next_working_day(due + stood, state) if rolls else due + stood)
    else:
        assert after == due


@given(DAYS, STILL, STILL, STILL, st.sampled_from(Unit), STATES)
def test_two_standstills_one_after_the_other_are_one(
    since: date, first: timedelta, second: timedelta, left: timedelta, unit: Unit, state: str
) -> None:
    told, between, until = rule(10, unit), since + first, since + first + second
    due = next_working_day(since + left, state)
    twice = due_after_pause(told, due_after_pause(told, due, (since, between), state), (between, until), state)
    assert twice == due_after_pause(told, due, (since, until), state)


@given(DAYS, STILL, st.integers(1, 60).map(lambda days: timedelta(days=days)), st.sampled_from(Unit), STATES)
def test_what_was_late_stays_late(since: date, stood: timedelta, late: timedelta, unit: Unit, state: str) -> None:
    after = due_after_pause(rule(10, unit), since - late, (since, since + stood), state)
    assert after == since - late + stood < since + stood


def test_a_line_says_whether_its_term_may_stand_still(tmp_path: Path) -> None:
    line = '[[deadline]]\nkind = "decide"\nlength = 5\nunit = "days"\nvalid_from = 2020-01-01\nsource = "x"\nverified = true\n'
    file = tmp_path / "table.toml"
    for more in ("pausable = true\n", 'pausable = true\npause_source = ""\n'):
        file.write_text(line + more, encoding="utf-8")
        with pytest.raises(BadDeadline):
            read_table(file)
    for more, pausable in (("", False), ('pausable = true\npause_source = "a law"\n', True)):
        file.write_text(line + more, encoding="utf-8")
        assert read_table(file)[0].pausable is pausable


@pytest.mark.parametrize(
    "line",
    [
        'kind="decide"\nlength=0\nunit="days"\nvalid_from=2020-01-01\nsource="x"\nverified=true',
        'kind="decide"\nlength=1\nunit="fortnights"\nvalid_from=2020-01-01\nsource="x"\nverified=true',
        'kind="decide"\nlength=1\nunit="days"\nvalid_from=2020-01-01\nsource=""\nverified=true',
        'kind="decide"\nlength=1\nunit="days"\nvalid_from=2020-01-01\nsource="x"\nverified=true\nmember_state="XX"',
        'kind="decide"\nlength=1\nunit="days"\nvalid_from=2020-01-01\nsource="x"\nverified=true\ntypo=1',
        'kind="decide"\nlength=1\nunit="days"',
    ],
)
def test_a_typing_error_does_not_become_a_term(tmp_path: Path, line: str) -> None:
    file = tmp_path / "deadlines.toml"
    file.write_text(f"[[deadline]]\n{line}\n", encoding="utf-8")
    with pytest.raises(BadDeadline, match="deadline 1"):
        read_table(file)


TODAY = date(2026, 3, 2)


def extension(until: date, text: str = "The embassy is closed") -> Extension:
    return Extension(1, until, ExtensionReason.WAITS_FOR_AUTHORITY, text)


def test_an_extension_goes_forward_has_a_reason_and_an_end() -> None:
    due, latest = date(2026, 3, 10), date(2026, 4, 10)
    check_extension(extension(latest), due_on=due, today=TODAY, latest=latest)
    check_extension(extension(date(2030, 1, 1)), due_on=due, today=TODAY, latest=None)
    with pytest.raises(Malformed, match="Say why"):
        check_extension(extension(latest, " short "), due_on=due, today=TODAY, latest=latest)
    with pytest.raises(RuleBroken, match="after the present deadline"):
        check_extension(extension(due), due_on=due, today=TODAY, latest=latest)
    with pytest.raises(RuleBroken, match="after today"):
        check_extension(extension(TODAY), due_on=date(2026, 2, 1), today=TODAY, latest=latest)
    with pytest.raises(RuleBroken, match="2026-04-10"):
        check_extension(extension(latest + timedelta(days=1)), due_on=due, today=TODAY, latest=latest)


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_closes_nothing_that_it_asks_for_and_an_end_closes_everything(stage: Stage) -> None:
    assert not ends_with(stage) & {kind for kind, _role in duties_of(stage)}
    staying = {kind for kind, _role in duties_of(stage)} | (OUTLIVING if stage is Stage.CLOSED else set())
    assert stage not in ENDED or ends_with(stage) == frozenset(TaskKind) - staying
