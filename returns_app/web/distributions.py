"""Charts of how long things take and what became of people: boxes with whiskers, and shares that rise by steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from returns_app.web.charts import (
    FOOT,
    LEFT,
    TOP,
    WIDTH,
    Caption,
    Chart,
    Curve,
    Dot,
    Shape,
    Words,
)
from returns_app.web.charts import ticks as round_steps

ROW, THICK, LETTER = 34.0, 16.0, 7.6  # a letter of a bold label
HEIGHT = 240.0
Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A lying box: lower quartile, median, upper quartile, end of the whisker; None draws nothing but `shown`."""

    label: str
    at: tuple[float, float, float, float] | None
    shown: str


@dataclass(frozen=True, slots=True)
class Rising:
    """A share that rises by steps; `shown` names its end."""

    label: str
    values: Sequence[float | None]
    shown: str


def boxes(caption: Caption, rows: Sequence[BoxRow], table: Sequence[tuple[str, ...]], *, unit: str = "") -> Chart:
    """One lying box per row on a common scale."""
    chart = Chart(
        caption.id, caption.title, caption.description, WIDTH, ROW * len(rows) + FOOT + 8, caption.head, tuple(table)
    )
    start = min(230.0, 14 + LETTER * max((len(row.label) for row in rows), default=0))
    steps = round_steps(max((row.at[3] for row in rows if row.at), default=0.0))
    end = WIDTH - 14 - LETTER * max((len(row.shown) for row in rows), default=0)
    scale = (end - start) / steps[-1]
    for step in steps:
        x = round(start + step * scale, 1)
        chart.shapes.append(Shape("line", "chart-grid", (x, 4.0, x, ROW * len(rows) + 4)))
        chart.words.append(Words(f"{step:g}{unit}", x, ROW * len(rows) + 22, "middle"))
    for place, row in enumerate(rows):
        _draw_box(chart, row, 4 + place * ROW, (start, scale))
    return chart


def _draw_box(chart: Chart, row: BoxRow, y: float, frame: tuple[float, float]) -> None:
    start, scale = frame
    middle = y + ROW / 2
    chart.words.append(Words(row.label, start - 10, middle + 4, "end"))
    if row.at is None:
        chart.words.append(Words(row.shown, start + 6, middle + 4, "start"))
        return
    low, median, high, far = (round(start + value * scale, 1) for value in row.at)
    chart.shapes.append(Shape("line", "chart-whisker", (high, middle, far, middle)))
    chart.shapes.append(Shape("rect", "chart-box", (low, middle - THICK / 2, max(high - low, 2.0), THICK)))
    chart.shapes.append(Shape("line", "chart-median", (median, middle - THICK / 2, median, middle + THICK / 2)))
    chart.words.append(Words(row.shown, far + 7, middle + 4, "start", "chart-figure"))


def rising(caption: Caption, days: Sequence[int], lines: Sequence[Rising], table: Sequence[tuple[str, ...]]) -> Chart:
    """Shares by day as steps, each named at its end; colour and dash tell them apart."""
    chart = Chart(caption.id, caption.title, caption.description, WIDTH, HEIGHT, caption.head, tuple(table))
    right = WIDTH - 14 - LETTER * max((len(line.shown) for line in lines), default=0)
    steps = round_steps(max((value for line in lines for value in line.values if value is not None), default=0.0))
    bottom = HEIGHT - FOOT

    def x(place: int) -> float:
        return round(LEFT + (right - LEFT) * days[place] / days[-1], 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - TOP) * value / steps[-1], 1)

    for step in steps:
        chart.shapes.append(Shape("line", "chart-grid", (LEFT, y(step), right, y(step))))
        chart.words.append(Words(f"{step:g}%", LEFT - 8, y(step) + 4, "end"))
    for place in range(0, len(days), 3):
        chart.words.append(Words(f"{days[place]}", x(place), bottom + 18, "middle"))
    _draw_steps(chart, lines, [x(place) for place in range(len(days))], y)
    return chart


def _draw_steps(chart: Chart, lines: Sequence[Rising], xs: Sequence[float], y: Place) -> None:
    ends = []
    for tone, line in enumerate(lines):
        known = [(at, value) for at, value in zip(xs, line.values, strict=True) if value is not None]
        if not known:
            continue
        path = f"M{known[0][0]} {y(known[0][1])}" + "".join(f" H{at} V{y(value)}" for at, value in known[1:])
        chart.curves.append(Curve(f"chart-line chart-tone-{tone % 4}", path))
        ends.append((y(known[-1][1]), known[-1][0], tone, line.shown))
    below = 0.0
    for top, at, tone, shown in sorted(ends):
        below = max(top + 4, below + 16)
        chart.dots.append(Dot(f"chart-dot chart-tone-{tone % 4}", at, top))
        chart.words.append(Words(shown, at + 8, round(below, 1), "start", f"chart-figure chart-tone-{tone % 4}"))
