"""Which share and year the sliding scale is asked for; it all lives in the address."""

from typing import Any

from flask_babel import lazy_gettext as _l

from returns_app.db.unit_of_work import today
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.scale import SCALES
from returns_app.web.fields import ChoiceField
from returns_app.web.forms import FilterForm
from returns_app.web.i18n import say

YEARS_BACK = 8


def _scales() -> list[tuple[str, str]]:
    return [(name, f"{id_}: {say(CATALOGUE[id_].title)} · {measure}") for name, (id_, measure) in SCALES.items()]


def _years() -> list[tuple[str, str]]:
    last = today().year - 1
    return [(str(year), str(year)) for year in range(last, last - YEARS_BACK, -1)]


class ScaleForm(FilterForm):
    """One share, one year that is over; what is left open falls back to the usual."""

    scale = ChoiceField(_l("Indicator"), choices=_scales)
    year = ChoiceField(_l("Year"), choices=_years, coerce=int)

    def __init__(self, **options: Any) -> None:
        """Fill what was left open."""
        super().__init__(**options)
        is_on_list = self.validate()
        self.scale.data = self.scale.data if is_on_list and self.scale.data else "C1"
        self.year.data = self.year.data if is_on_list and self.year.data else today().year - 1
