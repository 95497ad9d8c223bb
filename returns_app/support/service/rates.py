"""Exchange rates: recorded by finance, frozen in every delivery that used them."""

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support.models import ExchangeRate
from returns_app.support.rules import RateEntry, check_rate


def record_rate(work: UnitOfWork, entry: RateEntry) -> ExchangeRate:
    """The rate of a day; entered again it is corrected, and what was booked stays as it was booked."""
    check_rate(entry, work.today)
    rate = work.session.get(ExchangeRate, (entry.currency, entry.on), with_for_update=True)
    before = rate.per_euro if rate else None
    if rate is not None and (rate.per_euro, rate.source) == (entry.per_euro, entry.source):
        return rate
    rate = rate or work.add(ExchangeRate(currency=entry.currency, on=entry.on))
    rate.per_euro, rate.source, rate.recorded_by = entry.per_euro, entry.source, work.actor.account_id
    on, per_euro = entry.on, entry.per_euro
    work.record(Action.RATE_RECORDED, currency=entry.currency, on=on, per_euro=per_euro, before=before)
    return rate
