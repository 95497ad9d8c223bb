"""Tables for other systems: unprotected, for the restricted role, shown with what has no place in them, then logged."""

from hashlib import sha256

from flask import render_template, request
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.indicators import files
from returns_app.indicators.forms import TransmissionForm
from returns_app.indicators.queries.holds import stood_still_on
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.dictionary import (
    SYSTEM_NAMES,
    TRUST_NAMES,
    System,
    Transmission,
    check_seen,
    fields_of,
    months_of,
    transmission,
    transmission_caveats,
)
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web import sheets
from returns_app.web.routing import current_actor

SHOWN = 50


@pages.get("/indicators/transmissions", allow=Permission.FIGURES_RESTRICTED)
def show_transmission() -> ResponseReturnValue:
    """What a table would hold, and our codes that it has no place for."""
    form = TransmissionForm(today=today())
    made = _made(form)
    record_read(
        current_actor(), Action.FIGURES_READ, channel="transmission", figure=made.system.value, by="", year=made.period
    )
    return render_template(
        "indicators/transmission.html",
        form=form,
        made=made,
        names=SYSTEM_NAMES,
        trust=TRUST_NAMES,
        fields=list(fields_of(made.system)),
        shown=SHOWN,
        words=WORDS,
        caveats=transmission_caveats(made.system, made.period, today()),
    )


@pages.get("/indicators/transmissions/table.csv", allow=Permission.FIGURES_RESTRICTED)
def download_transmission() -> ResponseReturnValue:
    """The table as a file; its checksum stands in the log."""
    made, content, checksum = _taken()
    record_read(
        current_actor(), Action.FIGURES_TRANSMITTED, system=made.system.value, period=made.period, sha256=checksum
    )
    return attachment(content, f"confidential-{made.system.value}-{made.period}.csv", "text/csv; charset=utf-8")


@pages.get("/indicators/transmissions/about.json", allow=Permission.FIGURES_RESTRICTED)
def describe_transmission() -> ResponseReturnValue:
    """What goes with the table to its receiver: checksum, dictionary, what has no place in it, warnings."""
    made, _content, checksum = _taken()
    record_read(
        current_actor(),
        Action.FIGURES_READ,
        channel="transmission-about",
        figure=made.system.value,
        by="",
        year=made.period,
    )
    return attachment(
        files.transmission_about(made, checksum, today()), f"confidential-{made.system.value}-{made.period}.json",
        "application/json; charset=utf-8",
    )  # fmt: skip


def _taken() -> tuple[Transmission, bytes, str]:
    made = _made(TransmissionForm(today=today()))
    check_seen(made, request.args.get("seen", ""))
    content = sheets.write_csv(made.head, made.rows)
    return made, content, sha256(content).hexdigest()


def _made(form: TransmissionForm) -> Transmission:
    session, organisation_id = db.session(), current_actor().organisation_id
    spells, held = stored_spells(session, organisation_id), {}
    if form.system.data is System.IRMA_READY and organisation_id is not None:
        held = stood_still_on(session, organisation_id, months_of(form.period.data))
    return transmission(form.system.data, spells, form.period.data, held)
