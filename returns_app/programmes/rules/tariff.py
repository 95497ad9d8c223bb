"""The tariff: which sums the members of a case may receive."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from returns_app.core.money import to_cent
from returns_app.programmes.rules.facts import PRINCIPAL, CaseFacts, MemberFacts, TariffLine


def tariff(rules: Mapping[str, Any], facts: CaseFacts) -> tuple[TariffLine, ...]:
    """For each member and component the first line that fits; nothing where the age that decides is not known."""
    return tuple(line for member in facts.members for line in _of_member(rules, facts, member))


def age_class(member: MemberFacts) -> str | None:
    """One of "adult", "minor_in_family" and "minor_alone"; None when the birth date is not known."""
    if member.is_minor is None:
        return None
    if not member.is_minor:
        return "adult"
    return "minor_alone" if member.role == PRINCIPAL else "minor_in_family"


def _of_member(rules: Mapping[str, Any], facts: CaseFacts, member: MemberFacts) -> list[TariffLine]:
    found: dict[str, TariffLine] = {}
    for line in rules.get("tariff", ()):
        if line["component"] not in found and _fits(line, facts, member):
            name = " ".join((str(rules.get("code", "")), line["component"], line["who"])).strip()
            amount = to_cent(Decimal(line["amount"]))
            found[line["component"]] = TariffLine(member.person_id, line["component"], amount, name)
    return list(found.values())


def _fits(line: Mapping[str, Any], facts: CaseFacts, member: MemberFacts) -> bool:
    stated = line.get("stated")
    return (
        line["return"] in {"any", facts.track}
        and (line["who"] == "any" or line["who"] == age_class(member))
        and (stated is None or facts.stated.get(stated) is True)
    )
