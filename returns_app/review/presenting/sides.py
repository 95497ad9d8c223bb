"""A pair side by side: own values in clear, the other side in words; both returns on one time line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.checks.labels import FIELD_NAMES, KIND_NAMES, NOTE_SENTENCES, STATUS_NAMES, weight_in_words
from returns_app.checks.panel import month_in_words, state_in_words
from returns_app.people.labels import IDENTIFIER_KINDS, SEXES
from returns_app.people.rules import ContactKind
from returns_app.review.labels import EVIDENCE_FIELDS
from returns_app.review.queries import CaseSide, OwnPerson, ReviewOfCase
from returns_app.web.filters import country, day, partial_day

MARKS = {"agrees": ("=", "same"), "agrees_in_part": ("≈", "similar"), "differs": ("≠", "different")}
NOTHING = ("·", "missing")
_WIDE = 1000.0
_MARGIN = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of the comparison."""

    field: str
    own: Sequence[str]
    mark: str
    kind: str
    word: str
    reason: str
    weight: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One return on the time line, in thousandths of its width."""

    label: str
    words: str
    x: float
    width: float
    css: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Weighing:
    """What speaks for, against, and what is missing."""

    pro: Sequence[str]
    contra: Sequence[str]
    missing: Sequence[str]


def rows_of(review: ReviewOfCase, side: CaseSide) -> list[PairRow]:
    """Every field that was compared, in the order of a passport."""
    known = {component["field"]: component for component in review.components}
    own = dict(_own_values(side))
    fields = dict.fromkeys((*own, *(field for field in known if field not in own)))
    return [_row(field, own.get(field, ()), known.get(field)) for field in fields if own.get(field) or field in known]


def episode_rows(review: ReviewOfCase, side: CaseSide) -> list[tuple[str, str, str]]:
    """(what, own side, other side) of the two returns."""
    ended = _("ended %(day)s", day=day(side.ended_on)) if side.ended_on else _("not ended")
    kinds = ", ".join(str(KIND_NAMES[kind]) for kind in review.other_kinds)
    other = [month_in_words(review.other_month), str(STATUS_NAMES.get(review.other_status, ""))]
    return [
        (_("Return"), _("opened %(day)s", day=day(side.opened_on)) + f", {ended}", ", ".join(filter(None, other))),
        (_("Support"), side.case.programme_version.programme.name, kinds),
        (_("Country of return"), country(side.case.return_country), _("not told")),
    ]


def other_side(review: ReviewOfCase) -> str:
    """Who holds the other file, and under which reference."""
    if not review.has_other_half:
        return f"{_('The other case')} · {review.claim}"
    return f"{state_in_words(review.other_state)} · {review.claim}"


def weighing(review: ReviewOfCase) -> Weighing:
    """Evidence for and against, and what could not be compared."""
    pro = [_finding(one) for one in review.components if one["verdict"] in {"agrees", "agrees_in_part"}]
    contra = [_finding(one) for one in review.components if one["verdict"] == "differs"]
    missing = [_field(one["field"]) for one in review.components if one["verdict"] == "not_compared"]
    return Weighing(pro, contra, missing)


def time_line(review: ReviewOfCase, side: CaseSide, today: date) -> list[Bar]:
    """Both returns on one line; an end nobody knows yet is drawn open."""
    if not review.other_month:
        return []
    theirs = date.fromisoformat(f"{review.other_month}-01")
    their_end = date.fromisoformat(f"{review.other_completed}-01") if review.other_completed else None
    first, last = min(side.opened_on, theirs) - _MARGIN, max(today, side.opened_on, theirs) + _MARGIN
    days = max((last - first).days, 1)

    def bar(label: str, start: date, end: date | None, css: str) -> Bar:
        until = min(max(end or today, start + timedelta(days=15)), last)
        words = _("from %(start)s to %(end)s", start=day(start), end=day(end) if end else _("today"))
        return Bar(label, words, _at(start, first, days), _WIDE * (until - start).days / days, css, end is None)

    own = bar(country(review.member_state), side.opened_on, side.ended_on, "own")
    return [own, bar(state_in_words(review.other_state), theirs, their_end, "other")]


def age_in_words(opened: date, today: date) -> str:
    """How long a pair has been waiting."""
    return ngettext("%(num)s day", "%(num)s days", (today - opened).days)


def _at(start: date, first: date, days: int) -> float:
    return _WIDE * (start - first).days / days


def _own_values(side: CaseSide) -> Iterator[tuple[str, list[str]]]:
    person = side.person
    yield "name", [name.full for name in person.names]
    yield "born", [partial_day(person.born)]
    yield "sex", [str(SEXES[person.sex])]
    yield "nationality", [country(one.country) for one in person.nationalities]
    yield "place", [" ".join(filter(None, (person.place_of_birth, country(person.country_of_birth))))]
    yield from _own_numbers(person)


def _own_numbers(person: OwnPerson) -> Iterator[tuple[str, list[str]]]:
    yield "document", [f"{IDENTIFIER_KINDS[one.kind]} {one.number}" for one in person.identifiers]
    yield "phone", [one.value for one in person.contacts if one.kind is ContactKind.PHONE]
    yield "email", [one.value for one in person.contacts if one.kind is ContactKind.EMAIL]


def _row(field: str, own: Sequence[str], component: Mapping[str, Any] | None) -> PairRow:
    verdict = component["verdict"] if component else "not_compared"
    mark, kind = MARKS.get(verdict, NOTHING)
    word = {"same": _("same"), "similar": _("similar"), "different": _("different"), "missing": _("missing")}[kind]
    reason = _note(component) if component else _("at least one side does not know it")
    weight = str(weight_in_words(component["weight"])) if component and component["weight"] else ""
    return PairRow(_field(field), [value for value in own if value], mark, kind, word, reason, weight)


def _finding(component: Mapping[str, Any]) -> str:
    return _("%(field)s (%(note)s)", field=_field(component["field"]), note=_note(component))


def _note(component: Mapping[str, Any]) -> str:
    return str(NOTE_SENTENCES.get(component["note"], component["note"]))


def _field(name: str) -> str:
    return str(FIELD_NAMES.get(name) or EVIDENCE_FIELDS.get(name) or name)
