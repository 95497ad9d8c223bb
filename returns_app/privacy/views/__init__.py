"""Pages of data protection."""

from returns_app.privacy.views import (
    breaches,
    case,
    emergencies,
    erasures,
    inventory,
    marks,
    oversight,
    requests,
    retention,
)
from returns_app.privacy.views.blueprint import pages

__all__ = [
    "breaches",
    "case",
    "emergencies",
    "erasures",
    "inventory",
    "marks",
    "oversight",
    "pages",
    "requests",
    "retention",
]
