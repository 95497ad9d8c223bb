"""The catalogue of indicators A1 to Q6: what each is, of whom, by which law, from which events, with which warnings."""

from returns_app.indicators.rules.definitions.cooperation import ASSESSED, STAGES_OF_COOPERATION
from returns_app.indicators.rules.definitions.model import (
    EVENT_NAMES,
    GROUP_NAMES,
    STATISTICS,
    VISA_CODE,
    Indicator,
    Method,
    Source,
)
from returns_app.indicators.rules.definitions.programme import FLOWS, QUALITY, SPEED, SUSTAINED

CATALOGUE: dict[str, Indicator] = {
    one.id: one for one in (*ASSESSED, *STAGES_OF_COOPERATION, *FLOWS, *SPEED, *SUSTAINED, *QUALITY)
}

__all__ = [
    "CATALOGUE",
    "EVENT_NAMES",
    "GROUP_NAMES",
    "SPEED",
    "STATISTICS",
    "VISA_CODE",
    "Indicator",
    "Method",
    "Source",
]
