"""Reading exchange rates."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.money import EURO, Rate, euro_rate
from returns_app.support.models import ExchangeRate

RATES_SHOWN = 200


def find_rate(session: Session, currency: str, on: date) -> Rate | None:
    """The latest rate on or before a day; the euro's own is always one."""
    if currency == EURO:
        return euro_rate(on)
    wanted = select(ExchangeRate).where(ExchangeRate.currency == currency, ExchangeRate.on <= on)
    found = session.scalars(wanted.order_by(ExchangeRate.on.desc()).limit(1)).first()
    return Rate(found.currency, found.per_euro, found.on, found.source) if found else None


def list_rates(session: Session) -> list[ExchangeRate]:
    """The newest rates first."""
    newest = select(ExchangeRate).order_by(ExchangeRate.on.desc(), ExchangeRate.currency)
    return list(session.scalars(newest.limit(RATES_SHOWN)))


def list_currencies(session: Session) -> list[str]:
    """Currencies that have a rate."""
    return list(session.scalars(select(ExchangeRate.currency).distinct().order_by(ExchangeRate.currency)))


def known_rates(session: Session) -> set[tuple[str, date]]:
    """The currencies and days that have a rate."""
    return {(currency, on) for currency, on in session.execute(select(ExchangeRate.currency, ExchangeRate.on))}
