"""What several pages of follow-up show: whose survey it is, a score with all that has to stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from returns_app.cases.page import owns
from returns_app.followup import labels
from returns_app.followup.queries import Case, Round, Sheet
from returns_app.followup.rules import (
    Missing,
    Part,
    Question,
    Rate,
    SurveyMoment,
    Template,
    band_of,
    hundredths,
    template_of,
)
from returns_app.people.display import display_name
from returns_app.web.i18n import page_locale
from returns_app.web.routing import current_actor


@dataclass(frozen=True, slots=True)
class ShownScore:
    """A score never stands alone: how many questions it rests on, how many people answered, how far to trust it."""

    value: str
    answered: str
    rate: str
    band: tuple[str, object] | None
    is_verified: bool
    parts: tuple[tuple[object, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question and what was answered, in words."""

    question: str
    answer: str
    is_missing: bool


def names_of(case: Case) -> dict[UUID, str]:
    """Members by id; somebody protected has no name for another organisation."""
    hidden = set() if owns(current_actor(), case) else {m.person_id for m in case.members if m.person.is_protected}
    shown = {member.person_id: display_name(member.person) or _("Name not known") for member in case.members}
    return shown | dict.fromkeys(hidden, _("Protected person"))


def shown_scores(
    rounds: list[Round], sheets: Mapping[UUID, Sheet], rates: Mapping[SurveyMoment, Rate]
) -> dict[UUID, ShownScore]:
    """Round -> its score, for those who answered."""
    return {one.id: shown_score(sheets[one.id], rates[one.moment]) for one in rounds if one.id in sheets}


def shown_score(sheet: Sheet, rate: Rate) -> ShownScore:
    """A score with everything that belongs beside it."""
    template, result = template_of(sheet.template), sheet.result
    band = labels.BANDS[band_of(template, result.value)] if result.value is not None else None
    return ShownScore(
        labels.score_words(hundredths(result.value)), labels.answered_words(result.answered, result.asked),
        labels.rate_words(rate), band, template.verified, tuple(_shown_part(part) for part in result.parts),
    )  # fmt: skip


def shown_answers(sheet: Sheet) -> dict[str, list[ShownAnswer]]:
    """Dimension -> its questions with what was answered."""
    template = template_of(sheet.template)
    return {
        dimension: [_shown_answer(template, one, sheet.given.get(one.code, ())) for one in template.of(dimension)]
        for dimension in template.dimensions
    }


def _shown_part(part: Part) -> tuple[object, str, str]:
    name = labels.DIMENSIONS.get(part.dimension, part.dimension)
    return name, labels.score_words(hundredths(part.value)), labels.answered_words(part.answered, part.asked)


def _shown_answer(template: Template, question: Question, given: tuple[str, ...]) -> ShownAnswer:
    language = page_locale().language
    missing = {code.value: str(name) for code, name in labels.MISSING_NAMES.items()}
    words = [missing.get(code) or template.word(language, "answers", code) for code in given]
    is_missing = not given or any(code in {one.value for one in Missing} for code in given)
    return ShownAnswer(
        template.word(language, "questions", question.code), _(", ").join(words) or _("Not answered"), is_missing
    )
