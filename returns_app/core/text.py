"""Marks a sentence for translation where no request (and so no language) is at hand."""

from typing import NewType

Text = NewType("Text", str)


def N_(message: str) -> Text:
    """Mark `message` for extraction; the web edge translates it when it is shown."""
    return Text(message)
