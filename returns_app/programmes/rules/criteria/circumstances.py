"""Criteria that somebody establishes in talk: means, procedures, legal status, Dublin, detention, residence elsewhere."""

from returns_app.core.text import N_, Text
from returns_app.programmes.rules.criteria.results import MET, NOT_MET, UNKNOWN, Criterion, result
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult

STATED: dict[str, tuple[Text, Text, Text]] = {
    "insufficient_means": (
        N_("The family can't pay for the journey itself."),
        N_("The family can pay for the journey itself."),
        N_("It is not recorded whether the family can pay for the journey itself."),
    ),
    "ends_procedures": (
        N_("Residence procedures end with the departure."),
        N_("A residence procedure goes on after the departure."),
        N_("It is not recorded whether residence procedures end with the departure."),
    ),
    "travel_document": (
        N_("Travel documents are there or can be had."),
        N_("Travel documents can't be had."),
        N_("It is not recorded whether travel documents can be had."),
    ),
    "leaves_for_good": (
        N_("The family wants to leave for good."),
        N_("The family does not want to leave for good."),
        N_("It is not recorded whether the family wants to leave for good."),
    ),
    "dublin": (
        N_("Another member state is responsible (Dublin)."),
        N_("No other member state is responsible (Dublin)."),
        N_("It is not recorded whether another member state is responsible (Dublin)."),
    ),
    "detained": (
        N_("Somebody in the family is detained."),
        N_("Nobody in the family is detained."),
        N_("It is not recorded whether somebody is detained."),
    ),
    "serious_crime": (
        N_("A serious crime or a danger to public order stands in the way."),
        N_("No serious crime or danger to public order is known."),
        N_("It is not recorded whether a serious crime or public order stands in the way."),
    ),
    "removal_scheduled": (
        N_("A removal is scheduled already."),
        N_("No removal is scheduled."),
        N_("It is not recorded whether a removal is scheduled already."),
    ),
    "left_as_minor": (
        N_("Who was supported before left as a minor in a family."),
        N_("Who was supported before did not leave as a minor in a family."),
        N_("It is not recorded whether somebody left as a minor in a family before."),
    ),
}
"""Facts that no other record answers: sentences for yes, no and not recorded."""


def stated(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """What somebody established is what the programme asks for: yes, unless it says `expect = false`."""
    yes, no, unknown = STATED[criterion["fact"]]
    said = facts.stated.get(criterion["fact"])
    if said is None:
        return result(criterion, UNKNOWN, unknown)
    return result(criterion, MET if said is criterion.get("expect", True) else NOT_MET, yes if said else no)


def legal_status(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """The legal status is one that the programme is for."""
    if not facts.legal_status:
        return result(criterion, UNKNOWN, N_("The legal status is not recorded."))
    only, never = criterion.get("only", ()), criterion.get("not", ())
    fits = (not only or facts.legal_status in only) and facts.legal_status not in never
    sentence = N_("Legal status: %(legal_status)s.")
    return result(criterion, MET if fits else NOT_MET, sentence, legal_status=facts.legal_status)


def residence_not_in(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Nobody may live in one of these countries anyway."""
    country = facts.countries.get("residence_elsewhere")
    if country is None:
        return result(criterion, UNKNOWN, N_("It is not recorded whether somebody may live in another country."))
    if not country:
        return result(criterion, MET, N_("Nobody has a right to live in another country."))
    fits = country not in criterion["countries"]
    return result(criterion, MET if fits else NOT_MET, N_("A right to live in %(country)s."), country=country)
