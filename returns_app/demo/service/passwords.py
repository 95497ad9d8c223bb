"""The one password of a demo: given, found again, or made once and kept where only its owner can read it."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "RETURNS_DEMO_PASSWORD"
FILE = "demo-password.txt"
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SYLLABLES = 6


def demo_password(folder: Path, variables: Mapping[str, str]) -> str:
    """The password of this demo."""
    if given := variables.get(VARIABLE):
        return given
    place = folder / FILE
    return place.read_text(encoding="utf-8").strip() if place.exists() else _make(place)


def _make(place: Path) -> str:
    password = "-".join(_syllable() for _ in range(_SYLLABLES))
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(password + "\n")
    return password


def _syllable() -> str:
    # Three letters between hyphens: easy to read out, and never somebody's name.
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) + secrets.choice(_CONSONANTS)
