"""The texts of letters, one file per language in config/letters; English is the source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from returns_app.core.settings import ROOT

FOLDER = ROOT / "config" / "letters"
SOURCE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ps", "ur", "ckb", "he"})


@dataclass(frozen=True)
class LetterTexts:
    """Everything a letter can say in one language."""

    code: str
    name: str
    verified: bool
    texts: Mapping[str, str]
    reasons: Mapping[str, str]

    @property
    def is_rtl(self) -> bool:
        """True when the language runs from right to left."""
        return self.code in RIGHT_TO_LEFT


@cache
def all_texts() -> dict[str, LetterTexts]:
    """Every language there is, by code."""
    files = (file for file in sorted(FOLDER.glob("*.toml")) if file.stem != "states")
    return {file.stem: _read(file.stem) for file in files}


def texts_of(code: str) -> LetterTexts:
    """The texts of a language, or the source where there are none."""
    return all_texts().get(code) or all_texts()[SOURCE]


def official_languages(member_state: str) -> tuple[str, ...]:
    """In which languages the authority of a member state writes, the usual one first."""
    told = _states().get(member_state, ())
    return tuple(code for code in told if code in all_texts()) or (SOURCE,)


def languages_for(member_state: str, spoken: str) -> tuple[str, str]:
    """The official language and the person's; one they don't share is replaced by the source."""
    known = spoken if spoken in all_texts() else SOURCE
    official = official_languages(member_state)
    return (known if known in official else official[0]), known


@cache
def _states() -> dict[str, tuple[str, ...]]:
    told = tomllib.loads((FOLDER / "states.toml").read_text(encoding="utf-8"))
    return {state: tuple(codes) for state, codes in told.items()}


def _read(code: str) -> LetterTexts:
    told = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return LetterTexts(code, told["name"], told["verified"], told["texts"], told["reasons"])
