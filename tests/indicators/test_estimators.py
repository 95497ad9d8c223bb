"""Estimators against worked examples, published tables and statsmodels on random data."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binomtest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from returns_app.indicators.rules.estimators import (
    CAUSES_TOGETHER,
    Interval,
    Sample,
    beta_quantile,
    bootstrap_by_household,
    clopper_pearson,
    jeffreys,
    life_table,
    quantiles,
    tercile_probabilities,
    wilson,
    wilson_of_protected,
)

ORACLE = [(10, 1), (20, 2), (30, 1), (30, 0), (40, 3), (50, 1), (60, 0), (60, 2), (75, 1), (90, 0)]


def sample_of(rows: list[tuple[int, int]], entry: list[int] | None = None) -> Sample:
    day, cause = (np.array(column) for column in zip(*rows, strict=True))
    return Sample(day, cause, None if entry is None else np.array(entry))


def test_the_worked_example() -> None:
    table = life_table(sample_of(ORACLE), causes=3, horizon=90)
    first = table.incidence(1)[0]
    expected = {
        10: Fraction(1, 10),
        30: Fraction(1, 5),
        50: Fraction(19, 60),
        75: Fraction(59, 120),
        90: Fraction(59, 120),
    }
    assert {day: first[day] for day in expected} == pytest.approx(
        {day: float(value) for day, value in expected.items()}
    )
    assert (table.incidence(2)[0, 60], table.incidence(3)[0, 40]) == pytest.approx((13 / 60, 7 / 60))
    assert table.survival[0, 75] == pytest.approx(0.175)
    assert first[75] != pytest.approx(0.685)  # one less Kaplan-Meier of one cause, which must not be used


lives = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=2, max_size=80)


@given(lives)
def test_incidences_and_survival_add_up_to_one(rows: list[tuple[int, int]]) -> None:
    table = life_table(sample_of(rows), causes=3, horizon=70)
    together = sum(table.incidence(cause) for cause in (1, 2, 3)) + table.survival
    assert np.abs(together - 1).max() < CAUSES_TOGETHER


@pytest.mark.parametrize("seed", range(12))
def test_incidence_equals_statsmodels(seed: int) -> None:
    chance = Random(seed)
    rows = [(chance.randint(1, 40), chance.choice([0, 1, 1, 2, 3])) for _ in range(90)]
    day, cause = (np.array(column) for column in zip(*rows, strict=True))
    with np.errstate(all="ignore"):
        peer = CumIncidenceRight(day, cause)
    table = life_table(sample_of(rows), causes=3, horizon=40)
    for number, values in enumerate(peer.cinc, start=1):
        assert table.incidence(number)[0, peer.times.astype(int)] == pytest.approx(values, abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_delayed_entry_equals_statsmodels(seed: int) -> None:
    chance = Random(seed)
    rows = [(chance.randint(5, 60), chance.choice([0, 1, 1])) for _ in range(120)]
    entry = [chance.choice([-1, -1, chance.randint(0, day - 1)]) for day, _cause in rows]
    day, cause = (np.array(column) for column in zip(*rows, strict=True))
    with np.errstate(all="ignore"):
        peer = SurvfuncRight(day, cause, entry=np.array(entry))
    table = life_table(sample_of(rows, entry), causes=1, horizon=60)
    times = peer.surv_times.astype(int)
    assert table.survival[0, times] == pytest.approx(peer.surv_prob, abs=1e-12)
    assert np.sqrt(table.variance(1)[0, times[:-2]]) == pytest.approx(peer.surv_prob_se[:-2], rel=1e-6, abs=1e-9)


def test_groups_are_kept_apart() -> None:
    chance = Random(7)
    rows = [(chance.randint(0, 90), chance.choice([0, 1, 2])) for _ in range(300)]
    group = np.array([chance.randrange(3) for _ in rows])
    day, cause = (np.array(column) for column in zip(*rows, strict=True))
    together = life_table(Sample(day, cause, group=group), causes=2, horizon=90, groups=3)
    for number in range(3):
        alone = life_table(Sample(day, cause).pick(group == number), causes=2, horizon=90)
        assert together.incidence(1)[number] == pytest.approx(alone.incidence(1)[0])


def test_what_comes_after_the_horizon_is_open() -> None:
    late = life_table(sample_of([(5, 1), (500, 1)]), causes=1, horizon=10)
    assert late.incidence(1)[0, 10] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 8, ((0, 0.3244), (0, 0.3694), (0, 0.2622))),
        (3, 12, ((0.0889, 0.5323), (0.0549, 0.5719), (0.0759, 0.5292))),
        (45, 120, ((0.2935, 0.4642), (0.2883, 0.4680), (0.2922, 0.4638))),
        (12, 12, ((0.7575, 1), (0.7354, 1), (0.8147, 1))),
    ],
)
def test_intervals_of_the_table(part: int, whole: int, expected: tuple[tuple[float, float], ...]) -> None:
    found = (wilson(part, whole), clopper_pearson(part, whole), jeffreys(part, whole))
    for interval, wanted in zip(found, expected, strict=True):
        assert interval == pytest.approx(wanted, abs=5e-5)


@given(st.integers(1, 4000), st.floats(0, 1))
def test_intervals_equal_scipy_and_statsmodels(whole: int, share: float) -> None:
    part = round(whole * share)
    test = binomtest(part, whole)
    for method, interval in (("wilson", wilson(part, whole)), ("exact", clopper_pearson(part, whole))):
        theirs = test.proportion_ci(method=method)
        assert interval == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    low, high = proportion_confint(part, whole, method="jeffreys")
    ours = jeffreys(part, whole)
    assert ours == pytest.approx((0.0 if part == 0 else low, 1.0 if part == whole else high), abs=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_beta_quantile_equals_scipy(probability: float, first: float, second: float) -> None:
    assert beta_quantile(probability, first, second) == pytest.approx(
        float(beta.ppf(probability, first, second)), abs=1e-9
    )


@given(st.integers(0, 100), st.integers(10, 100))
def test_an_interval_of_protected_counts_is_wider(part: int, whole: int) -> None:
    part, whole = min(part, whole) * 5, whole * 5
    plain, widened = wilson(part, whole), wilson_of_protected(part, whole)
    assert widened.high - widened.low >= plain.high - plain.low - 1e-9
    assert wilson_of_protected(whole + 5, whole).high == pytest.approx(1.0)


def test_no_persons_tell_nothing() -> None:
    assert wilson(0, 0) == wilson_of_protected(0, 0) == Interval(0, 1)
    with pytest.raises(ValueError, match="part"):
        wilson(3, 2)


def test_medians_count_open_cases_and_may_not_be_reached() -> None:
    table = life_table(sample_of([(10, 1), (20, 1), (30, 1), (40, 0), (50, 0)]), causes=1, horizon=60)
    found = quantiles(table)
    assert (found.day[0], found.high[0]) == (30, -1)
    assert quantiles(table, 0.75).day[0] == -1
    assert quantiles(table, 0.25).day[0] == 20


@pytest.mark.parametrize("seed", range(8))
def test_medians_equal_statsmodels(seed: int) -> None:
    chance = Random(seed)
    rows = [(chance.randint(1, 300), chance.choice([0, 1, 1, 1])) for _ in range(120)]
    day, cause = (np.array(column) for column in zip(*rows, strict=True))
    table = life_table(sample_of(rows), causes=1, horizon=300)
    with np.errstate(all="ignore"):
        peer = SurvfuncRight(day, cause)
    for share in (0.25, 0.5):
        assert quantiles(table, share).day[0] == peer.quantile(share)
        with np.errstate(all="ignore"):
            low, high = peer.quantile_ci(share, method="cloglog")
        ours = quantiles(table, share)
        assert abs(ours.low[0] - low) <= 3
        assert ours.high[0] == -1 or abs(ours.high[0] - high) <= 3


def test_households_are_drawn_whole_and_the_same_every_time() -> None:
    chance = Random(3)
    rows = [(chance.randint(1, 100), chance.choice([0, 1, 2])) for _ in range(200)]
    singles, families = np.arange(200), np.arange(200) // 10
    rows = [rows[int(number)] for number in families]  # everybody in a family fares alike

    def by_day_fifty(drawn: Sample) -> float:
        return float(life_table(drawn, causes=2, horizon=50).incidence(1)[0, 50])

    narrow = bootstrap_by_household(sample_of(rows), singles, by_day_fifty)
    wide = bootstrap_by_household(sample_of(rows), families, by_day_fifty)
    assert wide == bootstrap_by_household(sample_of(rows), families, by_day_fifty)
    assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])
    assert wide[0] <= by_day_fifty(sample_of(rows)) <= wide[1]


def test_thirds_are_chances_and_close_shares_are_not_told_apart() -> None:
    clear = tercile_probabilities([(5, 500), (250, 500), (495, 500)])
    assert [standing.clear for standing in clear] == [0, 1, 2]
    close = tercile_probabilities([(24, 50), (25, 50), (26, 50)])
    assert {standing.clear for standing in close} == {None}
    assert all(sum(standing.chances) == pytest.approx(1) for standing in close)
    assert tercile_probabilities([(1, 2)])[0].clear is None
