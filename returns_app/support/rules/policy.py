"""The house's own rules about money: who signs which amount, how much may be cash; dated data with a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.support.rules.codes import Component, FundingSource, Signer

ANY = "*"


@dataclass(frozen=True, slots=True)
class Band:
    """Up to this amount these people sign, each step by somebody else; no amount means any."""

    up_to: Decimal | None
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class CashCap:
    """How much of a component may be cash: per person, or nothing said."""

    component: Component
    per_person: Decimal


@dataclass(frozen=True, slots=True)
class MoneyPolicy:
    """What holds for one programme on one day, and where that comes from."""

    bands: tuple[Band, ...]
    caps: tuple[CashCap, ...]
    source: str

    def signers(self, amount: Decimal) -> tuple[Signer, ...]:
        """Who has to sign a plan of this amount, in their order."""
        return next(band.signers for band in self.bands if band.up_to is None or amount <= band.up_to)

    def cash_limit(self, component: Component, persons: int) -> Decimal | None:
        """The most that may be cash; None where no cap is set."""
        found = next((cap for cap in self.caps if cap.component is component), None)
        return None if found is None else found.per_person * persons


def read_policy(content: Mapping[str, Any], programme: str, on: date) -> MoneyPolicy:
    """The rules in force on a day: a programme's own before those for any."""
    approval = _latest(content["approval"], programme, on)
    bands = tuple(_band(band) for band in approval["bands"])
    caps = [one for one in content.get("cash", ()) if _fits(one, programme, on)]
    own_first = sorted(caps, key=lambda one: one["programme"] != programme)
    return MoneyPolicy(bands, tuple(_cap(one) for one in own_first), str(approval["source"]))


def check_cash(limit: Decimal | None, cash: Decimal) -> None:
    """Refuse cash above its cap, with the excess."""
    if limit is not None and cash > limit:
        sentence = N_("Cash may be at most %(limit)s € of this part; this is %(excess)s € more. Plan it in kind.")
        raise RuleBroken("support.cash_cap", sentence, field="planned", limit=limit, excess=cash - limit)


def check_funding(sources: Iterable[FundingSource]) -> None:
    """The same thing is never paid twice: what Frontex pays for can't be claimed under AMIF too."""
    if {FundingSource.EURP, FundingSource.AMIF} <= set(sources):
        sentence = N_(
            "This case is paid by the EU Reintegration Programme. AMIF can't pay for it too: choose another funding source."
        )
        raise RuleBroken("support.double_funding", sentence, field="funding_source")


def _latest(rows: Iterable[Mapping[str, Any]], programme: str, on: date) -> Mapping[str, Any]:
    fitting = [one for one in rows if _fits(one, programme, on)]
    return max(fitting, key=lambda one: (one["programme"] != ANY, one["valid_from"]))


def _fits(row: Mapping[str, Any], programme: str, on: date) -> bool:
    in_force = row["valid_from"] <= on and (row.get("valid_to") is None or on <= row["valid_to"])
    return bool(in_force and fnmatchcase(programme, row["programme"]))


def _band(row: Mapping[str, Any]) -> Band:
    up_to = row.get("up_to")
    return Band(Decimal(up_to) if up_to else None, tuple(Signer(one) for one in row["signers"]))


def _cap(row: Mapping[str, Any]) -> CashCap:
    return CashCap(Component(row["component"]), Decimal(row["per_person"]))
