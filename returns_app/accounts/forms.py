"""Forms of signing in and of accounts."""

from flask_babel import lazy_gettext as _l

from returns_app.accounts.labels import PROPOSAL_NAMES
from returns_app.accounts.rules import KEY_KINDS, ProposalKind
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
    code = TextField(
        _l("Code of the other administrator"), max_length=40,
        hint=_l("Only administrators have one: one administrator gave you the link, another one this code."),
    )  # fmt: skip


class ReasonForm(Form):
    """Why a second person should confirm something."""

    reason = TextField(_l("Why"), required=_l("Say why. The second person decides by it."), max_length=500)


class KeyForm(ReasonForm):
    """Which keys are to be changed, and why."""

    kind = RadioField(
        _l("What is to be changed"), choices=[(kind.value, PROPOSAL_NAMES[kind]) for kind in ProposalKind if kind in KEY_KINDS],
        required=_l("Choose what is to be changed."),
    )  # fmt: skip


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
