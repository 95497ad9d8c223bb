"""Taking third persons out of free text: every spelling of their names, their numbers and contacts."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

BAR = "█████"
SHORTEST = 3
LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class KnownAs:
    """What somebody is known by: pairs of given and family name, numbers, contacts."""

    names: tuple[tuple[str, str], ...]
    marks: tuple[str, ...] = ()


def redactor(own: KnownAs, others: Iterable[KnownAs], strangers: Iterable[str] = ()) -> "Redactor":
    """What takes the others out and leaves the person's own names in; of `strangers` only the full name counts."""
    kept = {_plain(word) for given, family in own.names for word in (*given.split(), *family.split())}
    kept |= {_plain(mark) for mark in own.marks}
    terms = [term for one in others for term in _terms(one, kept)]
    mine = {_plain(f"{given} {family}") for given, family in own.names}
    far = frozenset(name for stranger in strangers if " " in (name := _plain(stranger))) - mine
    return Redactor(tuple(sorted(set(terms), key=len, reverse=True)), far)


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces the terms, whatever their case or accents; says how many it took out."""

    terms: tuple[str, ...]
    strangers: frozenset[str] = frozenset()

    def redact(self, text: str) -> tuple[str, int]:
        """The text without third persons and how many places were covered."""
        if not text or not (self.terms or self.strangers):
            return text, 0
        composed = unicodedata.normalize("NFC", text)
        plain, places = _folded(composed)
        spans = _apart([*(_spans(plain, self.terms) if self.terms else ()), *_full_names(plain, self.strangers)])
        for start, end in reversed(spans):
            composed = composed[: places[start]] + BAR + composed[places[end - 1] + 1 :]
        return composed, len(spans)


def _spans(plain: str, terms: Collection[str]) -> list[tuple[int, int]]:
    pattern = "|".join(re.escape(term) for term in terms)
    return [found.span() for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", plain)]


def _full_names(plain: str, strangers: Collection[str]) -> list[tuple[int, int]]:
    """Runs of two to five words that are somebody's full name: looked up, for there may be many thousands."""
    words = list(re.finditer(r"\w+(?:[-'’]\w+)*", plain)) if strangers else []
    runs = (
        (start, start + length) for length in range(LONGEST_NAME, 1, -1) for start in range(len(words) - length + 1)
    )
    named = (words[first:last] for first, last in runs)
    return [(run[0].start(), run[-1].end()) for run in named if " ".join(word.group() for word in run) in strangers]


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap count once, the longest of them."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= first or start >= last for first, last in kept):
            kept.append((start, end))
    return sorted(kept)


def _terms(one: KnownAs, kept: set[str]) -> Iterable[str]:
    for given, family in one.names:
        whole = {f"{given} {family}".strip(), f"{family} {given}".strip()}
        yield from (_plain(term) for term in whole if len(term) >= SHORTEST and " " in term)
        words = (_plain(word) for word in (*given.split(), *family.split()))
        yield from (word for word in words if len(word) >= SHORTEST and word not in kept)
    yield from (mark for mark in map(_plain, one.marks) if len(mark) > SHORTEST and mark not in kept)


def _plain(text: str) -> str:
    return _folded(unicodedata.normalize("NFC", text.strip()))[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """Without case and accents, and where each character of that stood."""
    folded, places = [], []
    for place, char in enumerate(text):
        base = (part for part in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(part))
        for part in base:
            folded.append(part)
            places.append(place)
    return "".join(folded), places
