"""Forms of decisions: yes with a reason where one is asked, no with reasons, and changes that somebody proposes."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.db.unit_of_work import today
from returns_app.decisions.labels import CHANGE_REASONS, COMPONENTS, REFUSAL_REASONS
from returns_app.decisions.rules import (
    REASONS_OF,
    Approval,
    ChangeEntry,
    ChangeReason,
    DecisionKind,
    Refusal,
    RefusalReason,
    Reply,
)
from returns_app.support.rules import Component
from returns_app.web.fields import DayField, LongTextField, MoneyField, RadioField, TicksField, VersionField
from returns_app.web.forms import Form


class ApprovalForm(Form):
    """Approve and reserve."""

    version = VersionField()
    motivation = LongTextField(
        _l("Your reason"), rows=3, hint=_l("At least 20 characters. It is kept with the decision.")
    )

    def answer(self) -> Approval:
        """What was said."""
        return Approval(UUID(self.request_key.data), self.version.data, self.motivation.data)


class VersionForm(Form):
    """A button about a record as it was read."""

    version = VersionField()


class RefusalForm(Form):
    """Refuse with reasons."""

    version = VersionField()
    reasons = TicksField(
        _l("Reasons"), choices=[(code, label) for code, label in REFUSAL_REASONS.items()], coerce=RefusalReason,
        required=_l("Choose at least one reason."),
    )  # fmt: skip
    explanation = LongTextField(
        _l("Explanation"), rows=4, required=_l("Explain the refusal in at least 20 characters."),
        hint=_l("In words that can be told to the person; at least 20 characters."),
    )  # fmt: skip

    def answer(self) -> Refusal:
        """What was said."""
        return Refusal(UUID(self.request_key.data), self.version.data, tuple(self.reasons.data), self.explanation.data)


def _tomorrow() -> date:
    return today() + timedelta(days=1)


def _reasons(kind: DecisionKind) -> TicksField:
    return TicksField(
        _l("Reasons"), choices=[(code, CHANGE_REASONS[code]) for code in REASONS_OF[kind]], coerce=ChangeReason,
        required=_l("Choose at least one reason."),
    )  # fmt: skip


def _words() -> LongTextField:
    return LongTextField(
        _l("Explanation"), rows=4, required=_l("Explain it in at least 20 characters."),
        hint=_l("It stands in the letter: write it in the official language, in words the person understands."),
    )  # fmt: skip


class ChangeForm(Form):
    """What every proposal says."""

    kind: DecisionKind

    def entry(self) -> ChangeEntry:
        """What was said."""
        cuts = {self["component"].data: self["amount"].data} if "component" in self else None
        until = self["until"].data if "until" in self else None
        key, reasons, words = UUID(self.request_key.data), tuple(self["reasons"].data), self["explanation"].data
        return ChangeEntry(self.kind, key, reasons, words, cuts, until)


class ReductionForm(ChangeForm):
    """Lower what was granted."""

    kind = DecisionKind.REDUCE
    component = RadioField(
        _l("Which part"), choices=[(Component(code), label) for code, label in COMPONENTS.items()], coerce=Component,
        required=_l("Choose which part is lowered."),
    )  # fmt: skip
    amount = MoneyField(_l("Lower by"), least=Decimal("0.01"), required=_l("Enter by how much."))
    reasons = _reasons(DecisionKind.REDUCE)
    explanation = _words()


class RevocationForm(ChangeForm):
    """End what is left."""

    kind = DecisionKind.REVOKE
    reasons = _reasons(DecisionKind.REVOKE)
    explanation = _words()


class SuspensionForm(ChangeForm):
    """Let support stand still."""

    kind = DecisionKind.SUSPEND
    until = DayField(
        _l("Look again on"), earliest=_tomorrow, required=_l("Enter the day on which somebody looks again.")
    )
    reasons = _reasons(DecisionKind.SUSPEND)
    explanation = _words()


class LengtheningForm(ChangeForm):
    """Give more time."""

    kind = DecisionKind.EXTEND
    until = DayField(_l("Support can be used until"), earliest=_tomorrow, required=_l("Enter the new last day."))
    reasons = _reasons(DecisionKind.EXTEND)
    explanation = _words()


CHANGE_FORMS: dict[DecisionKind, type[ChangeForm]] = {
    form.kind: form for form in (ReductionForm, RevocationForm, SuspensionForm, LengtheningForm)
}


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
