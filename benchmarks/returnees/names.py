"""Names of sixteen naming cultures, in two halves that share none: one to fit a model with, one to test it with."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

SETTINGS = ("fit", "test")
_LISTS = Path(__file__).with_name("names.json")
_FLATNESS = 4
_MADE_UP = {"male": 0.35, "female": 0.35, "family": 0.6}
"""Share of people whose name is in no list: put together from syllables of the language."""


@dataclass(frozen=True, slots=True)
class Culture:
    """The names of one culture in one setting, as sounds (see letters.py) or as alternatives parted by slashes."""

    name: str
    setting: str
    lists: dict[str, tuple[str, ...]]
    syllables: dict[str, tuple[str, ...]]

    def draw(self, kind: str, rng: Random) -> str:
        """A male, female or family name: a common one by its rank, or a made-up one."""
        if rng.random() < _MADE_UP[kind]:
            return self.made_up(rng, "family" if kind == "family" else "given")
        listed = self.lists[kind]
        return rng.choices(listed, [1 / (rank + _FLATNESS) for rank in range(len(listed))])[0]

    def made_up(self, rng: Random, kind: str) -> str:
        """Two or three syllables; only words that belong to this half of all words."""
        while True:
            word = "".join(self._syllable(rng) for _ in range(rng.choice((1, 2, 2))))
            word += rng.choice(self.syllables["onset"]) + rng.choice(
                self.syllables["ending"] if kind else ("a", "o", "i")
            )
            if len(word) > 3 and half_of(word) == self.setting:  # noqa: PLR2004 - no name of three sounds is made up
                return word

    def _syllable(self, rng: Random) -> str:
        onset, nucleus = rng.choice(self.syllables["onset"]), rng.choice(self.syllables["nucleus"])
        return onset + nucleus + (rng.choice(self.syllables["coda"]) if rng.random() < 0.4 else "")  # noqa: PLR2004


def half_of(word: str) -> str:
    """The setting that a made-up word belongs to: by its hash, so that the halves are disjoint."""
    return SETTINGS[hashlib.sha256(word.encode()).digest()[0] % 2]


@cache
def of_setting(setting: str) -> dict[str, Culture]:
    """Every culture in one setting: listed names are dealt out in turn, so that both have common and rare ones."""
    if setting not in SETTINGS:
        raise ValueError(f"a setting is one of {', '.join(SETTINGS)}")
    lists = json.loads(_LISTS.read_text(encoding="utf-8"))
    dealt = _dealt(lists)
    return {name: _culture(name, table, setting, dealt) for name, table in lists.items()}


def _dealt(lists: dict[str, dict[str, str]]) -> dict[str, str]:
    """Each name's setting, dealt out in turn; one that several cultures share goes with the first."""
    dealt: dict[str, str] = {}
    for table in lists.values():
        for kind in _MADE_UP:
            for place, word in enumerate(table[kind].split()):
                dealt.setdefault(_plain(word), SETTINGS[1 - place % 2])
    return dealt


def _culture(name: str, table: dict[str, str], setting: str, dealt: dict[str, str]) -> Culture:
    own = {
        kind: tuple(word for word in dict.fromkeys(table[kind].split()) if dealt[_plain(word)] == setting)
        for kind in _MADE_UP
    }
    syllables = {kind: tuple(table[kind].split(" ")) for kind in ("onset", "nucleus", "coda", "ending")}
    return Culture(name, setting, own, {**syllables, "ending": syllables["ending"] or ("",)})


def _plain(word: str) -> str:
    """What makes two entries the same name: the consonants of the first alternative, without emphasis."""
    first = word.split("/", maxsplit=1)[0].casefold().translate(str.maketrans("%$#@ş", "tsdzs"))
    return re.sub(r"(.)\1", r"\1", re.sub(r"[^bcdfghjklmnpqrstvwxyz]", "", first)) or first
