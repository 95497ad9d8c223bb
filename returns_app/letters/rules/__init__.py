"""Rules of letters: their texts per language, and how one is put together."""

from returns_app.letters.rules.composing import HEARING, Facts, Letter, Line, Part, compose
from returns_app.letters.rules.serving import Serving, Way, check_serving, objection_until
from returns_app.letters.rules.texts import (
    LetterTexts,
    all_texts,
    languages_for,
    official_languages,
    texts_of,
)

__all__ = [
    "HEARING",
    "Facts",
    "Letter",
    "LetterTexts",
    "Line",
    "Part",
    "Serving",
    "Way",
    "all_texts",
    "check_serving",
    "compose",
    "languages_for",
    "objection_until",
    "official_languages",
    "texts_of",
]
