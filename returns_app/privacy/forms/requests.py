"""Forms of the rights desk."""

from flask_babel import lazy_gettext as _l

from returns_app.privacy.labels import (
    CHANNEL_NAMES,
    EXTENSION_NAMES,
    GROUND_NAMES,
    IDENTITY_NAMES,
    KIND_NAMES,
    STATE_NAMES,
)
from returns_app.privacy.rules.requests import (
    Channel,
    ExtensionReason,
    Identity,
    RefusalGround,
    RequestEntry,
    RequestKind,
    RequestState,
    Verdict,
)
from returns_app.web.fields import (
    ChoiceField,
    DayField,
    LongTextField,
    RadioField,
    TextField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import Form


class RequestForm(Form):
    """Registering what somebody asked."""

    case_reference = TextField(
        _l("Reference of the case"), max_length=20, required=_l("Enter the reference of the case.")
    )
    member = WholeNumberField(
        _l("Which person of the family?"), least=1, most=99, hint=_l("1 is the first person on the page of the case."),
    )  # fmt: skip
    kind = RadioField(
        _l("What is asked?"), choices=list(KIND_NAMES.items()), coerce=RequestKind, required=_l("Choose what is asked.")
    )
    channel = ChoiceField(
        _l("How did it come in?"),
        choices=list(CHANNEL_NAMES.items()),
        coerce=Channel,
        required=_l("Choose how it came in."),
    )
    received_on = DayField(
        _l("Received on"), latest=latest_today, required=_l("Enter the day of receipt: the clock runs from it.")
    )
    asked = LongTextField(_l("In the person's own words"), max_length=4000)

    def entry(self) -> RequestEntry:
        """What was registered."""
        received_on = self.received_on.data
        assert received_on is not None  # noqa: S101  (the form asks for it)
        return RequestEntry(
            self.case_reference.data or "", self.member.data, self.kind.data, self.channel.data, received_on,
            self.asked.data or "",
        )  # fmt: skip


class IdentityForm(Form):
    """How the person was identified."""

    identity = RadioField(
        _l("How was the person identified?"), coerce=Identity, required=_l("Choose how the person was identified."),
        choices=[(code, name) for code, name in IDENTITY_NAMES.items() if code is not Identity.PENDING],
    )  # fmt: skip


class ExtensionForm(Form):
    """Why the clock is extended."""

    reason = RadioField(
        _l("Why are two more months needed?"), choices=list(EXTENSION_NAMES.items()), coerce=ExtensionReason,
        required=_l("Choose the reason."),
    )  # fmt: skip


class AnswerForm(Form):
    """How the request is answered."""

    state = RadioField(
        _l("Answer"), coerce=RequestState, required=_l("Choose the answer."),
        choices=[(code, name) for code, name in STATE_NAMES.items() if code is not RequestState.OPEN],
    )  # fmt: skip
    ground = ChoiceField(_l("Ground for refusing"), choices=list(GROUND_NAMES.items()), coerce=RefusalGround)
    words = LongTextField(_l("Words for the person"), max_length=4000)

    def verdict(self) -> Verdict:
        """What was decided."""
        return Verdict(self.state.data, self.ground.data, self.words.data or "")
