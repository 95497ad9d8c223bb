"""Forms of safeguards."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.accounts.queries import list_organisations
from returns_app.accounts.rules import TransferBasis
from returns_app.db.session import db
from returns_app.safeguards.labels import BASIS_NAMES, ROLE_NAMES
from returns_app.safeguards.rules import RecipientRole, RegisterEntry, RegisterLine
from returns_app.web.fields import ChoiceField, DayField, LongTextField, RadioField, TextField
from returns_app.web.fields.base import Words
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor


def offered() -> list[tuple[str, Words]]:
    """Every other organisation that is open."""
    own = current_actor().organisation_id
    others = (one for one in list_organisations(db.session()) if one.id != own and one.closed_at is None)
    return [(str(one.id), one.name) for one in others]


class RecipientForm(Form):
    """One line of the register of recipients."""

    organisation_id = ChoiceField(
        _l("Organisation"), choices=offered, coerce=UUID, required=_l("Choose the organisation."),
    )  # fmt: skip
    role = RadioField(
        _l("In what capacity does it receive?"), choices=list(ROLE_NAMES.items()), coerce=RecipientRole,
        required=_l("Choose the capacity."),
    )  # fmt: skip
    basis = ChoiceField(
        _l("Ground for sending data outside the Union (GDPR chapter V)"), choices=list(BASIS_NAMES.items()),
        coerce=TransferBasis, required=_l("Choose the ground."),
    )  # fmt: skip
    contract = TextField(_l("Contract or arrangement"), hint=_l("Number and date; a processor can't do without."))
    safeguards = LongTextField(_l("Additional safeguards"), max_length=1000)
    valid_from = DayField(_l("In force from"), required=_l("Enter the first day."), latest=None)
    valid_until = DayField(_l("Until"), latest=None)

    def entry(self) -> RegisterEntry:
        """What was recorded."""
        first = self.valid_from.data
        assert first is not None  # noqa: S101  (the form asks for it)
        line = RegisterLine(self.role.data, self.basis.data, self.contract.data or "", first, self.valid_until.data)
        return RegisterEntry(self.organisation_id.data, line, self.safeguards.data or "")
