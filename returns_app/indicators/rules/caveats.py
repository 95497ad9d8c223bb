"""The caveat engine: which warnings a figure carries, and that no figure leaves the house without them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_, Text
from returns_app.indicators.rules.tables import end_of

LAG_DAYS = 365
MUCH_CENSORED = 20
MUCH_UNSEEN = 10
QUARTERLY_SINCE = "2021"

WORDS: dict[str, Text] = {
    "FLOW": N_("Numerator and denominator are different persons."),
    "GT100": N_(
        "The ratio is above 100 percent: persons returned who were ordered to leave earlier. It is not cut off."
    ),
    "MULTI": N_("A person can have several decisions over time, and some states issue them again."),
    "VOLMISS": N_(
        "Voluntary departures are not recorded systematically: more than a tenth rest on a declaration or on nothing."
    ),
    "DUBLIN": N_("Transfers under Dublin are left out; national figures may include them."),
    "DEFDIFF": N_("National procedures and definitions differ: states cannot be compared directly."),
    "BREAK": N_("The series has a break (b): periods before and after are not comparable."),
    "LAG": N_(
        "Provisional (p): returns are reported late, and the period ended less than 12 months before the cut-off."
    ),
    "CENS": N_("More than a fifth of the cases are still open."),
    "ROUND": N_("Rounded to 5 at the source: parts do not add up."),
    "PERT": N_("Randomly rounded to 5, each number on its own: parts do not add up to totals, nor quarters to years."),
    "SMALL": N_("Withheld: the rate rests on too few persons."),
    "SELECT": N_("The caseload of a programme, not all persons who were ordered to leave."),
    "NR": N_("Not everybody could be reached or met: read it together with the share that was."),
    "NOTB": N_("Not indicator 25a(2)(b) of the Visa Code: that one counts forced returns only."),
    "CONF": N_("The assessment of a country is confidential."),
}
ORDER = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Break:
    """A series that can't be read across a point in time, and how sure that is."""

    geo: str
    dataset: str
    since: str
    status: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about one figure; percentages are whole and None where they do not apply."""

    period: str
    cut_off: date
    always: tuple[str, ...] = ()
    value: int | None = None
    is_protected: bool = False
    is_external: bool = False
    is_flow: bool = False
    has_voluntary_returns: bool = False
    is_withheld: bool = False
    is_national: bool = False
    is_assessment: bool = False
    states: int = 1
    censored: int | None = None
    unseen: int | None = None
    unreached: int | None = None
    broken: bool = False
    is_contradicted: bool = False


@cache
def caveats_of(figure: Circumstances) -> tuple[str, ...]:
    """The codes a figure has to carry, always in the same order."""
    told = {
        "FLOW": figure.is_flow,
        "GT100": figure.is_flow and (figure.value or 0) > 100,  # noqa: PLR2004  (percent)
        "VOLMISS": (figure.unseen or 0) > MUCH_UNSEEN,
        "DUBLIN": figure.is_national,
        "DEFDIFF": figure.states > 1 or figure.is_contradicted,
        "BREAK": figure.broken,
        "LAG": (figure.cut_off - end_of(figure.period)).days < LAG_DAYS,
        "CENS": (figure.censored or 0) > MUCH_CENSORED,
        "ROUND": figure.is_external,
        "PERT": figure.is_protected,
        "SMALL": figure.is_withheld,
        "NR": figure.unreached is not None,
        "NOTB": figure.has_voluntary_returns,
        "CONF": figure.is_assessment,
    }
    found = {code for code, is_told in told.items() if is_told} | set(figure.always)
    return tuple(code for code in ORDER if code in found)


def is_broken(breaks: Iterable[Break], *, geo: str, dataset: str, first: str, last: str) -> bool:
    """True when a span of periods of a series runs over one of its breaks."""
    return any(
        one.geo in {geo, "*"} and one.dataset in {dataset, "*"} and first[:4] < one.since[:4] <= last[:4]
        for one in breaks
    )


def differs(national: Mapping[str, int], eurostat: Mapping[str, int], tolerance: int = 10) -> bool:
    """True when two systems tell of the same year by more than `tolerance` percent in any category."""
    return any(
        abs(national[key] - eurostat[key]) * 100 > tolerance * max(national[key], eurostat[key])
        for key in national.keys() & eurostat.keys()
    )


def check_exportable(required: Iterable[str], carried: Iterable[str]) -> None:
    """Refuse to hand out a figure that lost a warning on the way."""
    held = set(carried)
    lost = set(required) - held
    if lost or not held:
        raise RuleBroken(
            "indicators.without_caveats",
            N_("This figure can't be exported without its warnings: %(codes)s."),
            codes=", ".join(sorted(lost)) or "–",
        )
