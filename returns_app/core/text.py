"""Marks a sentence for translation where no request (and so no language) is at hand."""

from typing import NewType

Text = NewType("Text", str)


def N_(message: str) -> Text:  # noqa: N802  (gettext's own name for "mark only")
    """Mark `message` for extraction; the web edge translates it when it is shown."""
    return Text(message)
