"""The words of figures in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.indicators.rules.catalogue import Dimension
from returns_app.indicators.rules.counting import TOTAL, UNKNOWN
from returns_app.web.filters import country

DIMENSION_NAMES: Mapping[Dimension, LazyString] = {
    Dimension.RETURN_COUNTRY: _l("Country of return"),
    Dimension.NATIONALITY: _l("Nationality"),
    Dimension.PROGRAMME: _l("Programme"),
}


def category_name(code: str, by: Dimension, programmes: Mapping[str, str]) -> str:
    """A category by its name."""
    if code == TOTAL:
        return str(_("Total"))
    if code == UNKNOWN:
        return str(_("Unknown or not listed"))
    return programmes.get(code, code) if by is Dimension.PROGRAMME else country(code)


def period_name(period: str, year_so_far: int) -> str:
    """A period in words; the running year says that it is not over."""
    year, _dash, quarter = period.partition("-Q")
    if quarter:
        return str(_("Quarter %(quarter)s", quarter=quarter))
    return str(_("%(year)s so far", year=year)) if year == str(year_so_far) else str(_("Year %(year)s", year=year))


def place_name(spread: str, code: str) -> str:
    """A nationality or world region by its name; groups of regions keep their code."""
    if code == TOTAL:
        return str(_("Total"))
    return country(code) if spread == "citizen" else code
