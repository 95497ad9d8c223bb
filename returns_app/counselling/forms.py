"""Forms of counselling: a session in under two minutes, a screening of the family, one protecting step."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms import languages
from returns_app.counselling import labels
from returns_app.counselling.rules import (
    INFORMATION_VERSIONS,
    Channel,
    Information,
    Interpreter,
    Outcome,
    ReferralKind,
    SafeguardKind,
    ScreeningEntry,
    SessionEntry,
    Severity,
    Topic,
    Vulnerability,
)
from returns_app.web.fields import (
    CarriedField,
    ChoiceField,
    DayField,
    LongTextField,
    RadioField,
    RowsField,
    TextField,
    TicksField,
    WholeNumberField,
    latest_today,
)
from returns_app.web.forms import Form, RowForm

Names = Sequence[tuple[UUID, str]]


class SessionForm(Form):
    """One talk."""

    held_on = DayField(_l("Day"), latest=latest_today, required=_l("Enter the day of the session."))
    minutes = WholeNumberField(_l("Minutes"), least=1, most=600)
    channel = RadioField(
        _l("Where"), choices=list(labels.CHANNELS.items()), coerce=Channel, required=_l("Choose where it took place.")
    )
    language = ChoiceField(_l("Language"), choices=languages, required=_l("Choose the language used."))
    interpreter = RadioField(
        _l("Interpreter"), choices=list(labels.INTERPRETERS.items()), coerce=Interpreter,
        required=_l("Choose whether somebody interpreted."),
    )  # fmt: skip
    information_version = ChoiceField(
        _l("Version of the checklist"), choices=[(one, one) for one in INFORMATION_VERSIONS],
        required=_l("Choose the version of the checklist."),
    )  # fmt: skip
    information = TicksField(_l("What was told"), choices=list(labels.INFORMATION.items()), coerce=Information)
    topics = TicksField(_l("What was talked about"), choices=list(labels.TOPICS.items()), coerce=Topic)
    declaring = TicksField(
        _l("Signed today: I return of my own will and can withdraw at any time"),
        hint=_l("Each adult signs for themselves. It is no consent to the use of data."),
    )
    outcome = RadioField(
        _l("How it ended"), choices=list(labels.OUTCOMES.items()), coerce=Outcome, required=_l("Choose how it ended.")
    )
    next_step = TextField(_l("Agreed next step"), max_length=200)
    next_on = DayField(_l("Until"))
    note = LongTextField(_l("Note"), rows=4)
    private_note = LongTextField(
        _l("Note for counsellors only"), rows=3, hint=_l("Not shown to approvers, partners or in the timeline.")
    )

    def __init__(self, adults: Names, **options: Any) -> None:
        """Those who can sign."""
        self._adults = [(str(person_id), name) for person_id, name in adults]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the adults before anything sent is compared with them."""
        self.declaring.choices = self._adults
        super().process(*args, **options)

    def entry(self) -> SessionEntry:
        """What was said."""
        assert self.held_on.data is not None  # noqa: S101  (required)
        return SessionEntry(
            self.held_on.data, self.channel.data, self.language.data, self.interpreter.data,
            tuple(self.topics.data), tuple(self.information.data), self.information_version.data, self.outcome.data,
            self.minutes.data, tuple(UUID(code) for code in self.declaring.data), self.next_step.data,
            self.next_on.data, self.note.data, self.private_note.data,
        )  # fmt: skip


class ScreeningRow(RowForm):
    """One member: what was found, or nothing."""

    person_id = CarriedField()
    categories = TicksField(
        _l("Found"), choices=list(labels.VULNERABILITIES.items()), coerce=Vulnerability,
        hint=_l("Leave empty when nothing was found: that is an answer too."),
    )  # fmt: skip
    severity = RadioField(_l("How much care is needed?"), choices=list(labels.SEVERITIES.items()), coerce=Severity)
    needs = LongTextField(_l("What is needed"), rows=2, max_length=2000)

    def entry(self) -> ScreeningEntry:
        """What was found."""
        return ScreeningEntry(
            UUID(str(self.person_id.data)), tuple(self.categories.data), self.severity.data, self.needs.data
        )


class ScreeningForm(Form):
    """The whole family at once."""

    members = RowsField(ScreeningRow, _l("Members"), least=0, most=25)

    def entries(self) -> list[ScreeningEntry]:
        """What was found about each."""
        return [row.form.entry() for row in self.members.entries]


class SafeguardForm(Form):
    """One protecting step."""

    kind = ChoiceField(
        _l("Step"), choices=list(labels.SAFEGUARDS.items()), coerce=SafeguardKind, required=_l("Choose the step.")
    )
    done_on = DayField(_l("Day"), latest=latest_today, required=_l("Enter the day."))
    text = LongTextField(_l("By whom, and with what result"), rows=2, required=_l("Say by whom and with what result."))


class ReferralForm(Form):
    """To whom somebody is sent on."""

    kind = ChoiceField(
        _l("To"), choices=list(labels.REFERRALS.items()), coerce=ReferralKind, required=_l("Choose to whom.")
    )
    text = LongTextField(_l("For what"), rows=2, max_length=1000, required=_l("Say for what."))
