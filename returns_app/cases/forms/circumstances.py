"""Circumstances as questions: everything may be left open, nothing is guessed."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from returns_app.cases.labels import CIRCUMSTANCES, COUNTRY_BASES, HOW_HEARD, LEGAL_STATUSES, QUESTIONS
from returns_app.cases.rules import (
    ANSWERS,
    DAYS,
    NO_COUNTRY,
    Circumstances,
    CountryBasis,
    HowHeard,
    LegalStatus,
)
from returns_app.core.countries import country_names
from returns_app.web.fields import ChoiceField, DayField, RadioField, VersionField
from returns_app.web.forms import Form
from returns_app.web.i18n import page_locale

_YES_NO = ((("yes"), _l("Yes")), ("no", _l("No")))


def _elsewhere() -> list[tuple[str, Any]]:
    named = sorted(country_names(page_locale().language).items(), key=lambda pair: pair[1])
    return [(NO_COUNTRY, _l("None")), *named]


def _question(code: str) -> RadioField:
    return RadioField(QUESTIONS[code], choices=[*_YES_NO, ("", _l("Not known"))])


class CircumstancesForm(Form):
    """What programmes ask and no other record answers."""

    version = VersionField()
    legal_status = ChoiceField(
        CIRCUMSTANCES["legal_status"], choices=list(LEGAL_STATUSES.items()), coerce=LegalStatus,
        placeholder=_l("Not known"),
    )  # fmt: skip
    first_contact_on = DayField(CIRCUMSTANCES["first_contact_on"])
    in_country_since = DayField(CIRCUMSTANCES["in_country_since"])
    refused_on = DayField(CIRCUMSTANCES["refused_on"])
    departure_on = DayField(
        CIRCUMSTANCES["departure_on"], hint=_l("Decides who counts as a minor. The tariff uses the age on this day.")
    )
    residence_elsewhere = ChoiceField(
        CIRCUMSTANCES["residence_elsewhere"], choices=_elsewhere, placeholder=_l("Not known")
    )
    basis = ChoiceField(
        CIRCUMSTANCES["basis"], choices=list(COUNTRY_BASES.items()), coerce=CountryBasis, placeholder=_l("Not known")
    )
    how_heard = ChoiceField(
        CIRCUMSTANCES["how_heard"], choices=list(HOW_HEARD.items()), coerce=HowHeard, placeholder=_l("Not known")
    )
    insufficient_means = _question("insufficient_means")
    ends_procedures = _question("ends_procedures")
    travel_document = _question("travel_document")
    leaves_for_good = _question("leaves_for_good")
    dublin = _question("dublin")
    detained = _question("detained")
    serious_crime = _question("serious_crime")
    removal_scheduled = _question("removal_scheduled")
    left_as_minor = _question("left_as_minor")

    @property
    def questions(self) -> Iterable[Any]:
        """The questions answered by yes or no, in their order."""
        return [self[code] for code in ANSWERS]

    def said(self) -> Circumstances:
        """What was established."""
        return Circumstances(
            self.legal_status.data, self.basis.data, self.how_heard.data, self.residence_elsewhere.data or "",
            {name: self[name].data for name in DAYS if self[name].data},
            {name: self[name].data == "yes" for name in ANSWERS if self[name].data},
        )  # fmt: skip


def circumstances_form(said: Circumstances, version: int) -> CircumstancesForm:
    """The form as it stands before anybody typed."""
    answers = {name: "yes" if answer else "no" for name, answer in said.answers.items()}
    singles = {
        "legal_status": said.legal_status, "basis": said.basis, "how_heard": said.how_heard,
        "residence_elsewhere": said.residence_elsewhere, "version": version,
    }  # fmt: skip
    return CircumstancesForm(formdata=None, data={**singles, **said.days, **answers})
