"""One check as a person reads it: an answer in words, what agrees, what that means. A lead, never a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from returns_app.checks import labels
from returns_app.checks.models import RegistryCheck
from returns_app.checks.rules import LEADS, CheckAnswer, is_lead
from returns_app.linkage.evidence import Band, Verdict
from returns_app.linkage.model import current_model
from returns_app.registry.statuses import ClaimStatus
from returns_app.web.filters import country


@dataclass(frozen=True, slots=True)
class Weight:
    """One line of the explanation: a field, what was found, what it does to the result."""

    field: str
    finding: str
    words: str
    bits: float


@dataclass(frozen=True, slots=True)
class Lead:
    """One claim of the other side: who, when, what, how it stands, and which fields agree."""

    title: str
    facts: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str, Sequence[str]]]
    weights: Sequence[Weight]
    total: float
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything a panel says."""

    title: str
    tone: str
    mark: str
    text: str
    compared: Sequence[str]
    missing: Sequence[str]
    leads: Sequence[Lead]
    at: datetime
    thresholds: tuple[float, float] | None
    is_lead: bool


def panel_of(check: RegistryCheck) -> Panel:
    """The panel of one check."""
    return Panel(
        title=_title(check),
        tone=labels.ANSWER_TONES[check.answer],
        mark=labels.ANSWER_MARKS[check.answer],
        text=_text(check),
        compared=[_compared(name, check.spellings) for name in check.compared],
        missing=_names(check.not_compared),
        leads=[_lead(hit) for hit in check.hits],
        at=check.answered_at or check.asked_at,
        thresholds=_thresholds(check.model_version),
        is_lead=check.answer in LEADS,
    )


def month_in_words(month: str | None) -> str:
    """The month "2025-11" as a reader writes it: Nov 2025."""
    return format_date(date.fromisoformat(f"{month}-01"), "MMM y", rebase=False) if month else ""


def state_in_words(state: str | None) -> str:
    """The other side's name; a protected claim does not tell it."""
    return country(state) if state else _("A Member State")


def _title(check: RegistryCheck) -> str:
    if check.answer is CheckAnswer.REDUCED:
        return _("Reduced check – not compared: %(fields)s", fields=_(", ").join(_names(check.not_compared)))
    if check.answer is CheckAnswer.EARLIER and (year := _earlier_year(check)):
        return _ended_in(check, year)
    return str(labels.ANSWER_NAMES[check.answer])


def _text(check: RegistryCheck) -> str:
    number = sum(is_lead(hit) for hit in check.hits)
    if check.answer is CheckAnswer.POSSIBLE:
        return ngettext("One claim may concern the same person.", "%(num)s claims may concern the same person.", number)
    if check.answer is CheckAnswer.STRONG:
        return ngettext(
            "One claim may concern the same person: several identifying fields agree.",
            "%(num)s claims may concern the same person: several identifying fields agree.",
            number,
        )
    if check.answer is CheckAnswer.EARLIER and all(hit["status"] == ClaimStatus.REPAID for hit in check.hits):
        return _("Support was received for an earlier return and paid back in full. This is not a duplicate.")
    return {
        CheckAnswer.NO_CLAIM: _("Valid until approval; checked again then."),
        CheckAnswer.EARLIER: _("Support was received for an earlier return. This is not a duplicate."),
        CheckAnswer.REVIEWED: _("People looked at this claim. It does not stand in the way of a decision."),
        CheckAnswer.REDUCED: _("No claim found among what could be compared. The result is less certain."),
        CheckAnswer.NO_ANSWER: _("The registry did not answer. Your case is saved. We try again every 10 minutes."),
    }[check.answer]


def _ended_in(check: RegistryCheck, year: str) -> str:
    if any(hit["status"] == ClaimStatus.COMPLETED for hit in check.hits):
        return _("Earlier episode: completed return %(year)s", year=year)
    return _("Earlier episode: support ended in %(year)s", year=year)


def _earlier_year(check: RegistryCheck) -> str:
    months = [hit["completed_month"] for hit in check.hits if hit["completed_month"]]
    return max(months)[:4] if months else ""


def _names(fields: Iterable[str]) -> list[str]:
    return [str(labels.FIELD_NAMES[field]) for field in fields]


def _compared(field: str, spellings: int) -> str:
    if field == "name" and spellings:
        return ngettext("name (%(num)s spelling)", "name (%(num)s spellings)", spellings)
    return str(labels.FIELD_NAMES[field])


def _thresholds(model_version: str) -> tuple[float, float] | None:
    """From which weight a claim is shown, and from which it is a strong one; older rules are not kept."""
    model = current_model()
    return (model.possible_from, model.strong_from) if model.version == model_version else None


def _lead(hit: Mapping[str, Any]) -> Lead:
    components = hit["components"]
    return Lead(
        title=_title_of(hit),
        facts=_facts(hit),
        fields=[
            ("✓", _("Agrees"), _findings(components, Verdict.AGREES)),
            ("≈", _("Agrees in part"), _findings(components, Verdict.IN_PART)),
            ("≠", _("Differs"), _findings(components, Verdict.DIFFERS)),
            ("·", _("Not compared"), _findings(components, Verdict.NOT_COMPARED)),
        ],
        weights=[_weight(component) for component in components if component["weight"]],
        total=hit["weight"],
        is_protected=hit["state"] is None,
    )


def _title_of(hit: Mapping[str, Any]) -> str:
    state = state_in_words(hit["state"])
    if hit["band"] == Band.STRONG.value:
        return _("%(state)s: several identifying fields agree", state=state)
    return _("%(state)s: some fields agree", state=state)


def _facts(hit: Mapping[str, Any]) -> list[tuple[str, str]]:
    kinds = _(", ").join(str(labels.KIND_NAMES[kind]) for kind in hit["kinds"])
    facts = [
        (_("Other side"), state_in_words(hit["state"])),
        (_("Support"), kinds),
        (_("Claim month"), month_in_words(hit["month"])),
        (_("Status"), str(labels.STATUS_NAMES[hit["status"]])),
        (_("What that means"), str(labels.STATUS_SENTENCES.get(hit["status"], ""))),
        (_ended(hit["status"]), month_in_words(hit["completed_month"])),
        (_("Reference"), hit["claim"]),
    ]
    return [(label, value) for label, value in facts if value]


def _ended(status: str) -> str:
    return _("Completed") if status == ClaimStatus.COMPLETED else _("Support ended")


def _findings(components: Iterable[Mapping[str, Any]], verdict: Verdict) -> list[str]:
    return [_finding(component) for component in components if component["verdict"] == verdict.value]


def _finding(component: Mapping[str, Any]) -> str:
    """A field with what is to be said of it, like: birth date (day and month could be swapped)."""
    name, note = labels.FIELD_NAMES[component["field"]], component["note"]
    if note in labels.PLAIN_NOTES:
        return str(name)
    return _("%(field)s (%(note)s)", field=name, note=labels.NOTE_SENTENCES[note])


def _weight(component: Mapping[str, Any]) -> Weight:
    name, note = labels.FIELD_NAMES[component["field"]], labels.NOTE_SENTENCES[component["note"]]
    bits = component["weight"]
    return Weight(str(name), str(note), str(labels.weight_in_words(bits)), bits)
