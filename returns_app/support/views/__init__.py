"""Pages of support: plan, signatures, orders, deliveries, receipts, files, exchange rates."""

from returns_app.support.views import (
    approval,
    bulk,
    deliverers,
    deliveries,
    files,
    finance,
    findings,
    orders,
    plan,
    questions,
    queue,
    rates,
)
from returns_app.support.views.blueprint import pages

__all__ = [
    "approval",
    "bulk",
    "deliverers",
    "deliveries",
    "files",
    "finance",
    "findings",
    "orders",
    "pages",
    "plan",
    "questions",
    "queue",
    "rates",
]
