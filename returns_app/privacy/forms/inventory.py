"""Filters of the inventory."""

from flask_babel import lazy_gettext as _l

from returns_app.privacy.queries import inventory
from returns_app.web.fields import ChoiceField
from returns_app.web.fields.base import Words
from returns_app.web.forms import FilterForm


class InventoryFilterForm(FilterForm):
    """Which table to show in full."""

    table = ChoiceField(_l("Table"), choices=lambda: _tables(), placeholder=_l("All tables"))  # noqa: PLW0108  (below)


def _tables() -> list[tuple[str, Words]]:
    return [(name, name) for name in inventory().tables()]
