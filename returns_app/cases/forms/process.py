"""Forms of standstills and hand-overs."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.labels import DECLINE_REASONS, PAUSE_KINDS, PAUSE_REASONS
from returns_app.cases.rules import DeclineReason, PauseEntry, PauseKind, PauseReason
from returns_app.web.fields import ChoiceField, DayField, LongTextField, RadioField
from returns_app.web.forms import Form


class PauseForm(Form):
    """Why a case stands still, and when somebody looks again."""

    kind = RadioField(
        _l("What kind of standstill?"), choices=list(PAUSE_KINDS.items()), coerce=PauseKind,
        required=_l("Choose on hold or suspended."),
        hint=_l("On hold: before departure, the clocks stop. Suspended: by an approver, payments stop too."),
    )  # fmt: skip
    reason = ChoiceField(
        _l("Reason"), choices=list(PAUSE_REASONS.items()), coerce=PauseReason, required=_l("Choose the reason.")
    )
    review_on = DayField(_l("Look again on"), required=_l("Enter the day on which somebody looks again."))
    text = LongTextField(_l("Explanation"), rows=3, hint=_l("Needed for a suspension. Kept encrypted with the case."))

    def entry(self) -> PauseEntry:
        """What was said."""
        assert self.review_on.data is not None  # noqa: S101  (required)
        return PauseEntry(self.kind.data, self.reason.data, self.review_on.data, self.text.data)


class OfferForm(Form):
    """To whom a case is offered."""

    to_id = OfferedField(_l("Colleague"), coerce=UUID, required=_l("Choose a colleague."))
    note = LongTextField(_l("What they should know"), rows=3, hint=_l("They read it before they answer. No names."))


class DeclineForm(Form):
    """Why somebody does not take a case over."""

    reason = RadioField(
        _l("Why not?"), choices=list(DECLINE_REASONS.items()), coerce=DeclineReason, required=_l("Choose the reason.")
    )
