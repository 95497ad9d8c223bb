"""Plain CSV of national offices: a column for the period, columns of numbers, and whatever they are broken down by."""

import csv
import io
import re
from collections.abc import Sequence

from returns_app.core.text import N_
from returns_app.indicators.rules.series.codes import code_for
from returns_app.indicators.rules.series.model import Observation, Reading, SeriesFault, fields_of, number_of, period_of

_PERIODS = ("TIME_PERIOD", "period", "time", "Date", "date", "Year of Application", "year", "Year")
_BESIDE = frozenset({"Year", "Quarter", "Region", "Geographical Region"})  # said already by the period or the country
_NUMERIC = re.compile(r"^(:|-?\d[\d,]*(\.\d+)?( [a-z])?)?$")
_NAMES = {"Nationality": "citizen", "Sex": "sex", "Age": "age", "GEO": "geo", "value": "value"}
_DAY = re.compile(r"^(\d{4})-(\d\d)-\d\d$")


def read_plain(text: str, dataset: str) -> Reading:
    """Every column of numbers becomes a measure of the series, every column of words a dimension."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head = tuple(name.strip() for name in rows[0])
    time = next((name for name in _PERIODS if name in head), "")
    if not time:
        why = N_("Line %(line)s: no column tells the period. Name one of them “period”, “year” or “TIME_PERIOD”.")
        raise SeriesFault(1, why)
    body = [(line, fields_of(cells, head, line)) for line, cells in enumerate(rows[1:], start=2) if any(cells)]
    measures = [name for name in head if name not in {time, *_BESIDE} and _is_numeric(name, body)]
    if not measures:
        raise SeriesFault(1, N_("Line %(line)s: no column holds numbers from top to bottom."))
    words = [name for name in head if name not in {time, *_BESIDE, *measures} and not name.endswith("_flag")]
    names = {name: _NAMES.get(name, name.strip().lower().replace(" ", "_")[:20]) for name in words}
    found = []
    for line, row in body:
        at = {names[name]: code_for(names[name], row[name]) for name in words}
        period = _period(row[time], line)
        for measure in measures:
            value, flag = number_of(row[measure], line, measure)
            flag = flag or row.get(f"{measure}_flag", "")
            found.append(Observation({**at, "measure": _measure(measure)}, period, value, flag))
    return Reading("csv", dataset, (*names.values(), "measure"), tuple(found))


def _is_numeric(name: str, body: Sequence[tuple[int, dict[str, str]]]) -> bool:
    return any(row[name].strip() for _line, row in body) and all(
        _NUMERIC.match(row[name].strip()) for _line, row in body
    )


def _measure(name: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")[:60]


def _period(text: str, line: int) -> str:
    """A day is the quarter it lies in; 2006.0 is a year that went through a spreadsheet."""
    day = _DAY.match(text.strip())
    if day:
        return f"{day[1]}-Q{(int(day[2]) + 2) // 3}"
    return period_of(re.sub(r"\.0$", "", text.strip()), line)
