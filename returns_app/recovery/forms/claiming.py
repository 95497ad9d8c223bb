"""Forms of a claim: what is asked back of which line, the hearing, the answer, yes and no."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.core.money import ZERO
from returns_app.decisions.rules import Reply
from returns_app.recovery.labels import GROUNDS, STATES, WAYS
from returns_app.recovery.rules import Answer, Claimable, ClaimEntry, ClaimState, Hearing, RecoveryGround
from returns_app.support.labels import FUNDING_NAMES
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    MoneyField,
    RadioField,
    VersionField,
    latest_today,
)
from returns_app.web.forms import FilterForm, Form

LINE = "line_"


class ClaimForm(Form):
    """Which support is asked back and why; the amounts of the lines are added for each case."""

    ground = RadioField(
        _l("Reason"), choices=[(code, label) for code, label in GROUNDS.items()], coerce=RecoveryGround,
        required=_l("Choose the reason."),
    )  # fmt: skip
    happened_on = DayField(
        _l("Since when"), latest=latest_today,
        hint=_l("The day on which the person came back, or on which the fact was found. Needed for a return."),
    )  # fmt: skip
    explanation = LongTextField(
        _l("Explanation"), rows=4, required=_l("Explain it in at least 20 characters."),
        hint=_l("It stands in the letter: write it in the official language, in words the person understands."),
    )  # fmt: skip

    @property
    def amounts(self) -> list[MoneyField]:
        """The amounts, one for each plan line."""
        return [field for field in self if isinstance(field, MoneyField)]

    def entry(self) -> ClaimEntry:
        """What was said."""
        lines = {UUID(hex=field.name.removeprefix(LINE)): field.data or ZERO for field in self.amounts}
        return ClaimEntry(
            UUID(self.request_key.data), self.ground.data, self.explanation.data, lines, self.happened_on.data
        )


def claim_form(lines: Sequence[Claimable]) -> ClaimForm:
    """The form for the lines of one case."""
    fields = {f"{LINE}{one.line_id.hex}": _amount(one) for one in lines}
    made: type[ClaimForm] = type("CaseClaimForm", (ClaimForm,), fields)
    return made()


def _amount(line: Claimable) -> MoneyField:
    hint = _l("At most %(left)s €, paid by: %(fund)s", left=line.left, fund=FUNDING_NAMES[line.fund])
    return MoneyField(line.item, least=Decimal("0.00"), hint=hint)


class HearingForm(Form):
    """The letter about what is intended came to the person."""

    version = VersionField()
    served_on = DayField(
        _l("Handed over on"), latest=latest_today, required=_l("Enter the day on which it was handed over.")
    )
    way = RadioField(
        _l("How"), choices=list(WAYS.items()), coerce=str, required=_l("Choose how it was handed over.")
    )  # fmt: skip

    def hearing(self, language: str) -> Hearing:
        """What was said."""
        assert self.served_on.data is not None  # noqa: S101  (required)
        key = UUID(self.request_key.data)
        return Hearing(key, self.version.data, self.served_on.data, self.way.data, language)


class AnswerForm(Form):
    """What the person said."""

    version = VersionField()
    answered_on = DayField(_l("Answered on"), latest=latest_today, required=_l("Enter the day of the answer."))
    text = LongTextField(_l("What the person said"), rows=4, required=_l("Write down what the person said."))

    def answer(self) -> Answer:
        """What was said."""
        day = self.answered_on.data
        assert isinstance(day, date)  # noqa: S101  (required)
        return Answer(UUID(self.request_key.data), self.version.data, self.text.data, day)


class ReplyForm(Form):
    """Yes to a proposal, on the version that was read."""

    version = VersionField()

    def reply(self) -> Reply:
        """What was said."""
        return Reply(UUID(self.request_key.data), self.version.data)


class DecliningForm(Form):
    """No to a proposal, with words."""

    version = VersionField()
    explanation = LongTextField(
        _l("Why not?"), rows=3, required=_l("Explain it in at least 20 characters."),
        hint=_l("Your colleague reads it; the person does not."),
    )  # fmt: skip

    def reply(self) -> Reply:
        """What was said."""
        return Reply(UUID(self.request_key.data), self.version.data, self.explanation.data)


class ClaimFilter(FilterForm):
    """Which claims to list."""

    state = ChoiceField(
        _l("Where it stands"), choices=[(state.value, label) for state, (_tone, label) in STATES.items()], coerce=ClaimState,
        placeholder=_l("All claims"),
    )  # fmt: skip
