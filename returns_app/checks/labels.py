"""The words of checks: answers, reasons, fields, verdicts, kinds of support, what weighs how much."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.checks.rules import CheckAnswer, CheckReason
from returns_app.linkage.evidence import Note
from returns_app.registry.statuses import ClaimStatus, SupportKind

ANSWER_NAMES: Mapping[CheckAnswer, LazyString] = {
    CheckAnswer.NO_CLAIM: _l("No claim found"),
    CheckAnswer.POSSIBLE: _l("Possible claim"),
    CheckAnswer.STRONG: _l("Strong claim"),
    CheckAnswer.EARLIER: _l("Earlier episode"),
    CheckAnswer.REVIEWED: _l("Claim reviewed"),
    CheckAnswer.REDUCED: _l("Reduced check"),
    CheckAnswer.NO_ANSWER: _l("No answer"),
}
ANSWER_TONES: Mapping[CheckAnswer, str] = {
    CheckAnswer.NO_CLAIM: "good",
    CheckAnswer.POSSIBLE: "warn",
    CheckAnswer.STRONG: "bad",
    CheckAnswer.EARLIER: "info",
    CheckAnswer.REVIEWED: "info",
    CheckAnswer.REDUCED: "info",
    CheckAnswer.NO_ANSWER: "neutral",
}
ANSWER_MARKS: Mapping[CheckAnswer, str] = {
    CheckAnswer.NO_CLAIM: "✓",
    CheckAnswer.POSSIBLE: "◆",
    CheckAnswer.STRONG: "!",
    CheckAnswer.EARLIER: "↺",
    CheckAnswer.REVIEWED: "✓",
    CheckAnswer.REDUCED: "◐",
    CheckAnswer.NO_ANSWER: "…",
}
REASON_NAMES: Mapping[CheckReason, LazyString] = {
    CheckReason.INTAKE: _l("at intake"),
    CheckReason.CORRECTION: _l("after a correction"),
    CheckReason.APPROVAL: _l("at approval"),
    CheckReason.IMPORT: _l("imported from a file"),
    CheckReason.NIGHTLY: _l("repeated at night"),
    CheckReason.RETRY: _l("tried again"),
    CheckReason.ASKED_AGAIN: _l("asked again"),
    CheckReason.REVIEW: _l("after a review"),
}
FIELD_NAMES: Mapping[str, LazyString] = {
    "name": _l("name"),
    "born": _l("birth date"),
    "nationality": _l("nationality"),
    "sex": _l("sex"),
    "place": _l("place of birth"),
    "document": _l("document"),
    "passport": _l("passport"),
    "national_id": _l("national identity number"),
    "other_document": _l("other document"),
    "phone": _l("phone"),
    "email": _l("e-mail"),
    "account": _l("bank account"),
    "address": _l("address"),
    "family": _l("birth dates of the family"),
}
"""Fields of a comparison; a document that was compared is named by its kind."""

NOTE_SENTENCES: Mapping[str, LazyString] = {
    Note.BY_SOUND: _l("by sound"),
    Note.ONE_LETTER: _l("all but one letter"),
    Note.NAME_LEFT_OUT: _l("the other names; one name is left out on one side"),
    Note.GIVEN_NAME_ONLY: _l("the given name alone"),
    Note.GIVEN_NAME_DIFFERS: _l("the given name differs: it may be a brother or sister"),
    Note.NAME_DIFFERS: _l("another name"),
    Note.SAME_DATE: _l("the whole date"),
    Note.DAY_MONTH_SWAPPED: _l("day and month could be swapped"),
    Note.SAME_DIGITS: _l("the same digits"),
    Note.FIRST_JANUARY: _l("1 January of the same year, often written when only the year is known"),
    Note.ONLY_YEAR_MONTH: _l("year and month"),
    Note.ONLY_YEAR_DAY: _l("year and day"),
    Note.ONLY_DAY_MONTH: _l("day and month"),
    Note.YEAR_DIFFERS_BY_ONE: _l("day and month; the year differs by one"),
    Note.ONLY_YEAR: _l("the year alone"),
    Note.ONLY_YEAR_BY_ONE: _l("the year, give or take one"),
    Note.DATE_DIFFERS: _l("another date"),
    Note.SAME_VALUE: _l("the same"),
    Note.OTHER_VALUE: _l("another one on each side"),
    Note.NOT_BOTH_KNOWN: _l("at least one side does not know it"),
    Note.ONLY_WITH_NAME: _l("compared only together with a name that agrees"),
    Note.SAME_FAMILY: _l("shared family data not counted"),
}
PLAIN_NOTES = frozenset({Note.SAME_VALUE, Note.SAME_DATE, Note.NOT_BOTH_KNOWN})
"""Notes that say nothing beyond "agrees" or "not compared"."""

KIND_NAMES: Mapping[str, LazyString] = {
    SupportKind.TRAVEL: _l("travel"),
    SupportKind.CASH: _l("cash"),
    SupportKind.IN_KIND: _l("in kind"),
}
STATUS_NAMES: Mapping[str, LazyString] = {
    ClaimStatus.OPEN: _l("open"),
    ClaimStatus.RESERVED: _l("reserved"),
    ClaimStatus.GRANTED: _l("granted"),
    ClaimStatus.DEPARTED: _l("departed"),
    ClaimStatus.COMPLETED: _l("completed"),
    ClaimStatus.FORFEITED: _l("support forfeited"),
    ClaimStatus.REPAID: _l("paid back in full"),
    ClaimStatus.REVOKED: _l("revoked"),
    ClaimStatus.EXPIRED: _l("expired"),
}
STATUS_SENTENCES: Mapping[str, LazyString] = {
    ClaimStatus.FORFEITED: _l(
        "Support ended early: the person could not be reached any more, or wanted no more of it."
    ),
    ClaimStatus.REPAID: _l(
        "All that was given was paid back. Whether it still counts, the rules of your programme say."
    ),
}
"""Statuses of which a single word says too little."""

_WEIGHTS: tuple[tuple[float, LazyString], ...] = (
    (16.0, _l("weighs very much")),
    (8.0, _l("weighs much")),
    (3.0, _l("weighs something")),
    (0.001, _l("weighs little")),
    (0.0, _l("says nothing")),
    (-3.0, _l("speaks a little against it")),
    (-8.0, _l("speaks against it")),
)


def weight_in_words(bits: float) -> LazyString:
    """What a component does to the result, without a number."""
    return next((words for least, words in _WEIGHTS if bits >= least), _l("speaks strongly against it"))
