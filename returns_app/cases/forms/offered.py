"""A choice among what the page brings along: the list is set after the form was read."""

# ruff: noqa: ANN401  (a choice may be a code or an id)

from typing import Any

from flask_babel import gettext as _

from returns_app.web.fields import ChoiceField


class OfferedField(ChoiceField):
    """Takes any code that can be read; the service refuses one that is not on the list."""

    def accept(self, code: str) -> Any:
        """The code as a value."""
        try:
            return self.coerce(code[:100])
        except ValueError:
            raise ValueError(_("Choose one of the listed answers.")) from None
