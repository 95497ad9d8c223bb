"""Turns figures into what a page draws and a file holds."""

from returns_app.indicators.presenting.tables import (
    draw,
    exact_rows,
    sheet,
    shown_share,
    shown_value,
    split_rows,
    tiles,
    total_row,
)

__all__ = ["draw", "exact_rows", "sheet", "shown_share", "shown_value", "split_rows", "tiles", "total_row"]
