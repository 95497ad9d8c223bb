"""Words of programmes: verdicts, criteria, and every rule as a sentence made from its own data."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.programmes.rules import CriterionVerdict
from returns_app.programmes.rules.drafting import PARTS, Change
from returns_app.web.filters import country, day, money

VERDICTS = {
    CriterionVerdict.MET: _l("Met"),
    CriterionVerdict.NOT_MET: _l("Not met"),
    CriterionVerdict.UNKNOWN: _l("Unknown"),
}

CRITERIA = {
    "nationality": _l("Nationality"),
    "return_country": _l("Country of return"),
    "return_type": _l("Kind of return"),
    "identity": _l("Identity"),
    "age": _l("Age at departure"),
    "prior_support": _l("Previous support"),
    "insufficient_means": _l("Means"),
    "ends_procedures": _l("Residence procedures"),
    "travel_document": _l("Travel documents"),
    "applied_early": _l("Time of application"),
    "legal_status": _l("Legal status"),
    "residence": _l("Residence elsewhere"),
    "dublin": _l("Dublin"),
    "leaves_for_good": _l("Leaving for good"),
    "stay": _l("Length of stay"),
    "detained": _l("Detention"),
    "vulnerability": _l("Vulnerability"),
    "family": _l("Size of the family"),
}
"""Code of a criterion in the programme files -> its heading."""

COMPONENTS = {
    "post_arrival": _l("On arrival"),
    "post_return": _l("In kind after return"),
}
WHO = {
    "any": _l("everybody"),
    "adult": _l("an adult"),
    "minor_in_family": _l("a minor in a family"),
    "minor_alone": _l("a minor alone"),
}
RETURNS = {"any": _l("any return"), "voluntary": _l("a voluntary return"), "forced": _l("a forced return")}
PART_NAMES = {
    "criteria": _l("Criteria"),
    "tariff": _l("Tariff"),
    "top_ups": _l("Top-ups"),
    "caps": _l("Caps of a family"),
    "terms": _l("Terms"),
}
STATED = {
    "insufficient_means": _l("The means are too small to pay for the journey"),
    "ends_procedures": _l("Residence procedures end with the departure"),
    "travel_document": _l("Travel documents are there or can be had"),
    "leaves_for_good": _l("The family wants to leave for good"),
    "dublin": _l("Another member state is responsible (Dublin)"),
    "detained": _l("Somebody is detained"),
    "serious_crime": _l("A serious crime or public order stands in the way"),
    "removal_scheduled": _l("A removal is scheduled"),
    "left_as_minor": _l("Somebody left as a minor in a family"),
}
SINCE = {
    "refused_on": _l("the first refusal"),
    "first_contact_on": _l("the first contact"),
    "in_country_since": _l("the arrival in the country"),
}
TERMS: dict[str, LazyString] = {
    "apply_days_before_departure": _l("Apply at least %(value)s days before the departure."),
    "leave_within_months": _l("Leave within %(value)s months of the grant."),
    "post_arrival_working_days": _l("Help on arrival is given within %(value)s working days."),
    "post_return_months": _l("Support after return is used within %(value)s months."),
    "repay_reentry_years": _l("Repaid on re-entry within %(value)s years."),
    "cash_part_most": _l("Up to %(value)s euro of it in cash."),
    "departure_cash_least": _l("Cash at departure, by nationality: at least %(value)s euro; not part of the envelope."),
    "departure_cash_most": _l("Cash at departure, by nationality: at most %(value)s euro; not part of the envelope."),
    "travel_help_stays": _l("Help with the journey remains possible after a refusal."),
    "claimable_amif": _l("Cost can't be claimed from AMIF."),
}


def criterion_name(code: str) -> str:
    """The heading of a criterion; the code itself for one that an administrator invented."""
    return str(CRITERIA.get(code, code))


def term_lines(rules: Mapping[str, Any]) -> list[str]:
    """The terms of a programme as sentences; what does not hold is not said."""
    return [
        _term({"code": code, "value": value}) for code, value in rules.get("terms", {}).items() if _holds(code, value)
    ]


def rule_lines(rules: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Every part of a programme version with its rules as sentences."""
    for part in PARTS:
        if rules.get(part):
            yield str(PART_NAMES[part]), [rule_sentence(part, one) for one in rules[part]]
    if term_lines(rules):
        yield str(PART_NAMES["terms"]), term_lines(rules)


def rule_sentence(part: str, one: Mapping[str, Any]) -> str:
    """One rule in words, made from the rule itself."""
    makers: dict[str, Callable[[Mapping[str, Any]], str]] = {
        "criteria": _criterion, "tariff": _tariff, "top_ups": _top_up, "caps": _cap, "terms": _term,
    }  # fmt: skip
    return makers[part](one)


def change_words(change: Change) -> tuple[str, str, str]:
    """Part, before and after of a changed rule."""
    sides = (rule_sentence(change.part, one) if one is not None else "" for one in (change.old, change.new))
    return (str(PART_NAMES[change.part]), *sides)  # type: ignore[return-value]


def _criterion(one: Mapping[str, Any]) -> str:
    words = _KINDS[one["kind"]](one)
    if one.get("affects") == "amount":
        words = _("%(rule)s (sets the amount only)", rule=words)
    return f"{criterion_name(one['code'])}: {words}"


def _countries(one: Mapping[str, Any]) -> str:
    dated = [
        _("%(country)s from %(day)s", country=country(d["country"]), day=_day(d["from"])) for d in one.get("dated", ())
    ]
    return ", ".join([*one.get("groups", ()), *(country(code) for code in one.get("countries", ())), *dated]) or "–"


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


def _nationality(one: Mapping[str, Any]) -> str:
    words = _("not %(countries)s", countries=_countries(one))
    return _("%(rule)s, except victims of trafficking", rule=words) if one.get("except_trafficked") else words


def _return_country(one: Mapping[str, Any]) -> str:
    if one.get("only"):
        return _("only %(countries)s", countries=", ".join(country(code) for code in one["only"]))
    return _("not %(countries)s", countries=_countries(one))


def _prior(one: Mapping[str, Any]) -> str:
    years, states = one.get("years"), ", ".join(country(code) for code in one.get("states", ()))
    words = _("looks back %(years)s years", years=years) if years else _("looks back without limit")
    parts = [words, _("at support of %(states)s", states=states) if states else _("at support of every state")]
    parts.append(_("given once only") if one.get("found") == "not_met" else _("asks for a reason"))
    if one.get("except_left_as_minor"):
        parts.append(_("except who left as a minor in a family"))
    return ", ".join(parts)


def _within(one: Mapping[str, Any]) -> str:
    since = str(SINCE.get(one["since"], one["since"]))
    return _("applied within %(days)s days of %(since)s", days=one["days"], since=since)


def _stay(one: Mapping[str, Any]) -> str:
    nationals = ", ".join(country(code) for code in one.get("nationalities", ()))
    words = _("in the country for at least %(months)s months", months=one["months"])
    return _("%(rule)s (nationals of %(countries)s)", rule=words, countries=nationals) if nationals else words


def _status(one: Mapping[str, Any]) -> str:
    only, never = ", ".join(one.get("only", ())), ", ".join(one.get("not", ()))
    parts = [_("only %(codes)s", codes=only)] * bool(only) + [_("not %(codes)s", codes=never)] * bool(never)
    return "; ".join(parts) or _("recorded")


def _stated(one: Mapping[str, Any]) -> str:
    words = str(STATED[one["fact"]])
    return words if one.get("expect", True) else _("not so: %(statement)s", statement=words)


_KINDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "nationality_not_in": _nationality,
    "nationality_in": lambda one: _("only %(countries)s", countries=_countries(one)),
    "residence_not_in": lambda one: _("no right to live in %(countries)s", countries=_countries(one)),
    "return_country": _return_country,
    "return_type": lambda one: ", ".join(str(RETURNS.get(track, track)) for track in one["tracks"]),
    "identity_known": lambda _one: _("everybody has a name"),
    "age_known": lambda _one: _("known for everybody"),
    "age_at_departure": lambda one: _(
        "from %(least)s to %(most)s years", least=one.get("least", 0), most=one.get("most", "–")
    ),
    "family_size": lambda one: _("at most %(most)s people", most=one["most"]),
    "screened": lambda _one: _("everybody was screened"),
    "prior_support": _prior,
    "applied_within": _within,
    "stay_at_least": _stay,
    "departs_by": lambda one: _("leaves by %(day)s", day=_day(one["day"])),
    "legal_status": _status,
    "stated": _stated,
}


def _tariff(one: Mapping[str, Any]) -> str:
    words = _(
        "%(component)s: %(amount)s for %(who)s, %(track)s", component=COMPONENTS[one["component"]],
        amount=money(Decimal(one["amount"])), who=WHO[one["who"]], track=RETURNS[one["return"]],
    )  # fmt: skip
    return (
        _("%(rule)s, when met: %(criterion)s", rule=words, criterion=criterion_name(one["when"]))
        if one.get("when")
        else words
    )


def _top_up(one: Mapping[str, Any]) -> str:
    return _(
        "%(component)s: %(amount)s more for %(codes)s", component=COMPONENTS[one["component"]],
        amount=money(Decimal(one["amount"])), codes=", ".join(one["vulnerabilities"]),
    )  # fmt: skip


def _cap(one: Mapping[str, Any]) -> str:
    amount = money(Decimal(one["amount"]))
    return _("%(component)s: at most %(amount)s for a family", component=COMPONENTS[one["component"]], amount=amount)


def _holds(code: str, value: object) -> bool:
    return (value is not False) if code != "claimable_amif" else not value


def _term(one: Mapping[str, Any]) -> str:
    words = TERMS[one["code"]]
    return str(words) % {"value": one["value"]} if "%(value)s" in str(words) else str(words)
