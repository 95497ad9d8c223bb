"""Boxes and rising shares: drawn inside their frame, in order, with every label whole."""

from returns_app.web.charts import WIDTH, Caption
from returns_app.web.distributions import LETTER, BoxRow, Rising, boxes, rising

CAPTION = Caption("c", "Title", "Words", ("A", "B"))


def test_a_box_has_its_median_inside_and_its_whisker_outside() -> None:
    chart = boxes(
        CAPTION, [BoxRow("Stage", (10, 20, 40, 80), "20 d"), BoxRow("None", None, "withheld")], [("Stage", "20")]
    )
    box = next(shape for shape in chart.shapes if shape.css == "chart-box")
    median = next(shape for shape in chart.shapes if shape.css == "chart-median")
    whisker = next(shape for shape in chart.shapes if shape.css == "chart-whisker")
    assert box.at[0] < median.at[0] < box.at[0] + box.at[2] <= whisker.at[0] + 0.1
    assert whisker.at[2] <= WIDTH
    assert [words.text for words in chart.words if words.text == "withheld"]


def test_a_share_rises_by_steps_and_its_end_is_named_inside_the_drawing() -> None:
    days = (0, 30, 60, 90)
    chart = rising(
        CAPTION,
        days,
        [Rising("Withdrawn", (0, 2, 5, 5), "Withdrawn or refused 5 %"), Rising("x", (None,) * 4, "-")],
        [],
    )
    assert len(chart.curves) == 1
    assert " H" in chart.curves[0].d
    end = next(words for words in chart.words if words.text.startswith("Withdrawn"))
    assert end.x + LETTER * len(end.text) <= WIDTH
