"""Filters of the case list; nothing here tells about a person, so they may stand in the address."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.labels import STAGE_NAMES
from returns_app.cases.queries import CaseFilter, CaseSort
from returns_app.cases.rules import Stage
from returns_app.web.fields import CarriedField, ChoiceField, CountryField, TickField
from returns_app.web.forms import FilterForm


class CaseFilterForm(FilterForm):
    """Which cases to show."""

    stage = ChoiceField(
        _l("Stage"), choices=[(stage.value, name) for stage, name in STAGE_NAMES.items()], coerce=Stage,
        placeholder=_l("All stages"),
    )  # fmt: skip
    country = CountryField(_l("Country of return"), placeholder=_l("All countries"))
    counsellor = OfferedField(_l("Counsellor"), coerce=UUID, placeholder=_l("Anyone"))
    mine = TickField(_l("Only mine"))
    sort = CarriedField()

    def wanted(self, account_id: UUID | None, *, page: int) -> CaseFilter:
        """The filter in words of the query; what can't be read filters nothing."""
        key = str(self.sort.data or "-changed")
        known = key.removeprefix("-") in set(CaseSort)
        return CaseFilter(
            stage=self.stage.data,
            country=self.country.data or "",
            counsellor_id=account_id if self.mine.data else self.counsellor.data,
            sort=CaseSort(key.removeprefix("-")) if known else CaseSort.CHANGED,
            descending=key.startswith("-") if known else True,
            page=page,
        )
