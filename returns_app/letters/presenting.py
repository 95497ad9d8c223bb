"""A letter as a page and as a PDF: the same parts, with days, sums and countries as each language writes them."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from returns_app.core.countries import country_names
from returns_app.decisions.labels import REASONS
from returns_app.letters.rules import Facts, Letter, LetterTexts, Part, compose
from returns_app.web.documents import set_pdf

TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"


def letter_of(facts: Facts, languages: tuple[LetterTexts, ...]) -> Letter:
    """Every part in every language."""

    def words(texts: LetterTexts) -> dict[str, str]:
        days = {"day": facts.decided_on, "served": facts.served_on, "until": facts.until}
        said = {name: long_day(day, texts.code) for name, day in days.items()}
        said["later"] = long_day(facts.later, texts.code) if facts.later else ""
        said |= {
            name: _sum(sum_, texts.code)
            for name, sum_ in (("before", facts.before), ("after", facts.after))
            if sum_ is not None
        }
        return {**said, "country": country_names(texts.code).get(facts.country, facts.country)}

    return compose(facts, languages, words, reason_in)


def reason_in(texts: LetterTexts, code: str) -> str:
    """A reason in this language; one without a text there in the words of the page."""
    return texts.reasons.get(code) or str(REASONS.get(code, code))


def long_day(day: date, language: str) -> str:
    """A day like "21 November 2026"."""
    return format_date(day, "long", locale=Locale.parse(language))


def pdf_of(facts: Facts, letter: Letter, *, at: datetime) -> bytes:
    """The letter as a tagged PDF."""
    official = letter.languages[0]
    data = {
        "title": f"{official.texts[f'title_{facts.kind}']} – {facts.reference}",
        "author": facts.organisation, "sender": facts.organisation, "footer": facts.reference,
        "place": long_day(facts.served_on, official.code),
        "languages": [{"code": texts.code, "rtl": texts.is_rtl} for texts in letter.languages],
        "before": [[_part(part) for part in row] for row in letter.before],
        "after": [[_part(part) for part in row] for row in letter.after],
        "table": _table(facts, letter) if facts.lines else None,
    }  # fmt: skip
    return set_pdf(TEMPLATE, data, at=at)


def _table(facts: Facts, letter: Letter) -> dict[str, Any]:
    official = letter.languages[0].code
    return {
        "head": [_in_all(letter, key) for key in facts.head],
        "rows": [
            {"person": line.person, "purpose": _in_all(letter, line.purpose), "amount": _sum(line.amount, official)}
            for line in facts.lines
        ],
        "total": _in_all(letter, "together"),
        "sum": _sum(facts.total, official),
    }


def _in_all(letter: Letter, key: str) -> list[str]:
    return [texts.texts[key] for texts in letter.languages]


def _sum(amount: Decimal, language: str) -> str:
    return str(format_currency(amount, "EUR", locale=language))


def _part(part: Part) -> dict[str, Any]:
    return {"kind": part.kind, "text": part.text, "items": list(part.items)}
