"""Forms of letters: in which language, and when it was handed over."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.letters.labels import WAYS
from returns_app.letters.rules import Serving, Way, all_texts
from returns_app.web.fields import ChoiceField, DayField, RadioField, latest_today
from returns_app.web.forms import FilterForm, Form


def _languages() -> list[tuple[str, str]]:
    return [(texts.code, texts.name) for texts in all_texts().values()]


class LanguageForm(FilterForm):
    """The language beside the official one."""

    language = ChoiceField(_l("Language of the person"), choices=_languages)


class ServingForm(Form):
    """The letter was handed over."""

    language = ChoiceField(_l("Language of the letter"), choices=_languages, required=_l("Choose the language."))
    served_on = DayField(
        _l("Handed over on"), latest=latest_today, required=_l("Enter the day on which it was handed over.")
    )
    way = RadioField(
        _l("How"), choices=[(way, label) for way, label in WAYS.items()], coerce=Way,
        required=_l("Choose how it was handed over."),
    )  # fmt: skip

    def serving(self) -> Serving:
        """What was said."""
        assert self.served_on.data is not None  # noqa: S101  (required)
        return Serving(UUID(self.request_key.data), self.served_on.data, self.way.data, self.language.data)
