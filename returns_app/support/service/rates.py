"""Exchange rates: recorded by finance, frozen in every delivery that used them."""

from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.models import ExchangeRate
from returns_app.support.rules import RateEntry, check_rate, read_rates


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


def import_rates(work: UnitOfWork, content: bytes) -> int:
    """Every rate of a published file that is not known yet; the number recorded. What finance entered itself stays."""
    entries = [entry for entry in read_rates(content) if entry.on <= work.today]
    known = queries.known_rates(work.session)
    fresh = [entry for entry in entries if (entry.currency, entry.on) not in known]
    for entry in fresh:
        values = {"currency": entry.currency, "on": entry.on, "per_euro": entry.per_euro, "source": entry.source}
        work.add(ExchangeRate(**values, recorded_by=work.actor.account_id))
    work.record(Action.RATES_IMPORTED, read=len(entries), recorded=len(fresh))
    return len(fresh)
