"""Puts a letter together: the same parts in every language, row by row beside one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from returns_app.letters.rules.texts import LetterTexts

FIRST, LAST = "\u2068", "\u2069"  # a name or figure keeps its own direction inside a sentence of the other
HEARING, RECOVERY = "hear", frozenset({"hear", "recover"})  # support is to be asked back, or is
CHANGED = RECOVERY | {"reduce", "revoke", "suspend", "extend"}  # what was granted before is not so any more
Words = Callable[[LetterTexts], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was granted."""

    person: str
    purpose: str  # a key of the texts
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """What the letter is about: the same facts that the page shows."""

    kind: str
    reference: str
    names: tuple[str, ...]
    country: str
    programme: str
    decided_on: date
    served_on: date
    until: date
    organisation: str
    contact: str
    decider: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    lines: tuple[Line, ...] = ()
    before: Decimal | None = None
    after: Decimal | None = None
    later: date | None = None  # until when support can be used, or when somebody looks again

    @property
    def head(self) -> tuple[str, str, str]:
        """What stands above the table of sums: keys of the texts."""
        return ("item" if self.kind in RECOVERY else "person", "purpose", "amount")

    @property
    def total(self) -> Decimal:
        """The whole sum."""
        return sum((line.amount for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, heading or list in one language."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in its languages: rows of parts, the table between them."""

    languages: tuple[LetterTexts, ...]
    before: tuple[tuple[Part, ...], ...]
    after: tuple[tuple[Part, ...], ...]


def compose(
    facts: Facts, languages: Sequence[LetterTexts], words: Words, reasons: Callable[[LetterTexts, str], str]
) -> Letter:
    """Every part in every language; `words` gives days, sums and names of countries as a language writes them."""
    is_marked = len(languages) > 1 or not all(texts.verified for texts in languages)
    told = [_Said(facts, texts, words(texts), languages[0], reasons, is_marked) for texts in languages]
    before = tuple(zip(*(one.before() for one in told), strict=True))
    after = tuple(zip(*(one.after() for one in told), strict=True))
    return Letter(tuple(languages), before, after)


@dataclass(frozen=True, slots=True)
class _Said:
    """One language of a letter."""

    facts: Facts
    texts: LetterTexts
    words: dict[str, str]
    official: LetterTexts
    reason: Callable[[LetterTexts, str], str]
    is_marked: bool  # a row of marks is there when one of the languages needs one

    def before(self) -> list[Part]:
        """Down to the table of sums."""
        kind = self.facts.kind
        parts = [Part("mark", self._mark())] if self.is_marked else []
        parts += [
            Part("text", self._say("reference")), Part("text", self._say("concerns")), Part("title", self._say(f"title_{kind}")),
            Part("text", self._say(f"open_{kind}")),
        ]  # fmt: skip
        if kind in CHANGED:
            parts.append(Part("text", self._say(f"effect_{kind}")))
        if self.facts.reasons:
            items = tuple(self.reason(self.texts, code) for code in self.facts.reasons)
            parts += [Part("text", self._say("reasons")), Part("list", items=items)]
        if self.facts.words:
            is_official = self.texts.code == self.official.code
            parts += [Part("text", self._say("words")), Part("quote", self.facts.words if is_official else "")]
        if self.facts.lines:
            parts.append(Part("text", self._say("table_recover" if kind in RECOVERY else "table")))
        return parts

    def after(self) -> list[Part]:
        """Below the table."""
        if self.facts.kind == HEARING:  # nothing was decided: nothing to object to yet
            contact = ("contact",) if self.facts.contact else ()
            return [Part("text", self._say(key)) for key in ("how_hear", *contact, "privacy", "signed")]
        granted = ("in_kind",) if self.facts.lines and self.facts.kind not in RECOVERY else ()
        free = () if self.facts.kind in CHANGED else ("free",)  # what changes later may come after the departure
        parts = [Part("text", self._say(key)) for key in (*granted, *free, "person_decided")]
        parts += [Part("heading", self._say("remedy_title")), Part("text", self._say("remedy"))]
        parts.append(Part("text", self._say("remedy_how")))
        if self.facts.contact:
            parts.append(Part("text", self._say("contact")))
        return [*parts, Part("text", self._say("privacy")), Part("text", self._say("signed"))]

    def _mark(self) -> str:
        is_official = self.texts.code == self.official.code
        said = [] if is_official else [fill(self.texts.texts["binding"], {"language": _apart(self.official.name)})]
        if not self.texts.verified:
            said.append(self.texts.texts["mark_text" if is_official else "mark"])
        return " ".join(said)

    def _say(self, key: str) -> str:
        return fill(self.texts.texts[key], self._values())

    def _values(self) -> dict[str, str]:
        facts = self.facts
        own = {
            "reference": facts.reference, "names": ", ".join(_apart(name) for name in facts.names),
            "programme": facts.programme, "organisation": facts.organisation, "contact": facts.contact,
            "decider": facts.decider,
        }  # fmt: skip
        return {name: value if name == "names" else _apart(value) for name, value in {**own, **self.words}.items()}


def fill(text: str, values: dict[str, Any]) -> str:
    """The text with its braces filled; what is filled in is never looked at again."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled += [values[name], rest]
    return "".join(filled)


def _apart(text: str) -> str:
    return f"{FIRST}{text}{LAST}"
