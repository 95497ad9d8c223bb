"""Many cases to another counsellor."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.service.reassigning import Reassignment
from returns_app.exports.forms import ExportForm
from returns_app.web.fields import LongTextField, TicksField
from returns_app.web.forms import Form


class CaseExportForm(ExportForm):
    """The list of cases as a file."""


class ReassignForm(Form):
    """Which cases, to whom, why."""

    case_ids = TicksField(_l("Cases"), coerce=UUID, required=_l("Tick at least one case."))
    counsellor_id = OfferedField(_l("To which counsellor"), coerce=UUID, required=_l("Choose a counsellor."))
    reason = LongTextField(
        _l("Why"),
        rows=2,
        required=_l("Say why."),
        hint=_l("At least 10 characters. It stands in the timeline of each case."),
    )

    def said(self) -> Reassignment:
        """What was said."""
        return Reassignment(tuple(self.case_ids.data), self.counsellor_id.data, self.reason.data)
