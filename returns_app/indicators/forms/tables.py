"""What somebody chooses on the pages of figures; it all lives in the address."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.db.unit_of_work import today
from returns_app.indicators.labels import DIMENSION_NAMES
from returns_app.indicators.rules.catalogue import FIGURES, Dimension, FigureId
from returns_app.indicators.rules.counting import TOTAL, Question, periods_of
from returns_app.web.fields import ChoiceField
from returns_app.web.forms import FilterForm
from returns_app.web.i18n import say

YEARS_BACK = 9


def _figures() -> list[tuple[str, str]]:
    return [(figure.id.value, say(figure.title)) for figure in FIGURES.values()]


def _dimensions() -> list[tuple[str, str]]:
    return [(by.value, str(name)) for by, name in DIMENSION_NAMES.items()]


def _years() -> list[tuple[str, str]]:
    this = today().year
    return [(str(year), str(year)) for year in range(this, this - YEARS_BACK - 1, -1)]


class FigureForm(FilterForm):
    """One figure, one dimension, one year; what is left open falls back to the usual."""

    figure = ChoiceField(_l("Figure"), choices=_figures, coerce=FigureId)
    by = ChoiceField(_l("Broken down by"), choices=_dimensions, coerce=Dimension)
    year = ChoiceField(_l("Year"), choices=_years, coerce=int)

    def __init__(self, **options: Any) -> None:
        """Refuse in words what is not on the list, and fill what was left open."""
        super().__init__(**options)
        self.is_on_list = self.validate() and self._may_be_combined()
        self.figure.data = self.figure.data or FigureId.DEPARTURES
        self.year.data = self.year.data or today().year
        if self.by.data not in FIGURES[self.figure.data].dimensions:
            self.by.data = FIGURES[self.figure.data].dimensions[0]

    def question(self) -> Question:
        """What is asked, as near as it can be answered."""
        return Question(FIGURES[self.figure.data], self.by.data, self.year.data)

    def exact_question(self) -> Question:
        """What is asked, or a refusal: a file never answers another question than the one in its address."""
        if not self.is_on_list:
            raise Malformed(
                "indicators.not_listed", N_("This combination is not on the list of tables. Choose another.")
            )
        return self.question()

    def _may_be_combined(self) -> bool:
        figure = FIGURES[self.figure.data or FigureId.DEPARTURES]
        if self.by.data is None or self.by.data in figure.dimensions:
            return True
        names = ", ".join(str(DIMENSION_NAMES[by]) for by in figure.dimensions)
        self.by.errors = [_("This figure is shown by %(dimensions)s only.", dimensions=names)]
        return False


@dataclass(frozen=True, slots=True)
class Place:
    """One number of a restricted table."""

    category: str
    period: str


def asked_place(question: Question) -> Place:
    """The number whose cases are asked for; the year's total when the address names none."""
    period = request.args.get("period", str(question.year))
    if period not in periods_of(question.year):
        raise Malformed("indicators.period", N_("This period is not part of the year. Choose another."))
    return Place(request.args.get("category", TOTAL)[:40], period)
