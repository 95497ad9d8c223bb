"""How much two names say that agree: less the more people bear them, more when a third one agrees too.

Everything here is what the registry sees: filled slots of agreeing keys, never a name.
"""

from math import log2

from returns_app.linkage.evidence import Evidence
from returns_app.linkage.verdicts import TYPING_ERRORS, WITH_DATE_PARTS

_WITH_DATES = WITH_DATE_PARTS | TYPING_ERRORS
_FROM = (11, 10, 5, 3, 2, 1)
THIRD_AGREES, THIRD_DIFFERS = "third_name_agrees", "third_name_differs"


def doublings(evidence: Evidence) -> float:
    """How often the number of claims with the same names and date has doubled: a bit less for each."""
    return log2(evidence.most_shared(_WITH_DATES))


def refinements(evidence: Evidence) -> tuple[str, ...]:
    """What refines the weight of names that agree by sound: `namesakes_from_3`, `third_name_agrees`..."""
    bearers, third = evidence.namesakes, evidence.third_name
    rare = () if bearers is None else (f"namesakes_from_{next(least for least in _FROM if bearers >= least)}",)
    return rare if third is None else (*rare, THIRD_AGREES if third else THIRD_DIFFERS)


REFINEMENTS = (*(f"namesakes_from_{least}" for least in _FROM), THIRD_AGREES, THIRD_DIFFERS)
"""Every refinement a model may weigh."""
