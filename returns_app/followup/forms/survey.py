"""The survey as a form, made of the version that is in force; and the form for no answer."""

from collections.abc import Iterator, Sequence
from typing import Any, cast
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.followup import labels
from returns_app.followup.rules import (
    Answers,
    HelpEntry,
    HelpKind,
    MissEntry,
    MissReason,
    Mode,
    Question,
    Respondent,
    SurveyEntry,
    Template,
    Whose,
)
from returns_app.web.fields import (
    Answer,
    DayField,
    LongTextField,
    RadioField,
    TickField,
    TicksField,
    VersionField,
    latest_today,
)
from returns_app.web.forms import Form
from returns_app.web.i18n import page_locale

QUESTION = "q_"


class SurveyForm(Form):
    """When, how and by whom it was asked; the questions are added from the version in force."""

    version = VersionField()
    held_on = DayField(_l("Day of the survey"), latest=latest_today, required=_l("Enter the day of the survey."))
    mode = RadioField(
        _l("How did you ask?"), choices=list(labels.MODES.items()), coerce=Mode, required=_l("Choose how you asked.")
    )
    respondent = RadioField(
        _l("Who answered?"), choices=list(labels.RESPONDENTS.items()), coerce=Respondent,
        required=_l("Choose who answered."),
    )  # fmt: skip
    is_independent = TickField(
        _l("I ask on behalf of somebody independent: I don't give this person support"),
        hint=_l("Answers are freer when somebody else asks than the one who helps."),
    )
    help_kinds = TicksField(
        _l("Is help needed?"), choices=list(labels.HELP_KINDS.items()), coerce=HelpKind,
        hint=_l("Tick what you saw yourself. Some answers above make a task without a tick."),
    )  # fmt: skip
    whose = RadioField(_l("Who sees to it?"), choices=list(labels.WHOSE.items()), coerce=Whose)
    help_text = LongTextField(_l("What is needed, in words"), rows=2, max_length=1000)
    note = LongTextField(_l("Note about the talk"), rows=3, max_length=2000)

    def asked(self, questions: Sequence[Question]) -> Iterator[Answer]:
        """The fields of some questions in their order."""
        return (cast("Answer", self[f"{QUESTION}{one.code}"]) for one in questions)

    def entry(self) -> SurveyEntry:
        """What was answered; a question without an answer is left out."""
        assert self.held_on.data is not None  # noqa: S101  (required)
        asked = (one for one in self if isinstance(one, RadioField) and one.name.startswith(QUESTION))
        given = {one.name.removeprefix(QUESTION): tuple(one.codes()) for one in asked if one.codes()}
        said = HelpEntry(tuple(self.help_kinds.data), self.whose.data, self.help_text.data)
        return SurveyEntry(
            UUID(self.request_key.data), self.version.data, self.held_on.data, self.mode.data, self.respondent.data,
            self.is_independent.data, given, self.note.data, said,
        )  # fmt: skip


def survey_form(template: Template, answers: Answers | None = None, **options: Any) -> SurveyForm:
    """The form of one version in the reader's language, with the answers given before."""
    fields = {f"{QUESTION}{one.code}": _field(template, one) for one in template.questions}
    made: type[SurveyForm] = type("VersionSurveyForm", (SurveyForm,), fields)
    if answers is not None:
        many = {one.code for one in template.questions if one.is_many}
        known = {f"{QUESTION}{code}": list(one) if code in many else one[0] for code, one in answers.items() if one}
        options["data"] = {**options.get("data", {}), **known}
    return made(**options)


def _field(template: Template, question: Question) -> RadioField:
    language = page_locale().language
    choices = [(code, template.word(language, "answers", code)) for code in question.answers]
    words = template.word(language, "questions", question.code)
    if question.is_many:
        return TicksField(words, choices=choices)
    missing = [(code.value, name) for code, name in labels.MISSING_NAMES.items()]
    return RadioField(words, choices=[*choices, *missing])


class MissForm(Form):
    """Nobody answered."""

    version = VersionField()
    tried_on = DayField(_l("Day of the last try"), latest=latest_today, required=_l("Enter the day of the last try."))
    reason = RadioField(
        _l("Why is there no answer?"), choices=list(labels.MISS_REASONS.items()), coerce=MissReason,
        required=_l("Choose why there is no answer."),
    )  # fmt: skip
    note = LongTextField(_l("What you tried"), rows=3, max_length=1000)

    def entry(self) -> MissEntry:
        """What was said."""
        assert self.tried_on.data is not None  # noqa: S101  (required)
        return MissEntry(self.version.data, self.tried_on.data, self.reason.data, self.note.data)
