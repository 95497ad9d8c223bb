"""What figures write: spells made from events, steps of a return, imported series, releases."""

from returns_app.indicators.service.nightly import read_next, refresh_every_night
from returns_app.indicators.service.refreshing import keep_history, refresh_figures
from returns_app.indicators.service.releasing import (
    Freezing,
    check_release_again,
    freeze_release,
    publish_release,
    remake_release,
    withdraw_release,
)
from returns_app.indicators.service.series import SeriesEntry, import_series
from returns_app.indicators.service.signing import public_key
from returns_app.indicators.service.steps import record_step

__all__ = [
    "Freezing",
    "SeriesEntry",
    "check_release_again",
    "freeze_release",
    "import_series",
    "keep_history",
    "public_key",
    "publish_release",
    "read_next",
    "record_step",
    "refresh_every_night",
    "refresh_figures",
    "remake_release",
    "withdraw_release",
]
