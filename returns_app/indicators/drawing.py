"""Turns the front page's numbers into tiles, drawings with tables, and files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from returns_app.core.permissions import Actor, Permission
from returns_app.indicators.queries.front import Front
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.overview import CURVE_DAYS, Box, Share
from returns_app.web import charts as plain
from returns_app.web import distributions as spread
from returns_app.web import sheets
from returns_app.web.filters import country, number, url_if
from returns_app.web.i18n import say

DRAWINGS = ("departed", "stages", "outcomes", "heat")
CAVEATS = ("SELECT", "NOTB", "PERT", "SMALL", "LAG", "CENS")


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure, its definition and, where the reader may see them, the cases it is about."""

    title: str
    shown: str
    definition: str
    rows: str | None
    period: str


def tiles(front: Front, actor: Actor) -> list[Tile]:
    """Six figures, each with the period it is of: what takes time is known of an earlier one only."""
    found, now = front.numbers.tiles, front.period
    followed = [share.period for share in front.numbers.shares if share.value is not None]
    entered = str(front.numbers.until.year - 1)
    cases = url_if("cases.list_cases") if actor.may(Permission.CASE_READ) else None
    return [
        Tile(_("Persons who applied"), _count(found["applied"]), "V2", _list(cases, "submitted"), now),
        Tile(_("Persons approved"), _count(found["approved"]), "V2", _list(cases, "approved"), now),
        Tile(_("Persons departed"), _count(found["departed"]), "V1", _list(cases, "departed"), now),
        Tile(_("Arrivals confirmed"), _count(found["arrived"]), "D4", _list(cases, "arrived"), now),
        Tile(_("Median days from decision to departure"), _days(found["median"]), "T7", None, entered),
        Tile(
            _("Departed within 180 days of applying"),
            _percent(found["share"]),
            "V2",
            None,
            followed[-1] if followed else now,
        ),
    ]


def charts(front: Front) -> list[tuple[str, plain.Chart]]:
    """The three drawings, each with the name of its file."""
    return [("departed", _departed(front)), ("stages", _stages(front)), ("outcomes", _outcomes(front))]


def heat(front: Front) -> tuple[list[str], list[tuple[str, list[tuple[str, int]]]]]:
    """The heat table: heads, and rows of shown numbers with their shade."""
    names = [_("Total") if code == "TOTAL" else country(code) for code in front.heat_head]
    most = max((value for _state, values in front.heat_rows for value in values[:-1]), default=0)
    rows = [
        (state, [*((number(value), plain.shade(value, most)) for value in values[:-1]), (number(values[-1]), 0)])
        for state, values in front.heat_rows
    ]
    if len(rows) == 1:  # one member state: its countries read better one under the other
        state, cells = rows[0]
        return [_("Country of return"), state], [(name, [cell]) for name, cell in zip(names, cells, strict=True)]
    return [_("Member state"), *names], rows


def sheet(name: str, front: Front) -> bytes:
    """The numbers of a drawing as a file, with their warnings on every line."""
    head, rows = {"departed": _departed_rows, "stages": _stage_rows, "outcomes": _outcome_rows, "heat": _heat_rows}[
        name
    ](front)
    after = ("RR5T", "|".join(CAVEATS), " ".join(f"{code}: {say(WORDS[code])}" for code in CAVEATS))
    return sheets.write_csv((*head, "SDC_STATUS", "CAVEATS", "NOTES"), ((*row, *after) for row in rows))


Rows = tuple[tuple[str, ...], Iterator[tuple[sheets.Value, ...]]]


def _departed_rows(front: Front) -> Rows:
    head = ("TIME_PERIOD", "OBS_VALUE", "CI_LOW", "CI_UPP", "PERSONS")
    return head, ((one.period, one.value, one.low, one.high, one.persons) for one in front.numbers.shares)


def _stage_rows(front: Front) -> Rows:
    head = ("INDICATOR", "STAGE", "P25", "MEDIAN", "P75", "P90", "PERSONS")
    return head, ((box.stage, _title(box), *box.quartiles, box.persons) for box in front.numbers.boxes)


def _outcome_rows(front: Front) -> Rows:
    curves = front.numbers.curves
    return ("DAY", *(name.upper() for name in curves)), (
        (day, *(curve[at] for curve in curves.values())) for at, day in enumerate(CURVE_DAYS)
    )


def _heat_rows(front: Front) -> Rows:
    return ("GEO", *front.heat_head), ((state, *values) for state, values in front.heat_rows)


def _departed(front: Front) -> plain.Chart:
    shares = front.numbers.shares
    caption = plain.Caption(
        "departed", _("Departed within 180 days of applying"), _("By quarter of the application, with an interval of 95 percent"),
        (_("Quarter"), _("Share"), _("Interval of 95 percent"), _("Persons")),
    )  # fmt: skip
    known = [share for share in shares if share.value is not None]
    whole = len(known) == len(shares)
    line = plain.Line(
        _("Departed"), [share.value for share in shares], [float(share.low or 0) for share in shares] if whole else (),
        [float(share.high or 0) for share in shares] if whole else (),
    )  # fmt: skip
    chart = plain.time_series(caption, [share.period for share in shares], [line] if known else [], unit="%")
    return replace(chart, rows=tuple(_share_row(share) for share in shares) if known else ())


def _share_row(share: Share) -> tuple[str, ...]:
    if share.value is None:
        return share.period, _("withheld"), "", number(share.persons)
    return share.period, f"{share.value} %", f"{share.low}–{share.high} %", number(share.persons)


def _stages(front: Front) -> plain.Chart:
    boxes = front.numbers.boxes
    caption = plain.Caption(
        "stages", _("Time in each stage"), _("Median, middle half and 90th percentile in days; open cases counted"),
        (_("Stage"), _("Lower quartile"), _("Median"), _("Upper quartile"), _("90th percentile"), _("Persons")),
    )  # fmt: skip
    rows = [spread.BoxRow(_title(box), _whole(box), _days(box.quartiles[1])) for box in boxes]
    table = [(_title(box), *(_days(value) for value in box.quartiles), number(box.persons)) for box in boxes]
    return spread.boxes(caption, rows, table)


def _outcomes(front: Front) -> plain.Chart:
    names = {"departed": _("Departed"), "withdrawn": _("Withdrawn or refused"), "lost": _("Other outcomes")}
    caption = plain.Caption(
        "outcomes", _("What happened after the application"),
        _("Cumulative incidence of competing outcomes by day; %(count)s persons", count=number(front.numbers.cohort)),
        (_("Day"), *names.values()),
    )  # fmt: skip
    curves = front.numbers.curves
    lines = [spread.Rising(names[name], curve, f"{names[name]} {_beside(curve[-1])}") for name, curve in curves.items()]
    table = [(str(day), *(_percent(curve[at]) for curve in curves.values())) for at, day in enumerate(CURVE_DAYS)]
    return spread.rising(
        caption, CURVE_DAYS, lines, table if any(curve[-1] is not None for curve in curves.values()) else ()
    )


def _whole(box: Box) -> tuple[float, float, float, float] | None:
    low, median, high, far = box.quartiles
    if low is None or median is None or high is None:
        return None
    return float(low), float(median), float(high), float(high if far is None else far)


def _title(box: Box) -> str:
    return say(CATALOGUE[box.stage].title)


def _list(cases: str | None, stage: str) -> str | None:
    return f"{cases}?stage={stage}" if cases else None


def _count(value: int | None) -> str:
    return _("withheld") if value is None else number(value)


def _days(value: int | None) -> str:
    return _("withheld") if value is None else _("%(count)s d", count=value)


def _beside(value: int | None) -> str:
    """A share beside a name, held together where the name is written from the right."""
    return f"\u2068{_percent(value).replace(' ', '') if value is not None else _percent(value)}\u2069"


def _percent(value: int | None) -> str:
    return _("withheld") if value is None else f"{value} %"
