"""Forms of the work: how one hears of notices."""

from flask_babel import lazy_gettext as _l

from returns_app.web.fields import RadioField
from returns_app.web.forms import Form
from returns_app.work.labels import MAIL_MODES
from returns_app.work.rules import MailMode


class MailForm(Form):
    """How often an e-mail comes."""

    mode = RadioField(
        _l("Tell me by e-mail that there are notices"), choices=[(mode, label) for mode, label in MAIL_MODES.items()],
        coerce=MailMode, required=_l("Choose how often."),
    )  # fmt: skip
