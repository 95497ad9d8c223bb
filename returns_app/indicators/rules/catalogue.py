"""The figures of the house as data: what each counts, of whom, in which unit, with which warnings and legal anchor.

Sources: Regulation (EC) 862/2007 article 7 as amended by Regulation (EU) 2020/851; Visa Code, Regulation (EC)
810/2009 article 25a as amended by Regulation (EU) 2019/1155. Definitions carry the version of the law they follow.
"""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.core.text import N_, Text


class Dimension(StrEnum):
    """By what a figure may be broken down, one at a time beside the quarter."""

    RETURN_COUNTRY = "return-country"
    NATIONALITY = "nationality"
    PROGRAMME = "programme"


class Measure(StrEnum):
    """What the numbers are."""

    PERSONS = "persons"
    EURO = "euro"


class FigureId(StrEnum):
    """The figures that can be asked for; nothing else can."""

    APPROVALS = "approvals"
    DEPARTURES = "departures"
    SUPPORTED = "persons-supported"
    SUPPORT_VALUE = "support-value"


class Caveat(StrEnum):
    """Warnings by their code, as they stand in exports."""

    SELECT = "SELECT"
    NOTB = "NOTB"
    PERT = "PERT"
    ROUND = "ROUND"
    SMALL = "SMALL"
    LAG = "LAG"
    VOLMISS = "VOLMISS"


CAVEAT_TEXTS: dict[Caveat, Text] = {
    Caveat.SELECT: N_("The caseload of a programme, not all persons who were ordered to leave."),
    Caveat.NOTB: N_("Not indicator 25a(2)(b) of the Visa Code: that one counts forced returns only."),
    Caveat.PERT: N_(
        "Counts are randomly rounded to 5, each on its own: rows do not add up to the total, nor quarters to the year."
    ),
    Caveat.ROUND: N_("Sums are rounded to 1,000 € and do not add up."),
    Caveat.SMALL: N_("Shares and sums that rest on fewer than 50 persons, as published, are withheld."),
    Caveat.LAG: N_(
        "Periods that ended less than 12 months ago, or have not ended, are provisional (p): reports come in late."
    ),
    Caveat.VOLMISS: N_("More than a tenth of the recorded departures rest on a declaration only and are not counted."),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and everything that is printed with it."""

    id: FigureId
    title: Text
    definition: Text
    population: Text
    unit: Text
    measure: Measure
    dimensions: tuple[Dimension, ...]
    caveats: tuple[Caveat, ...]
    legal_anchor: Text
    legal_version: str
    method: str


_STATISTICS = "(EC) 862/2007, (EU) 2020/851; (EC) 810/2009, (EU) 2019/1155"
_PROGRAMME_ONLY = N_("None: a figure of the programme itself. Not indicator 25a(2)(b) of the Visa Code.")
_ONCE = "PERSON_ONCE_PER_PERIOD"
_EVERY = tuple(Dimension)
_COUNTED = (Caveat.SELECT, Caveat.NOTB, Caveat.PERT)

_FIGURES = (
    Figure(
        FigureId.DEPARTURES,
        title=N_("Voluntary departures"),
        definition=N_(
            "Persons who left, shown by a confirmed arrival, a recorded exit or a confirmed boarding (evidence levels "
            "1 to 3). A person is counted once in every period, by the day of departure."
        ),
        population=N_(
            "Third-country nationals and stateless persons in voluntary return cases of your organisation, assisted "
            "or not. Citizens of the Union, Iceland, Liechtenstein, Norway and Switzerland are left out."
        ),
        unit=N_("Persons"),
        measure=Measure.PERSONS,
        dimensions=_EVERY,
        caveats=_COUNTED,
        legal_anchor=N_(
            "Regulation (EC) 862/2007, article 7(1)(b): voluntary part. Not indicator 25a(2)(b) of the Visa Code."
        ),
        legal_version=_STATISTICS,
        method=_ONCE,
    ),
    Figure(
        FigureId.APPROVALS,
        title=N_("Persons with an approved return"),
        definition=N_(
            "Persons in cases that were approved, by the day of the approval, whether they left afterwards or not. A "
            "person is counted once in every period."
        ),
        population=N_(
            "Members of the return cases of your organisation on the day of the approval, Union citizens left out."
        ),
        unit=N_("Persons"),
        measure=Measure.PERSONS,
        dimensions=_EVERY,
        caveats=_COUNTED,
        legal_anchor=_PROGRAMME_ONLY,
        legal_version=_STATISTICS,
        method=_ONCE,
    ),
    Figure(
        FigureId.SUPPORTED,
        title=N_("Persons who received support in kind"),
        definition=N_(
            "Persons to whom something was delivered in kind, by the day of delivery; a delivery to a family counts "
            "every member. Cash instead of goods is left out. A person is counted once in every period."
        ),
        population=N_("Members of the return cases of your organisation, Union citizens left out."),
        unit=N_("Persons"),
        measure=Measure.PERSONS,
        dimensions=_EVERY,
        caveats=_COUNTED,
        legal_anchor=_PROGRAMME_ONLY,
        legal_version=_STATISTICS,
        method=_ONCE,
    ),
    Figure(
        FigureId.SUPPORT_VALUE,
        title=N_("Value of support delivered in kind"),
        definition=N_(
            "Sum of deliveries in kind in euro at the rate frozen with each delivery, with or without a receipt yet, "
            "by the day of delivery. Cash instead of goods is left out."
        ),
        population=N_(
            "Deliveries in the return cases of your organisation to at least one person who is no Union citizen."
        ),
        unit=N_("Euro"),
        measure=Measure.EURO,
        dimensions=(Dimension.RETURN_COUNTRY,),
        caveats=(Caveat.SELECT, Caveat.NOTB, Caveat.ROUND, Caveat.SMALL),
        legal_anchor=_PROGRAMME_ONLY,
        legal_version=_STATISTICS,
        method="SUM",
    ),
)
FIGURES: dict[FigureId, Figure] = {figure.id: figure for figure in _FIGURES}
