"""What the person is told, in the person's language and the authority's, as words for a page and as a PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from babel import Locale
from flask_babel import force_locale
from flask_babel import gettext as _

from returns_app.checks.panel import month_in_words, state_in_words
from returns_app.review.queries import CaseSide, Notice, ReviewOfCase
from returns_app.web.documents import set_pdf
from returns_app.web.filters import day
from returns_app.web.i18n import CODES

TEMPLATE = Path(__file__).parent.parent / "typst" / "notice.typ"
STATE_LANGUAGES = {"NL": "nl", "BE": "fr", "FR": "fr", "LU": "fr"}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice in one language."""

    code: str
    rtl: bool
    title: str
    reference: str
    paragraphs: Sequence[str]


def notice_texts(notice: Notice, review: ReviewOfCase, side: CaseSide) -> list[NoticeText]:
    """The person's language first; where we do not write it, English stands for it and an interpreter reads it out."""
    own = notice.language if notice.language in CODES else "en"
    wanted = dict.fromkeys((own, STATE_LANGUAGES.get(review.member_state, "en")))
    return [_text(code, notice, review, side) for code in wanted]


def notice_pdf(notice: Notice, review: ReviewOfCase, side: CaseSide, at: datetime) -> bytes:
    """The same on paper."""
    texts = [asdict(one) for one in notice_texts(notice, review, side)]
    return set_pdf(TEMPLATE, {"sender": side.case.organisation.name, "texts": texts}, at=at)


def _text(code: str, notice: Notice, review: ReviewOfCase, side: CaseSide) -> NoticeText:
    with force_locale(code):
        where = {"state": state_in_words(review.other_state), "month": month_in_words(review.other_month)}
        paragraphs = (
            _("We compared your application with what the member states know."),
            _(
                "Two people who worked independently of each other found that support for this same return "
                "was asked for before: %(state)s, %(month)s.",
                **where,
            ),
            _("Nothing has changed for you. Counselling, shelter and support go on. No decision has been taken."),
            _(
                "You can tell us your side until %(day)s: to your counsellor, in writing, or through a lawyer. "
                "Bring what shows how it was.",
                day=day(notice.due_on),
            ),
            _("After that a person decides, not a computer. You get the decision in writing, with reasons."),
            _("You may object to the decision. It says how, and until when."),
            _("You may see what we hold about you and have mistakes corrected. Ask your counsellor."),
        )
        title = _("About your application: please tell us what happened")
        return NoticeText(
            code, Locale.parse(code).text_direction == "rtl", title,
            _("Our reference: %(case)s, %(review)s", case=side.case.reference, review=review.reference), paragraphs,
        )  # fmt: skip
