"""Criteria about who travels and where to: nationality, identity, age, vulnerability, country, kind of return."""

from returns_app.core.text import N_
from returns_app.programmes.rules.criteria.results import MET, NOT_MET, UNKNOWN, Criterion, held, result
from returns_app.programmes.rules.facts import CaseFacts, CriterionResult

TRAFFICKING = "victim_trafficking"


def nationality_not_in(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """No member holds an excluded nationality, unless the programme excepts victims of trafficking."""
    excluded = sorted(held(facts) & criterion["countries"])
    if excluded:
        return _excluded(criterion, facts, excluded)
    if not all(member.nationalities for member in facts.members):
        return result(criterion, UNKNOWN, N_("The nationality of a member is not known."))
    return result(criterion, MET, N_("No member has an excluded nationality."))


def nationality_in(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Every member holds one of the nationalities the programme is for."""
    others = [member for member in facts.members if not criterion["countries"].intersection(member.nationalities)]
    if not others:
        return result(criterion, MET, N_("Every member has a nationality the programme is for."))
    if not all(member.nationalities for member in others):
        return result(criterion, UNKNOWN, N_("The nationality of a member is not known."))
    outside = sorted({country for member in others for country in member.nationalities})
    sentence = N_("The programme is not for this nationality: %(countries)s.")
    return result(criterion, NOT_MET, sentence, countries=", ".join(outside))


def return_country(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Open unless excluded; where a programme names its countries, only those."""
    country, only = facts.return_country, set(criterion.get("only", ()))
    if not country:
        return result(criterion, UNKNOWN, N_("The country of return is not known."))
    is_open = country not in criterion["countries"] and (not only or country in only)
    sentence = N_("Returns to %(country)s are open.") if is_open else N_("Returns to %(country)s are not open.")
    return result(criterion, MET if is_open else NOT_MET, sentence, country=country)


def return_type(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """The kind of return is one that the programme supports."""
    if not facts.return_type:
        return result(criterion, UNKNOWN, N_("The kind of return is not known."))
    if facts.track in criterion["tracks"]:
        return result(criterion, MET, N_("The kind of return is supported."))
    return result(criterion, NOT_MET, N_("This kind of return is not supported."))


def identity_known(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Everybody has a name; a placeholder has none."""
    if facts.members and all(member.is_identified for member in facts.members):
        return result(criterion, MET, N_("Everybody has a name."))
    return result(criterion, UNKNOWN, N_("Somebody's identity is not known yet."))


def age_known(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Whether everybody counts as adult or minor on the day of departure."""
    missing = sum(member.is_minor is None for member in facts.members)
    if missing:
        sentence = N_("Birth date not known: %(count)s. Whether adult or minor at departure is open.")
        return result(criterion, UNKNOWN, sentence, count=missing)
    minors = sum(bool(member.is_minor) for member in facts.members)
    sentence = N_("Adults at departure: %(adults)s. Minors: %(minors)s.")
    return result(criterion, MET, sentence, adults=len(facts.members) - minors, minors=minors)


def age_at_departure(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """The main applicant's age on the day of departure lies within the programme's."""
    age = facts.principal.age_at_departure if facts.principal else None
    if age is None:
        return result(criterion, UNKNOWN, N_("The main applicant's birth date is not known."))
    fits = criterion.get("least", 0) <= age <= criterion.get("most", age)
    sentence = N_("The main applicant is %(age)s years old at departure.")
    return result(criterion, MET if fits else NOT_MET, sentence, age=age)


def family_size(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """No more people than the programme takes in one case."""
    people, most = len(facts.members), criterion["most"]
    sentence = N_("People in this case: %(people)s. The programme takes up to %(most)s.")
    return result(criterion, MET if people <= most else NOT_MET, sentence, people=people, most=most)


def screened(criterion: Criterion, facts: CaseFacts) -> CriterionResult:
    """Everybody was screened for vulnerability; what was found sets the top-up."""
    open_ones = sum(member.vulnerabilities is None for member in facts.members)
    if open_ones:
        return result(criterion, UNKNOWN, N_("Not screened for vulnerability yet: %(count)s."), count=open_ones)
    found = sum(bool(member.vulnerabilities) for member in facts.members)
    return result(criterion, MET, N_("Screened for vulnerability: everybody. Vulnerable: %(count)s."), count=found)


def _excluded(criterion: Criterion, facts: CaseFacts, excluded: list[str]) -> CriterionResult:
    countries = ", ".join(excluded)
    bearers = [member for member in facts.members if criterion["countries"].intersection(member.nationalities)]
    excepted = criterion.get("except_trafficked") and all(
        TRAFFICKING in (member.vulnerabilities or ()) for member in bearers
    )
    if excepted:
        sentence = N_("Excluded nationality: %(countries)s. Excepted as a victim of trafficking.")
        return result(criterion, MET, sentence, countries=countries)
    return result(criterion, NOT_MET, N_("Excluded nationality: %(countries)s."), countries=countries)
