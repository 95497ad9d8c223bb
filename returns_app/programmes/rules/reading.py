"""Checks the data of a programme before it is kept: a typing error must not become a rule."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from returns_app.programmes.rules.criteria import CHECKS, STATED

COMPONENTS = frozenset({"post_arrival", "post_return"})
WHO = frozenset({"any", "adult", "minor_in_family", "minor_alone"})
RETURNS = frozenset({"any", "voluntary", "forced"})


class BadProgramme(ValueError):
    """The data of a programme can't be used; the sentence says where."""


def check_rules(code: str, rules: Mapping[str, Any]) -> None:
    """Refuse unknown kinds, groups, facts, components and amounts that are not exact decimals."""
    groups = rules.get("groups", {})
    for one in rules.get("criteria", ()):
        _need(one.get("kind") in CHECKS, code, f"kind of criterion {one.get('kind')!r}")
        _need(one.get("code"), code, "criterion without a code")
        _need(set(one.get("groups", ())) <= set(groups), code, f"country group in {one.get('code')}")
        _need(one["kind"] != "stated" or one.get("fact") in STATED, code, f"fact {one.get('fact')!r}")
        _need(one["kind"] != "return_type" or one.get("tracks"), code, "return_type without tracks")
    for line in rules.get("tariff", ()):
        _check_line(code, line)


def _check_line(code: str, line: Mapping[str, Any]) -> None:
    _need(line.get("component") in COMPONENTS, code, f"component {line.get('component')!r}")
    _need(line.get("who") in WHO, code, f"who {line.get('who')!r}")
    _need(line.get("return") in RETURNS, code, f"return {line.get('return')!r}")
    _need(line.get("stated") is None or line["stated"] in STATED, code, f"stated {line.get('stated')!r}")
    _need(_is_amount(line.get("amount")), code, f"amount {line.get('amount')!r}: write it as text, like '615.00'")


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
