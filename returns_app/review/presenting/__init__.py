"""A pair as a person reads it, and the notice as the person concerned does."""

from returns_app.review.presenting.notice import notice_pdf, notice_texts
from returns_app.review.presenting.sides import (
    age_in_words,
    episode_rows,
    other_side,
    rows_of,
    time_line,
    weighing,
)

__all__ = [
    "age_in_words",
    "episode_rows",
    "notice_pdf",
    "notice_texts",
    "other_side",
    "rows_of",
    "time_line",
    "weighing",
]
