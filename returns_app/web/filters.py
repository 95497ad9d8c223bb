"""Words for days, moments, sums and countries in the reader's language, for every template."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from flask import Flask, current_app, url_for
from flask_babel import format_currency, format_decimal, ngettext, to_user_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from returns_app.core.clock import utc_now
from returns_app.core.countries import country_names
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role
from returns_app.web.i18n import page_locale

ROLE_NAMES = {
    Role.COUNSELLOR: _l("Return counsellor"),
    Role.APPROVER: _l("Approver"),
    Role.TRAVEL_DESK: _l("Travel desk"),
    Role.PARTNER: _l("Reintegration partner"),
    Role.PARTNER_COORDINATOR: _l("Partner coordinator"),
    Role.FINANCE: _l("Finance"),
    Role.DUPLICATE_REVIEWER: _l("Duplicate reviewer"),
    Role.ADJUDICATOR: _l("Adjudicator"),
    Role.AUDITOR: _l("Auditor"),
    Role.ANALYST: _l("Analyst"),
    Role.PROGRAMME_MANAGER: _l("Programme manager"),
    Role.DPO: _l("Data protection officer"),
    Role.ADMIN: _l("Administrator"),
}


EUROPEAN_ENGLISH = Locale.parse("en_150")  # day before month, 24 hours


def _dates_locale() -> Locale:
    locale = page_locale()
    return EUROPEAN_ENGLISH if locale.language == "en" else locale


def day(value: date | None) -> str:
    """A day like "21 Nov 2026"; nothing for no day."""
    return _day(value, _dates_locale()) if value else ""


@lru_cache(4096)
def _day(value: date, locale: Locale) -> str:
    return str(format_skeleton("yMMMd", value, locale=locale))


def weekday(value: date) -> str:
    """A day of the coming week like "Mon 2 Mar"."""
    return str(format_skeleton("MMMEd", value, locale=_dates_locale()))


def moment(value: datetime | None) -> str:
    """A moment like "21 Nov 2026, 14:05" in the office's time zone."""
    return f"{day(to_user_timezone(value))}, {clock_time(value)}" if value else ""


def clock_time(value: datetime | None) -> str:
    """The time of a moment, like "14:05"."""
    return format_time(to_user_timezone(value), "HH:mm", locale=_dates_locale()) if value else ""


def money(amount: Decimal | None, currency: str = "EUR") -> str:
    """A sum like "€1,250.00"; nothing for no sum."""
    if amount is None:
        return ""
    shown = format_currency(amount, currency)
    # A currency without a sign of its own is shown by its code, which must not run into the figures.
    return shown.replace(currency, f"{currency}\u00a0", 1) if re.match(rf"-?{currency}\d", shown) else shown


def number(value: float | Decimal | None) -> str:
    """A number with the separators of the language."""
    return "" if value is None else format_decimal(value)


def country(code: str | None) -> str:
    """The name of a country; an unknown code is shown as it is."""
    return country_names(page_locale().language).get(code, code) if code else ""


def partial_day(value: PartialDate | None) -> str:
    """A birth date as far as it is known, with a word when it is estimated."""
    if value is None or not value.is_known:
        return _("Unknown")
    pattern = "d MMM y" if value.day else "MMMM y" if value.month else "y"
    shown = format_date(date(value.year or 1, value.month or 1, value.day or 1), pattern, locale=_dates_locale())
    return _("about %(day)s", day=shown) if value.precision is DatePrecision.ESTIMATED else shown


def relative_days(due: date | None, today: date | None = None) -> str:
    """How far a day is, in words that every language has: "2 days late", "today", "in 5 days"."""
    if due is None:
        return ""
    away = (due - (today or utc_now().date())).days
    if away == 0:
        return _("today")
    if away < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -away)
    return ngettext("in %(num)s day", "in %(num)s days", away)


def role_name(role: Role) -> str:
    """The name of a role."""
    return str(ROLE_NAMES[role])


def url_if(endpoint: str, **values: Any) -> str:
    """The address of a page, or nothing where this node does not have the page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def register_filters(app: Flask) -> None:
    """Make these words known to every template."""
    words = (day, weekday, moment, clock_time, money, number, country, partial_day, relative_days, role_name)
    app.jinja_env.filters.update({word.__name__: word for word in words})
    app.jinja_env.globals["url_if"] = url_if
