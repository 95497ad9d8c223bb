"""The access pack as a value: sections of rows, the same in JSON and on paper, with counts that say so."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from returns_app.core.text import N_

GIVEN = frozenset({
    "person", "person_name", "person_nationality", "person_identifier", "person_contact",
})  # fmt: skip
"""What the person told: that much is portable (GDPR art. 20)."""


class Said(str):
    """A value in words of the house: said in the reader's language, unlike what people wrote."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PackSection:
    """One kind of data: what each row says, in words."""

    code: str
    title: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file that goes along."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything about one person, third persons taken out."""

    reference: str
    about: str
    made_at: str
    sections: tuple[PackSection, ...]
    covered: int
    files: tuple[PackFile, ...] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """Rows per section."""
        return {section.code: len(section.rows) for section in self.sections}

    def portable(self) -> "Pack":
        """Only what the person told."""
        kept = tuple(section for section in self.sections if section.code in GIVEN)
        return Pack(self.reference, self.about, self.made_at, kept, self.covered)

    def as_data(self) -> dict[str, Any]:
        """What JSON and paper are both made from."""
        return {
            "reference": self.reference, "about": self.about, "made_at": self.made_at, "counts": self.counts,
            "third_persons_covered": self.covered, "files": [file.name for file in self.files],
            "sections": [{"code": one.code, "title": one.title, "rows": list(one.rows)} for one in self.sections],
        }  # fmt: skip

    def in_words(self, say: Callable[[str], str]) -> "Pack":
        """The same with titles, labels and the house's own values as `say` puts them; nothing is lost when two agree."""
        sections = (
            PackSection(one.code, say(one.title), tuple(_put(row, say) for row in one.rows)) for one in self.sections
        )
        return replace(self, sections=tuple(sections))

    def as_json(self) -> bytes:
        """The machine-readable form."""
        return json.dumps(self.as_data(), ensure_ascii=False, indent=2).encode()


def title_of(code: str) -> str:
    """A table's name as a heading."""
    return code.replace("_", " ").capitalize()


def written(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Rows with values as text; what is empty is left out."""
    for row in rows:
        yield {label: text for label, value in row.items() if (text := _text(value))}


def _text(value: Any) -> str:  # noqa: ANN401
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return Said(N_("yes") if value else N_("no"))
    if isinstance(value, Said):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _put(row: dict[str, str], say: Callable[[str], str]) -> dict[str, str]:
    put: dict[str, str] = {}
    for label, value in row.items():
        name = say(label)
        while name in put:
            name = f"{name} ({label})"
        put[name] = say(value) if isinstance(value, Said) else value
    return put
