"""Forms of reviews: which pairs to list, what a reviewer says, what the person answered."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.rules import NOTICE_LANGUAGES
from returns_app.review import labels
from returns_app.review.queries import PairFilter
from returns_app.review.rules import MissingFact, Opinion, PairVerdict, ReviewState, StayOut
from returns_app.review.service.hearing import PersonsAnswer
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    RadioField,
    TickField,
    TicksField,
    VersionField,
    latest_today,
)
from returns_app.web.forms import FilterForm, Form
from returns_app.web.i18n import language_name

BANDS = [(code, labels.BANDS[code]) for code in ("strong", "possible")]
AGES = (("3", _l("3 days or more")), ("7", _l("7 days or more")), ("14", _l("14 days or more")))


class PairFilterForm(FilterForm):
    """Which pairs to list."""

    state = ChoiceField(
        _l("State"), choices=list(labels.STATE_NAMES.items()), coerce=ReviewState, placeholder=_l("Every state")
    )
    band = ChoiceField(_l("Band"), choices=BANDS, placeholder=_l("Every band"))
    age = ChoiceField(_l("Waiting for"), choices=list(AGES), placeholder=_l("Any time"))
    protected = TickField(_l("Protected only"))
    every = TickField(_l("Also those of others"))

    def wanted(self) -> PairFilter:
        """The filter in force."""
        age = int(self.age.data) if self.age.data else 0
        mine = not self.every.data and self.state.data is None
        return PairFilter(self.state.data, self.band.data or "", self.protected.data, age, mine)


class VerdictForm(Form):
    """What a reviewer says of a pair; nothing is chosen beforehand."""

    round = VersionField()
    facts = VersionField()
    verdict = RadioField(
        _l("Verdict"), choices=list(labels.VERDICTS.items()), coerce=PairVerdict, required=_l("Choose a verdict.")
    )
    missing = TicksField(
        _l("If you cannot tell: what is missing?"), choices=list(labels.MISSING.items()), coerce=MissingFact
    )
    reason = LongTextField(
        _l("Reason"), rows=3, required=_l("Say why: the adjudicator and the person may read it."),
        hint=_l("At least 20 characters. No names: they stand in the file."),
    )  # fmt: skip

    def opinion(self) -> Opinion:
        """What was said."""
        return Opinion(
            UUID(self.request_key.data), self.round.data, self.facts.data, self.verdict.data, self.reason.data,
            tuple(self.missing.data),
        )  # fmt: skip


class StandAsideForm(Form):
    """Give a pair to somebody else."""

    why = ChoiceField(_l("Why"), choices=list(labels.STAY_OUT.items()), coerce=StayOut, required=_l("Choose why."))


class UnlinkForm(Form):
    """Take a link away."""

    why_unlinked = LongTextField(
        _l("Reason"),
        rows=3,
        required=_l("Say why the two files are not one person."),
        hint=_l("At least 20 characters."),
    )


class AnswerForm(Form):
    """What the person answered."""

    text = LongTextField(
        _l("What the person says"), rows=3, max_length=2000, required=_l("Write down what the person answered."),
        hint=_l("Ask openly and without blame: “Did you ask for help with returning before, here or in another country?”"),
    )  # fmt: skip
    answered_on = DayField(_l("Day"), required=_l("Enter the day of the answer."), latest=latest_today)
    language = ChoiceField(
        _l("Language"), choices=lambda: sorted((code, language_name(code)) for code in NOTICE_LANGUAGES),
        required=_l("Choose the language that was spoken."),
    )  # fmt: skip
    interpreter = TickField(_l("With an interpreter"))

    def answer(self) -> PersonsAnswer:
        """What was written down."""
        assert self.answered_on.data is not None  # noqa: S101  (the form requires it)
        return PersonsAnswer(self.text.data, self.answered_on.data, self.language.data, self.interpreter.data)
