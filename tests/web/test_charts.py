"""Charts stay inside their drawing whatever the figures are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from returns_app.web.charts import WIDTH, Bar, Caption, Chart, Line, bars, shade, time_series

CAPTION = Caption("c", "Title", "Description", ("Name", "Value"))
FIGURES = st.floats(min_value=0, max_value=1e9, allow_nan=False)


def numbers(chart: Chart) -> list[float]:
    in_paths = [float(text) for curve in chart.curves for text in re.findall(r"-?\d+(?:\.\d+)?", curve.d)]
    return [number for shape in chart.shapes for number in shape.at] + in_paths


@given(st.lists(st.builds(Bar, st.text(max_size=40), st.none() | FIGURES, st.text(max_size=12)), max_size=15))
def test_bars_stay_inside(items: list[Bar]) -> None:
    chart = bars(CAPTION, items)
    for shape in chart.shapes:
        if shape.kind == "rect":
            assert 0 <= shape.at[0] <= shape.at[0] + shape.at[2] <= WIDTH
            assert shape.at[1] + shape.at[3] <= chart.height
    assert len(chart.rows) == len(items)


@given(st.lists(st.none() | FIGURES, min_size=1, max_size=40), st.integers(1, 4))
def test_lines_stay_inside_and_gaps_stay_gaps(values: list[float | None], count: int) -> None:
    chart = time_series(CAPTION, [f"Q{place}" for place in range(len(values))], [Line("Some name", values)] * count)
    assert all(0 <= number <= WIDTH for number in numbers(chart))
    assert len(chart.dots) == (count if any(value is not None for value in values) else 0)
    missing = values.count(None)
    assert all(len(re.findall("[ML]", curve.d)) == len(values) - missing for curve in chart.curves)


def test_a_single_line_says_its_last_value_and_several_say_their_names() -> None:
    alone = time_series(CAPTION, ["Q1", "Q2"], [Line("Rate", [1.0, 2.5])], unit="%")
    pair = time_series(CAPTION, ["Q1", "Q2"], [Line("A", [1, 2]), Line("B", [1, 2])])
    assert "2.5%" in [words.text for words in alone.words]
    ends = [words.y for words in pair.words if words.text in {"A", "B"}]
    assert abs(ends[0] - ends[1]) >= 14


def test_a_bar_without_a_value_is_words_only() -> None:
    chart = bars(CAPTION, [Bar("Iraq", None, "fewer than 5")])
    assert not [shape for shape in chart.shapes if shape.kind == "rect"]
    assert chart.rows == (("Iraq", "fewer than 5"),)


@given(FIGURES, FIGURES)
def test_shades_are_six(value: float, most: float) -> None:
    assert 0 <= shade(value, most) <= 5
