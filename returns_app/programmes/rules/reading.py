"""Checks the data of a programme before it is kept: a typing error must not become a rule."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from returns_app.programmes.rules.criteria import CHECKS, DATES, STATED

COMPONENTS = frozenset({"post_arrival", "post_return"})
WHO = frozenset({"any", "adult", "minor_in_family", "minor_alone"})
RETURNS = frozenset({"any", "voluntary", "forced"})
TERMS = frozenset({
    "apply_days_before_departure", "leave_within_months", "post_arrival_working_days", "post_return_months",
    "repay_reentry_years", "cash_part_most", "departure_cash_least", "departure_cash_most", "travel_help_stays",
    "claimable_amif",
})  # fmt: skip
"""What else a programme fixes: periods, cash inside the package, cash at departure; shown, and used by deadlines."""

# What each kind of criterion needs besides its code, and what it may have.
_NEEDS: dict[str, frozenset[str]] = {
    "return_type": frozenset({"tracks"}), "stated": frozenset({"fact"}), "family_size": frozenset({"most"}),
    "applied_within": frozenset({"since", "days"}), "stay_at_least": frozenset({"months"}), "departs_by": frozenset({"day"}),
}  # fmt: skip
_MAY = frozenset({
    "code", "kind", "affects", "groups", "countries", "dated", "only", "not", "nationalities", "tracks", "fact", "expect",
    "since", "days", "months", "day", "least", "most", "years", "states", "found", "except_left_as_minor",
    "except_trafficked",
})  # fmt: skip


class BadProgramme(ValueError):
    """The data of a programme can't be used; the sentence says where."""


def check_rules(code: str, rules: Mapping[str, Any]) -> None:
    """Refuse unknown kinds, groups, facts, components and amounts that are not exact decimals."""
    groups = rules.get("groups", {})
    for one in rules.get("criteria", ()):
        _check_criterion(code, one, groups)
    codes = {one["code"] for one in rules.get("criteria", ())}
    _need(len(codes) == len(rules.get("criteria", ())), code, "two criteria with the same code")
    for line in rules.get("tariff", ()):
        _check_line(code, line, codes)
    for extra in (*rules.get("top_ups", ()), *rules.get("caps", ())):
        _check_money(code, extra)
        _need(extra.get("code"), code, "top-up or cap without a code")
    for extra in rules.get("top_ups", ()):
        _need(extra.get("vulnerabilities"), code, "top-up without vulnerabilities")
    _need(set(rules.get("terms", {})) <= TERMS, code, f"terms {sorted(set(rules.get('terms', {})) - TERMS)}")


def _check_criterion(code: str, one: Mapping[str, Any], groups: Mapping[str, Any]) -> None:
    kind = one.get("kind")
    _need(kind in CHECKS, code, f"kind of criterion {kind!r}")
    _need(one.get("code"), code, "criterion without a code")
    _need(set(one) <= _MAY, code, f"unknown field {sorted(set(one) - _MAY)} in {one.get('code')}")
    missing = sorted(_NEEDS.get(str(kind), frozenset()) - set(one))
    _need(not missing, code, f"{missing} missing in {one.get('code')}")
    _need(set(one.get("groups", ())) <= set(groups), code, f"country group in {one.get('code')}")
    _need(kind != "stated" or one.get("fact") in STATED, code, f"fact {one.get('fact')!r}")
    _need(kind != "applied_within" or one.get("since") in DATES, code, f"date {one.get('since')!r}")
    _need(kind != "departs_by" or _is_day(one.get("day")), code, f"day {one.get('day')!r}")
    _need(one.get("found") in {None, "reason", "not_met"}, code, f"found {one.get('found')!r}")
    _need(one.get("affects") in {None, "amount"}, code, f"affects {one.get('affects')!r}")


def _check_line(code: str, line: Mapping[str, Any], criteria: set[str]) -> None:
    _check_money(code, line)
    _need(line.get("who") in WHO, code, f"who {line.get('who')!r}")
    _need(line.get("return") in RETURNS, code, f"return {line.get('return')!r}")
    _need(line.get("when") is None or line["when"] in criteria, code, f"when {line.get('when')!r}")


def _check_money(code: str, line: Mapping[str, Any]) -> None:
    _need(line.get("component") in COMPONENTS, code, f"component {line.get('component')!r}")
    _need(_is_amount(line.get("amount")), code, f"amount {line.get('amount')!r}: write it as text, like '615.00'")


def _is_day(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


def _is_amount(amount: object) -> bool:
    """Text alone: a floating-point number is not exact."""
    if not isinstance(amount, str):
        return False
    try:
        value = Decimal(amount)
    except InvalidOperation:
        return False
    return value.is_finite() and value >= 0 and value == value.quantize(Decimal("0.01"))


def _need(fine: object, code: str, what: str) -> None:
    if not fine:
        raise BadProgramme(f"{code}: {what}")
