"""A notice about personal data was given."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.db.unit_of_work import today
from returns_app.letters.labels import WAYS
from returns_app.letters.rules import Way
from returns_app.privacy.rules.notices import NoticeGiving, current_version, languages, versions
from returns_app.web.fields import ChoiceField, DayField, RadioField, TicksField, latest_today
from returns_app.web.forms import Form
from returns_app.web.i18n import language_name


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in languages(current_version(today()).code)]


class NoticeForm(Form):
    """Who was given which notice, when and how."""

    people = TicksField(_l("Who was given the notice"), coerce=UUID, required=_l("Tick who was given the notice."))
    version = ChoiceField(
        _l("Version of the notice"), choices=lambda: [(one.code, one.code) for one in versions()],
        required=_l("Choose the version."),
    )  # fmt: skip
    language = ChoiceField(_l("Language of the notice"), choices=_languages, required=_l("Choose the language."))
    given_on = DayField(
        _l("Given on"), latest=latest_today, required=_l("Enter the day on which the notice was given.")
    )
    way = RadioField(
        _l("How"), choices=[(way, label) for way, label in WAYS.items()], coerce=Way,
        required=_l("Choose how it was handed over."),
    )  # fmt: skip

    def giving(self) -> NoticeGiving:
        """What was said."""
        assert self.given_on.data is not None  # noqa: S101  (required)
        return NoticeGiving(
            UUID(self.request_key.data), tuple(self.people.data), self.version.data, self.language.data,
            self.given_on.data, self.way.data,
        )  # fmt: skip
