"""What everybody may read: published releases. Served by a process of its own that can read one table and holds no key."""

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.errors import NotFound, Refusal
from returns_app.db.session import db
from returns_app.indicators import files
from returns_app.indicators.presenting.public import latest_of
from returns_app.indicators.queries.releases import get_publication, list_publications
from returns_app.indicators.rules.caveats import WORDS
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.releases import entries_of, read_document
from returns_app.indicators.views.blueprint import attachment
from returns_app.web.i18n import sentence
from returns_app.web.routing import Access, Pages

public_pages = Pages("published", __name__, template_folder="../templates")


@public_pages.get("/", allow=Access.PUBLIC)
def show_start() -> ResponseReturnValue:
    """The newest release of every publisher: a few totals, and the way to all of it. Nothing here is live."""
    latest = latest_of(list_publications(db.session()))
    codes = [code for code in WORDS if any(code in one.caveats for shown in latest for one in shown.headlines)]
    return render_template("public/start.html", latest=latest, words=WORDS, codes=codes)


@public_pages.get("/figures", allow=Access.PUBLIC)
def list_all() -> ResponseReturnValue:
    """Every publication."""
    return render_template("public/list.html", found=list_publications(db.session()))


@public_pages.get("/figures/<kind>", allow=Access.PUBLIC)
def show_one(kind: str) -> ResponseReturnValue:
    """One publication: totals and world regions; a withdrawn one shows its notice."""
    found = get_publication(db.session(), kind)
    entries = [] if found.withdrawn_at else list(entries_of(read_document(found.document)))
    shown = [one for one in entries if one.key.spread in {"total", "region"} and not one.key.measure.startswith("N_")]
    rows = [one for one in shown if one.value]
    codes = [code for code in WORDS if any(code in one.caveats for one in rows)]
    return render_template("public/one.html", one=found, entries=rows, words=WORDS, catalogue=CATALOGUE, codes=codes)


@public_pages.get("/figures/<kind>/table.csv", allow=Access.PUBLIC)
def download_one(kind: str) -> ResponseReturnValue:
    """Its numbers with everything it takes to read them."""
    found = get_publication(db.session(), kind)
    if found.withdrawn_at:
        raise NotFound
    return attachment(files.sdmx_csv(found.document), f"{found.reference}.csv", "text/csv; charset=utf-8")


@public_pages.get("/figures/<kind>/document.json", allow=Access.PUBLIC)
def download_document(kind: str) -> ResponseReturnValue:
    """The release as it was frozen: what its checksum and its signature are about."""
    found = get_publication(db.session(), kind)
    return _as_kept(found.document, f"{found.reference}.document.json")


@public_pages.get("/figures/<kind>/manifest.json", allow=Access.PUBLIC)
def download_manifest(kind: str) -> ResponseReturnValue:
    """Its checksums, signed by the house: `tools/verify_release.py` checks them without it."""
    found = get_publication(db.session(), kind)
    return _as_kept(found.manifest.encode(), f"{found.reference}.manifest.json")


def _as_kept(content: bytes, name: str) -> ResponseReturnValue:
    """What was taken back is empty, and an older release has no signature."""
    if not content:
        raise NotFound
    return attachment(content, name, "application/json; charset=utf-8")


def say_refusal(refusal: Refusal) -> ResponseReturnValue:
    """A refusal as a sentence."""
    return sentence(refusal), refusal.status, {"Content-Type": "text/plain; charset=utf-8"}
