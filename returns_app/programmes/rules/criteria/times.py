"""Criteria about time: since a decision or the first contact, the length of the stay, the day of departure."""

from datetime import date

from returns_app.core.text import N_
from returns_app.programmes.rules.criteria.results import MET, NOT_MET, UNKNOWN, Criterion, held, result
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult

_YEAR_MONTHS = 12
DATES = frozenset({"refused_on", "first_contact_on", "in_country_since", "departure_on", "applied_on"})
"""Dated facts that a criterion can name."""


def applied_within(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """The application came within so many days of a decision or of the first contact."""
    begun, applied = facts.dates.get(criterion["since"]), facts.dates.get("applied_on", facts.on)
    if begun is None:
        unknown = {
            "first_contact_on": N_("The day of the first contact is not recorded."),
            "in_country_since": N_("Since when they are in the country is not recorded."),
        }
        return result(
            criterion, UNKNOWN, unknown.get(criterion["since"], N_("The day of the first refusal is not recorded."))
        )
    days = (applied - begun).days
    fits = 0 <= days <= criterion["days"]
    sentence = N_("Applied %(days)s days after %(day)s; the limit is %(limit)s days.")
    return result(
        criterion, MET if fits else NOT_MET, sentence, days=days, day=begun.isoformat(), limit=criterion["days"]
    )


def stay_at_least(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Nationals of some countries have to have stayed for a while."""
    nationals = set(criterion.get("nationalities", ()))
    if nationals and not nationals & held(facts):
        return result(criterion, MET, N_("The length of stay plays no part for this nationality."))
    begun = facts.dates.get("in_country_since")
    if begun is None:
        return result(criterion, UNKNOWN, N_("Since when they are in the country is not recorded."))
    months = months_between(begun, facts.on)
    fits = months >= criterion["months"]
    sentence = N_("In the country for %(months)s months; needed are %(least)s.")
    return result(criterion, MET if fits else NOT_MET, sentence, months=months, least=criterion["months"])


def departs_by(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Who applied under these rules leaves by a last day, or the rules that followed apply."""
    leaving, last = facts.dates.get("departure_on"), date.fromisoformat(criterion["day"])
    if leaving is None:
        sentence = N_("The day of departure is not known. Under these rules it is %(day)s at the latest.")
        return result(criterion, UNKNOWN, sentence, day=last.isoformat())
    sentence = N_("Leaves on %(leaving)s; under these rules %(day)s at the latest.")
    return result(
        criterion, MET if leaving <= last else NOT_MET, sentence, leaving=leaving.isoformat(), day=last.isoformat()
    )


def months_between(begun: date, on: date) -> int:
    """Whole months that have passed."""
    months = (on.year - begun.year) * _YEAR_MONTHS + on.month - begun.month
    return max(months - (on.day < begun.day), 0)
