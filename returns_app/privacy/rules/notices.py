"""Notices about personal data (GDPR art. 13 and 14): dated versions in several languages, and who was given which."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.settings import ROOT
from returns_app.core.text import N_
from returns_app.letters.rules import Part, Way, texts_of
from returns_app.letters.rules.composing import FIRST, LAST, fill
from returns_app.letters.rules.texts import RIGHT_TO_LEFT, SOURCE

FOLDER = ROOT / "config" / "notices"
SECTIONS = ("who", "why", "what", "sources", "check", "recipients", "abroad", "kept", "rights", "complaint")


@dataclass(frozen=True, slots=True)
class NoticeVersion:
    """A version: from which day it holds, and where its words come from."""

    code: str
    valid_from: date
    source: str
    verified: bool


@dataclass(frozen=True)
class NoticeTexts:
    """One version in one language: a title, and a heading with a text for each section."""

    code: str
    name: str
    verified: bool
    title: str
    sections: dict[str, tuple[str, str]]

    @property
    def is_rtl(self) -> bool:
        """True when the language runs from right to left."""
        return self.code in RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class NoticeGiving:
    """Somebody was given a notice: who, which, in what language, when and how."""

    request_key: UUID
    people: tuple[UUID, ...]
    version: str
    language: str
    given_on: date
    way: Way


@cache
def versions() -> tuple[NoticeVersion, ...]:
    """Every version, the newest first."""
    told = tomllib.loads((FOLDER / "versions.toml").read_text(encoding="utf-8"))["versions"]
    found = (NoticeVersion(one["code"], one["valid_from"], one["source"], one["verified"]) for one in told)
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def current_version(on: date) -> NoticeVersion:
    """The version that is given on a day; before the first one, that one."""
    return next((one for one in versions() if one.valid_from <= on), versions()[-1])


def is_outdated(code: str, on: date) -> bool:
    """True when somebody holds an older version than the one that is given now."""
    return code != current_version(on).code


@cache
def languages(version: str) -> tuple[str, ...]:
    """Codes of the languages in which a version has a text."""
    return tuple(file.stem for file in sorted((FOLDER / version).glob("*.toml")))


@cache
def notice_texts(version: str, language: str) -> NoticeTexts:
    """The texts of a version in a language, in the source where there is none."""
    code = language if language in languages(version) else SOURCE
    told: dict[str, Any] = tomllib.loads((FOLDER / version / f"{code}.toml").read_text(encoding="utf-8"))
    sections = {key: (one["head"], one["text"]) for key, one in told["sections"].items()}
    return NoticeTexts(code, told["name"], told["verified"], told["title"], sections)


def notice_parts(texts: NoticeTexts, organisation: str, contact: str) -> tuple[Part, ...]:
    """The notice as paragraphs; the mark says what nobody has checked yet."""
    words = texts_of(texts.code).texts
    values = {"organisation": f"{FIRST}{organisation}{LAST}", "contact": f"{FIRST}{contact}{LAST}"}
    mark = "" if texts.verified else words["mark_text" if texts.code == SOURCE else "mark"]
    parts = [Part("mark", mark), Part("title", texts.title)]
    for key in SECTIONS:
        head, text = texts.sections[key]
        parts += [Part("heading", head), Part("text", fill(text, values))]
    return (*parts, Part("text", fill(words["contact"], values) if contact else ""))


def check_giving(giving: NoticeGiving, known: frozenset[UUID], today: date) -> None:
    """A notice is given to people of the case, not in the future, and in a version that held on that day."""
    if not giving.people or not set(giving.people) <= known:
        raise RuleBroken("privacy.notice_people", N_("Tick who was given the notice."), field="people")
    if giving.given_on > today:
        raise RuleBroken("privacy.notice_day", N_("This day lies in the future. Check it."), field="given_on")
    version = next((one for one in versions() if one.code == giving.version), None)
    if version is None or version.valid_from > giving.given_on:
        sentence = N_("This version did not exist on that day. Check the version and the day.")
        raise RuleBroken("privacy.notice_version", sentence, field="version")
