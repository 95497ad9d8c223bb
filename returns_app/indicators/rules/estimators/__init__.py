"""Estimators: what share, how long, what became of whom, each with its uncertainty. Pure, in whole days and persons."""

from returns_app.indicators.rules.estimators.incidence import (
    CAUSES_TOGETHER,
    LifeTable,
    Sample,
    bootstrap_by_household,
    bootstrap_many,
    life_table,
)
from returns_app.indicators.rules.estimators.medians import Quantile, days_through, quantiles
from returns_app.indicators.rules.estimators.proportions import (
    Interval,
    beta_quantile,
    clopper_pearson,
    jeffreys,
    wilson,
    wilson_of_protected,
)
from returns_app.indicators.rules.estimators.terciles import (
    CLEAR,
    Standing,
    tercile_probabilities,
)

__all__ = [
    "CAUSES_TOGETHER",
    "CLEAR",
    "Interval",
    "LifeTable",
    "Quantile",
    "Sample",
    "Standing",
    "beta_quantile",
    "bootstrap_by_household",
    "bootstrap_many",
    "clopper_pearson",
    "days_through",
    "jeffreys",
    "life_table",
    "quantiles",
    "tercile_probabilities",
    "wilson",
    "wilson_of_protected",
]
