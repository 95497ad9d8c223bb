"""Support another time: which of it counts, and what follows. Never a refusal by itself."""

from dataclasses import replace
from datetime import date

from returns_app.core.text import N_
from returns_app.programmes.rules.criteria.results import MET, NOT_MET, UNKNOWN, Criterion, result
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult, FactSource, PriorSupport

_YEAR_MONTHS = 12


def prior_support(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Support within the programme's scope and look-back is shown; the approver says why support is right all the same.

    `found = "not_met"` is for programmes that give support once only; who left as a minor in a family is excepted
    where the programme says so.
    """
    if facts.prior is None:
        return _from_registry(criterion, facts)
    found = [one for one in facts.prior if _counts(one, criterion, facts.on)]
    if not found:
        return _nothing(criterion)
    named, years = ", ".join(_named(one) for one in found), criterion.get("years", 0)
    if criterion.get("except_left_as_minor") and facts.stated.get("left_as_minor"):
        sentence = N_("Earlier support: %(found)s. Excepted: left as a minor in a family.")
        return _asks(result(criterion, MET, sentence, found=named))
    if criterion.get("found") == "not_met":
        return result(criterion, NOT_MET, N_("Support is given once: %(found)s."), found=named)
    if years:
        sentence = N_("Support in the last %(years)s years: %(found)s.")
        return _asks(result(criterion, MET, sentence, years=years, found=named))
    return _asks(result(criterion, MET, N_("Earlier support: %(found)s."), years=years, found=named))


def _from_registry(criterion: Criterion, _facts: CaseFacts) -> CriterionResult:
    return result(criterion, UNKNOWN, N_("The registry has not answered whether there was support before."))


def _nothing(criterion: Criterion) -> CriterionResult:
    years = criterion.get("years", 0)
    if years:
        return result(criterion, MET, N_("No support in the last %(years)s years is known."), years=years)
    return result(criterion, MET, N_("No earlier support is known."))


def _asks(one: CriterionResult) -> CriterionResult:
    return replace(one, needs_reason=True, source=FactSource.REGISTRY)


def _counts(one: PriorSupport, criterion: Criterion, on: date) -> bool:
    """Within the states and years the programme looks at; what a protected answer leaves out counts."""
    scope, years = criterion.get("states", ()), criterion.get("years", 0)
    if scope and one.state and one.state not in scope:
        return False
    if not years or not one.month:
        return True
    year, month = (int(part) for part in one.month.split("-")[:2])
    age = (on.year - year) * _YEAR_MONTHS + on.month - month
    return bool(age <= years * _YEAR_MONTHS)


def _named(one: PriorSupport) -> str:
    return " ".join(part for part in (one.reference or one.state, one.month) if part) or one.status
