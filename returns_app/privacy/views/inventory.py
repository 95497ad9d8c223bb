"""What is held and why: the inventory, table by table, and the record of processing by purpose."""

from collections.abc import Iterable

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from returns_app.core.permissions import Permission
from returns_app.privacy.forms import InventoryFilterForm
from returns_app.privacy.queries.inventory import inventory, retention
from returns_app.privacy.rules import by_table
from returns_app.privacy.views.blueprint import pages

GUARDS = {"encrypted": _l("encrypted"), "keyed digest": _l("keyed digest"), "digest only": _l("digest only")}


@pages.get("/data-protection", allow=Permission.PRIVACY_READ)
def show_start() -> ResponseReturnValue:
    """The first page of data protection."""
    return redirect(url_for("privacy.list_requests"))


@pages.get("/data-protection/inventory", allow=Permission.PRIVACY_READ)
def show_inventory() -> ResponseReturnValue:
    """Every table in one line, or one table in full."""
    form, held = InventoryFilterForm(), inventory()
    return render_template(
        "privacy/inventory.html", form=form, held=held, tables=dict(by_table(held.entries)),
        rows=[one for one in held.entries if one.table == form.table.data], classes=retention()[-1].classes,
        in_words=in_words, guards=GUARDS,
    )  # fmt: skip


@pages.get("/data-protection/record", allow=Permission.PRIVACY_READ)
def show_record() -> ResponseReturnValue:
    """The record of processing: purpose, ground, data, recipients, periods."""
    return render_template("privacy/record.html", held=inventory(), in_words=in_words)


def in_words(what: str, codes: Iterable[str]) -> str:
    """The codes of a list in the reader's language, each once."""
    known = inventory().words.get(what, {})
    return _("; ").join(_(known.get(code, code)) for code in dict.fromkeys(codes))
