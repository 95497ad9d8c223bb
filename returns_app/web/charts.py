"""Charts drawn on the server as plain shapes with classes; a template writes them as SVG with a table beside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from operator import itemgetter

WIDTH = 520.0
LEFT, RIGHT, TOP, FOOT = 48.0, 12.0, 14.0, 26.0
ROW = 30.0
SHADES = 6
NEXT_TO_NOTHING = 1e-6
_LETTER = 6.7  # how wide a letter is, on average, in the units of the drawing


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle ("rect": x, y, width, height) or a line ("line": x1, y1, x2, y2)."""

    kind: str
    css: str
    at: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A path: a line through points, or the outline of a band."""

    css: str
    d: str


@dataclass(frozen=True, slots=True)
class Dot:
    """The end of a line."""

    css: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a place; `anchor` is start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    css: str = "chart-label"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the words for those who can't see it, and the same figures as a table."""

    id: str
    title: str
    description: str
    width: float
    height: float
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shapes: list[Shape] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a chart: an id for its labels, a title, a sentence and the heads of its table."""

    id: str
    title: str
    description: str
    head: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `shown` is the figure in words ("1,250", "fewer than 5"); no value draws no bar."""

    label: str
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line over time; a missing value leaves a gap, `low` and `high` draw a band."""

    label: str
    values: Sequence[float | None]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def bars(caption: Caption, items: Sequence[Bar]) -> Chart:
    """Lying bars with their names before and their figures behind them."""
    chart = _empty(caption, ROW * len(items) + 8, tuple((item.label, item.shown) for item in items))
    start = min(210.0, 14 + _LETTER * max((len(item.label) for item in items), default=0))
    room = WIDTH - start - 14 - _LETTER * max((len(item.shown) for item in items), default=0)
    most = max((item.value or 0 for item in items), default=0) or 1
    for place, item in enumerate(items):
        _draw_bar(chart, item, (start, 4 + place * ROW, room * (item.value or 0) / most))
    return chart


def _draw_bar(chart: Chart, item: Bar, at: tuple[float, float, float]) -> None:
    x, y, width = at
    chart.words.append(Words(item.label, x - 8, y + 19, "end"))
    if item.value:
        chart.shapes.append(Shape("rect", "chart-bar", _rounded(x, y + 4, max(width, 1.5), ROW - 10)))
    chart.shapes.append(Shape("line", "chart-axis", _rounded(x, y, x, y + ROW)))
    chart.words.append(Words(item.shown, round(x + width + 7, 1), y + 19, "start", "chart-figure"))


def time_series(caption: Caption, periods: Sequence[str], lines: Sequence[Line], *, unit: str = "") -> Chart:
    """Lines over equal periods, named at their ends; colour and dash tell them apart."""
    height = 240.0
    chart = _empty(caption, height, _as_rows(periods, lines, unit))
    end = WIDTH - RIGHT - (_LETTER * max((len(line.label) for line in lines), default=0) if len(lines) > 1 else 0)
    steps = ticks(max((max(_known(line)) for line in lines if _known(line)), default=0.0))
    frame = _Frame(LEFT, TOP, end, height - FOOT, steps[-1], max(len(periods) - 1, 1))
    for tick in steps:
        chart.shapes.append(
            Shape("line", "chart-grid", _rounded(frame.left, frame.y(tick), frame.right, frame.y(tick)))
        )
        chart.words.append(Words(f"{tick:g}{unit}", frame.left - 8, round(frame.y(tick) + 4, 1), "end"))
    _name_periods(chart, periods, frame)
    for place, line in enumerate(lines):
        _draw_line(chart, line, place, frame)
    _name_ends(chart, lines, frame, unit)
    return chart


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the figures of a chart over time lie in the drawing."""

    left: float
    top: float
    right: float
    bottom: float
    most: float
    steps: int

    def x(self, place: float) -> float:
        return round(self.left + (self.right - self.left) * place / self.steps, 1)

    def y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * value / self.most, 1)


def _name_periods(chart: Chart, periods: Sequence[str], frame: _Frame) -> None:
    widest = _LETTER * max((len(period) for period in periods), default=1) + 14
    every = max(1, ceil(len(periods) * widest / (frame.right - frame.left)))
    for place in range(0, len(periods), every):
        x, fits = frame.x(place), frame.x(place) + widest / 2 <= WIDTH
        chart.words.append(
            Words(periods[place], x if fits else WIDTH - 2, frame.bottom + 18, "middle" if fits else "end")
        )


def _draw_line(chart: Chart, line: Line, place: int, frame: _Frame) -> None:
    if line.low and line.high:
        there = [f"{frame.x(at)} {frame.y(value)}" for at, value in enumerate(line.high)]
        back = [f"{frame.x(at)} {frame.y(value)}" for at, value in reversed(list(enumerate(line.low)))]
        chart.curves.append(Curve(f"chart-band chart-tone-{place % 4}", f"M{' L'.join(there + back)} Z"))
    pen, steps = "M", []
    for at, value in enumerate(line.values):
        if value is not None:
            steps.append(f"{pen}{frame.x(at)} {frame.y(value)}")
        pen = "M" if value is None else "L"
    chart.curves.append(Curve(f"chart-line chart-tone-{place % 4}", " ".join(steps)))


def _name_ends(chart: Chart, lines: Sequence[Line], frame: _Frame, unit: str) -> None:
    """A dot at the last known value of every line and its name beside it, names moved apart where they meet."""
    ends = [
        (frame.x(at), frame.y(value), value, place) for place, line in enumerate(lines) for at, value in _last(line)
    ]
    below = 0.0
    for x, y, value, place in sorted(ends, key=itemgetter(1)):
        chart.dots.append(Dot(f"chart-dot chart-tone-{place % 4}", x, y))
        css = f"chart-figure chart-tone-{place % 4}"
        below = max(y + 4, below + 14)
        if len(lines) == 1:
            chart.words.append(Words(f"{value:g}{unit}", x, round(y - 12, 1), "end", css))
        else:
            chart.words.append(Words(lines[place].label, x + 8, round(below, 1), "start", css))


def _last(line: Line) -> list[tuple[int, float]]:
    return [(at, value) for at, value in enumerate(line.values) if value is not None][-1:]


def shade(value: float | None, most: float) -> int:
    """Which of the six shades a cell of a heat table gets; 0 is blank."""
    if not value or most <= 0:
        return 0
    return min(SHADES - 1, max(1, ceil((SHADES - 1) * min(1.0, value / most))))


def _empty(caption: Caption, height: float, rows: tuple[tuple[str, ...], ...]) -> Chart:
    return Chart(caption.id, caption.title, caption.description, WIDTH, height, caption.head, rows)


def _as_rows(periods: Sequence[str], lines: Sequence[Line], unit: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (period, *("" if line.values[at] is None else f"{line.values[at]:g}{unit}" for line in lines))
        for at, period in enumerate(periods)
    )


def _known(line: Line) -> list[float]:
    return [value for value in (*line.values, *line.high) if value is not None]


def ticks(most: float) -> list[float]:
    """Four or five round steps from zero to just above the greatest value."""
    if most < NEXT_TO_NOTHING:
        return [0.0, 1.0]
    rough = most / 4
    size = 10 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    return [round(step * place, 10) for place in range(ceil(most / step - 1e-9) + 1)]


def _rounded(*numbers: float) -> tuple[float, ...]:
    return tuple(round(number, 1) for number in numbers)
