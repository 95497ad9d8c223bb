"""The tariff: which sums the members of a case may receive."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from returns_app.core.money import ZERO, to_cent
from returns_app.programmes.rules.criteria import evaluate
from returns_app.programmes.rules.facts import PRINCIPAL, CaseFacts, CriterionVerdict, MemberFacts, TariffLine

_CENT = Decimal("0.01")


def tariff(rules: Mapping[str, Any], facts: CaseFacts) -> tuple[TariffLine, ...]:
    """For each member and component the first line that fits, with top-ups, under the cap of the family.

    Nothing where the age that decides is not known.
    """
    met = {one.code for one in evaluate(rules, facts) if one.verdict is CriterionVerdict.MET}
    lines = [line for member in facts.members for line in _of_member(rules, facts, member, met)]
    for cap in rules.get("caps", ()):
        lines = _capped(lines, cap)
    return tuple(lines)


def age_class(member: MemberFacts) -> str | None:
    """One of "adult", "minor_in_family" and "minor_alone"; None when the birth date is not known."""
    if member.is_minor is None:
        return None
    if not member.is_minor:
        return "adult"
    return "minor_alone" if member.role == PRINCIPAL else "minor_in_family"


def _of_member(rules: Mapping[str, Any], facts: CaseFacts, member: MemberFacts, met: set[str]) -> list[TariffLine]:
    found: dict[str, TariffLine] = {}
    for line in rules.get("tariff", ()):
        if line["component"] not in found and _fits(line, facts, member, met):
            name = " ".join((str(rules.get("code", "")), line["component"], line["who"])).strip()
            amount = to_cent(Decimal(line["amount"]))
            found[line["component"]] = TariffLine(member.person_id, line["component"], amount, name)
    for extra in rules.get("top_ups", ()):
        line = found.get(extra["component"])
        if line is not None and set(extra["vulnerabilities"]).intersection(member.vulnerabilities or ()):
            amount = line.amount + to_cent(Decimal(extra["amount"]))
            found[extra["component"]] = replace(line, amount=amount, tariff=f"{line.tariff} +{extra['code']}")
    return list(found.values())


def _fits(line: Mapping[str, Any], facts: CaseFacts, member: MemberFacts, met: set[str]) -> bool:
    condition = line.get("when")
    return (
        line["return"] in {"any", facts.track}
        and (line["who"] == "any" or line["who"] == age_class(member))
        and line.get("role", member.role) == member.role
        and (condition is None or condition in met)
    )


def _capped(lines: Sequence[TariffLine], cap: Mapping[str, Any]) -> list[TariffLine]:
    """A family gets no more than the cap of a component: everybody gives up the same share, to the cent."""
    most = to_cent(Decimal(cap["amount"]))
    capped = [line for line in lines if line.component == cap["component"]]
    total = sum((line.amount for line in capped), ZERO)
    if total <= most:
        return list(lines)
    shares = {line.person_id: (line.amount * most / total).quantize(_CENT, ROUND_DOWN) for line in capped}
    shares[capped[0].person_id] += most - sum(shares.values(), ZERO)
    name = f"+{cap['code']}"
    return [
        replace(line, amount=shares[line.person_id], tariff=f"{line.tariff} {name}") if line in capped else line
        for line in lines
    ]
