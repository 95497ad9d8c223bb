"""Releases: the list, one release with its numbers, freezing, letting out by a second person, taking back, files."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, Refusal
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.indicators import files, service
from returns_app.indicators.forms import FreezeForm, WithdrawForm
from returns_app.indicators.queries.releases import get_release, list_releases
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import ReleaseStatus, entries_of, read_document
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.i18n import sentence
from returns_app.web.routing import current_actor

KINDS: dict[str, tuple[str, Callable[[bytes, str], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda document, _hash: files.sdmx_csv(document)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda document, _hash: files.workbook(document),
    ),
    "json": ("application/json; charset=utf-8", files.sidecar),
    "pdf": ("application/pdf", files.bulletin),
    "document": ("application/json; charset=utf-8", lambda document, _hash: document),
}


def signed_files(tables: bytes | None, manifest: str) -> dict[str, bytes]:
    """What the signature covers beside the document, and the signature: as they are kept, in no language."""
    return {kind: content for kind, content in (("tables", tables or b""), ("manifest", manifest.encode())) if content}


@pages.get("/indicators/releases", allow=Permission.FIGURES_READ)
def show_releases() -> ResponseReturnValue:
    """Every release of the own organisation that the reader may see."""
    found = list_releases(db.session(), current_actor())
    return render_template("indicators/releases.html", found=found, status=ReleaseStatus, audience=Audience)


@pages.get("/indicators/releases/<uuid:release_id>", allow=Permission.FIGURES_READ)
def show_release(release_id: UUID) -> ResponseReturnValue:
    """One release: what it is and its totals and regions; the rest is in its files."""
    release = get_release(db.session(), current_actor(), release_id)
    entries = [one for one in entries_of(read_document(release.document)) if one.key.spread in {"total", "region"}]
    files = [*KINDS, *signed_files(release.tables, release.manifest)]
    shown = [
        one for one in entries if not one.key.measure.startswith("N_") and (one.value or one.key.spread == "total")
    ]
    record_read(current_actor(), Action.RELEASE_READ, release=release.reference)
    return render_template(
        "indicators/release.html", one=release, entries=shown, status=ReleaseStatus, audience=Audience, words=WORDS,
        catalogue=CATALOGUE, kinds=files, own=release.frozen_by == current_actor().account_id,
    )  # fmt: skip


@pages.get("/indicators/releases/<uuid:release_id>/<kind>", allow=Permission.FIGURES_READ)
def download_release(release_id: UUID, kind: str) -> ResponseReturnValue:
    """A file of a release."""
    release = get_release(db.session(), current_actor(), release_id)
    signed = signed_files(release.tables, release.manifest)
    if kind not in {*KINDS, *signed}:
        raise NotFound
    record_read(current_actor(), Action.RELEASE_READ, release=release.reference, file=kind)
    if kind in signed:
        return attachment(signed[kind], f"{release.reference}.{kind}.json", "application/json; charset=utf-8")
    content_type, make = KINDS[kind]
    name = f"{release.reference}.{'document.json' if kind == 'document' else kind}"
    return attachment(make(release.document, release.document_hash), name, content_type)


@pages.form("/indicators/releases/freeze", allow=Permission.FIGURES_RELEASE)
def freeze() -> ResponseReturnValue:
    """Freeze a quarter."""
    form = FreezeForm(may_restrict=current_actor().may(Permission.FIGURES_RESTRICTED), today=today())
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            release = service.freeze_release(work, form.freezing())
            flash(_("%(release)s is frozen. Somebody else can release it now.", release=release.reference))
            return redirect(url_for("indicators.show_release", release_id=release.id))
    return form.page("indicators/freeze.html")


@pages.post("/indicators/releases/<uuid:release_id>/publish", allow=Permission.FIGURES_RELEASE)
def publish(release_id: UUID) -> ResponseReturnValue:
    """Let a frozen release out, as a second person."""
    try:
        with unit_of_work(current_actor()) as work:
            release = service.publish_release(work, release_id)
            flash(_("%(release)s is released.", release=release.reference))
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        flash(sentence(refusal))
    return redirect(url_for("indicators.show_release", release_id=release_id))


@pages.post("/indicators/releases/<uuid:release_id>/remake", allow=Permission.FIGURES_RELEASE)
def remake(release_id: UUID) -> ResponseReturnValue:
    """Make a release again from its inputs and say whether the bytes are the same."""
    with unit_of_work(current_actor()) as work:
        same = service.check_release_again(work, release_id)
    flash(
        _("Made again: the bytes are the same.")
        if same
        else _("Made again: the bytes differ. The method has changed since.")
    )
    return redirect(url_for("indicators.show_release", release_id=release_id))


@pages.form("/indicators/releases/<uuid:release_id>/withdraw", allow=Permission.FIGURES_RELEASE)
def withdraw(release_id: UUID) -> ResponseReturnValue:
    """Take a release back with a notice."""
    form, release = WithdrawForm(), get_release(db.session(), current_actor(), release_id)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.withdraw_release(work, release_id, form.notice.data)
            flash(_("%(release)s is withdrawn.", release=release.reference))
            return redirect(url_for("indicators.show_release", release_id=release_id))
    return form.page("indicators/withdraw.html", one=release)
