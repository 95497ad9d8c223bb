"""Canonical words of a name, and the skeleton each leaves: what all spellings of it have in common."""

import re
from functools import lru_cache

from returns_app.linkage.particles import (
    ARTICLE,
    ASSIMILATED,
    DROPPED,
    FATHER_OF,
    FIRST_HALVES,
    LAST_HALVES,
    SERVANT,
)
from returns_app.linkage.romanise import romanise
from returns_app.linkage.sounds import RULES
from returns_app.linkage.spellings import APART, SPELLINGS

_LEADING = {other: leading for leading, others in SPELLINGS.items() for other in others.split()}
_APART = tuple((re.compile(pattern), skeleton) for pattern, skeleton, _, _ in APART)
_SERVANT = re.compile(r"^abd[aeiou]{0,2}l?(?P<of>[a-z]{2,})$")
_GOD = re.compile(r"l+a*h?i?|ah|la")


@lru_cache(maxsize=16_384)
def canonical(name: str) -> tuple[str, ...]:
    """The words of a name in Latin, in their order: particles dropped, halves joined, spellings led back."""
    words = _joined(romanise(name).split())
    kept = [word for place, word in enumerate(words) if not _is_particle(words, place)]
    return tuple(_leading(word) for word in kept or words)


@lru_cache(maxsize=16_384)
def skeletons(name: str) -> tuple[str, ...]:
    """The skeletons of a name's words, sorted, each once; equal for all spellings the rules know."""
    return tuple(sorted({skeleton_of(word) for word in canonical(name)} - {""}))


@lru_cache(maxsize=65_536)
def skeleton_of(word: str) -> str:
    """The skeleton of one canonical word."""
    for pattern, skeleton in _APART:
        if pattern.fullmatch(word):
            return skeleton
    for rule in RULES:
        word = rule.pattern.sub(rule.becomes, word)
    return word


def _joined(words: list[str]) -> list[str]:
    """Abd + Rahman, Nour + al + Din, Rahmat + Ullah, Qasem + Zadeh, Gebre + Mariam as one word each."""
    joined: list[str] = []
    for word in words:
        if joined and (LAST_HALVES.match(word) or _waits(joined)):
            _drop_article(joined)
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _waits(joined: list[str]) -> bool:
    """True when the last word asks for the next one, an article between them or not."""
    if joined[-1] in FIRST_HALVES or joined[-1] in SERVANT:
        return True
    return len(joined) > 1 and joined[-1] in DROPPED | ASSIMILATED and joined[-2] in SERVANT


def _drop_article(joined: list[str]) -> None:
    if len(joined) > 1 and joined[-1] in {"al", "el", "ul", "ed", "ad"} | ASSIMILATED:
        joined.pop()


def _is_particle(words: list[str], place: int) -> bool:
    word, after = words[place], words[place + 1 : place + 2]
    assimilated = word in ASSIMILATED and bool(after) and after[0][0] == word[-1]
    return word in DROPPED or assimilated or len(word) == 1


def _leading(word: str) -> str:
    """The spelling that leads its group, after what is written in one word has been taken apart."""
    if word not in _LEADING:
        word = FATHER_OF.sub("", ARTICLE.sub("", word))
    servant = _SERVANT.match(word)
    if servant and word not in _LEADING:
        of = servant["of"]
        word = "abdullah" if _GOD.fullmatch(of) else f"abd{of}"
    return _LEADING.get(word, word)
