"""Forms of signing in and of accounts."""

from flask_babel import lazy_gettext as _l

from returns_app.accounts.service import AccountEntry
from returns_app.core.permissions import Role
from returns_app.web.fields import EmailField, RadioField, SecretField, TextField, TickField, TicksField
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.forms import Form
from returns_app.web.i18n import LANGUAGES


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_l("E-mail address"), required=_l("Enter your e-mail address."), max_length=254)
    password = SecretField(_l("Password"), required=_l("Enter your password."))


class PasswordForm(Form):
    """A first or new password."""

    password = SecretField(
        _l("New password"), required=_l("Enter a password."), hint=_l("At least 15 characters. A sentence works well.")
    )


class AccountForm(Form):
    """Who may sign in, and as what."""

    email = EmailField(_l("E-mail address"), required=_l("Enter the e-mail address."), max_length=254)
    name = TextField(_l("Name"), required=_l("Enter the name."), max_length=120)
    roles = TicksField(
        _l("Roles"),
        choices=[(role.value, label) for role, label in ROLE_NAMES.items()],
        required=_l("Choose at least one role."),
    )
    locale = RadioField(_l("Language"), choices=LANGUAGES, required=_l("Choose a language."))
    is_active = TickField(_l("May sign in"))

    def entry(self) -> AccountEntry:
        """What the administrator says."""
        return AccountEntry(
            self.email.data, self.name.data, tuple(Role(role) for role in self.roles.data), self.locale.data
        )
