"""Forms of travel documents: how one begins, and its next step."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.travel import labels
from returns_app.travel.rules import (
    AskedBy,
    DocumentEntry,
    DocumentKind,
    DocumentState,
    DocumentStep,
    Framework,
    Ground,
)
from returns_app.web.fields import ChoiceField, DayField, RadioField, TextField, VersionField
from returns_app.web.forms import Form

Names = Sequence[tuple[UUID, str]]
KINDS = [(code, label) for code, label in labels.DOCUMENT_KINDS.items() if code is not DocumentKind.NONE]
VALIDITY = _l("Only for a document that is there.")


class DocumentForm(Form):
    """A document of one person: there already, asked for, or not needed."""

    person = ChoiceField(_l("Person"), coerce=UUID, required=_l("Choose the person."))
    state = RadioField(
        _l("Where it stands"), choices=list(labels.BEGINNINGS.items()), coerce=DocumentState,
        required=_l("Choose where it stands."),
    )  # fmt: skip
    kind = ChoiceField(_l("Document"), choices=KINDS, coerce=DocumentKind, hint=_l("Unless none is needed."))
    on = DayField(_l("Since"), required=_l("Enter the day."))
    number = TextField(_l("Number"), max_length=40, hint=_l("Kept encrypted."))
    valid_until = DayField(_l("Valid until"), hint=VALIDITY)
    authority = TextField(
        _l("Authority that is asked"), max_length=120, hint=_l("Only for a request, such as the embassy in Brussels.")
    )
    asked_by = RadioField(_l("Who asks"), choices=list(labels.ASKED_BY.items()), coerce=AskedBy)
    framework = ChoiceField(
        _l("Under which agreement"), choices=list(labels.FRAMEWORKS.items()), coerce=Framework,
        hint=_l("Only for a request of the authority."),
    )  # fmt: skip
    ground = ChoiceField(_l("Why none is needed"), choices=list(labels.GROUNDS.items()), coerce=Ground)

    def __init__(self, names: Names, **options: Any) -> None:
        """Those who travel."""
        self._names = [(str(person_id), name) for person_id, name in names]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the travellers before anything sent is compared with them."""
        self.person.choices = self._names
        super().process(*args, **options)

    def entry(self) -> DocumentEntry:
        """What was said."""
        assert self.on.data is not None  # noqa: S101  (required)
        is_none = self.state.data is DocumentState.NOT_NEEDED
        return DocumentEntry(
            self.person.data, DocumentKind.NONE if is_none else self.kind.data or DocumentKind.NONE, self.state.data,
            self.on.data, UUID(self.request_key.data), self.authority.data, self.framework.data or Framework.NONE,
            self.asked_by.data or AskedBy.PERSON, self.ground.data, self.number.data, self.valid_until.data,
        )  # fmt: skip


class DocumentStepForm(Form):
    """The next step of a document."""

    version = VersionField()
    state = RadioField(_l("Next step"), coerce=DocumentState, required=_l("Choose the next step."))
    on = DayField(
        _l("Day"), required=_l("Enter the day."), hint=_l("For a planned interview, the day on which it will be.")
    )
    number = TextField(_l("Number"), max_length=40, hint=_l("Kept encrypted."))
    valid_until = DayField(_l("Valid until"), hint=_l("Only when it was issued."))

    def __init__(self, following: Sequence[DocumentState], **options: Any) -> None:
        """The steps that may follow."""
        self._following = [(state, labels.DOCUMENT_STATES[state]) for state in following]
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Offer the steps before what was sent is compared with them."""
        self.state.choices = self._following
        super().process(*args, **options)

    def entry(self) -> DocumentStep:
        """What was said."""
        assert self.on.data is not None  # noqa: S101  (required)
        return DocumentStep(self.state.data, self.on.data, self.number.data, self.valid_until.data)
