"""The access pack as files: JSON and PDF from the same data, with the files that go along, in one archive."""

import io
import json
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from flask_babel import gettext as _

from returns_app.privacy.rules.packs import Pack
from returns_app.web.i18n import page_locale, text_direction

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "privacy" / "pack.typ"
FONTS = ("fontpkg_source_sans_3", "fontpkg_ibm_plex_sans_arabic", "manimgx_fonts")


def archive(pack: Pack) -> bytes:
    """pack.json, pack.pdf and the files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("pack.json", pack.as_json())
        target.writestr("pack.pdf", paper(pack))
        for file in pack.files:
            target.writestr(file.name, file.content)
    return held.getvalue()


def paper(pack: Pack) -> bytes:
    """The pack as a tagged PDF, in the language that is spoken."""
    words = {
        "language": page_locale().language, "direction": text_direction(), "title": _("Your personal data"),
        "covered": _("Places where other people are covered"), "files": _("Files that go along"),
        "contents": _("What is in it"), "section": _("Section"), "rows": _("Rows"),
    }  # fmt: skip
    data = json.dumps(pack.as_data() | {"words": words}, ensure_ascii=False)
    return compile_pdf(TEMPLATE, {"data": data})


def compile_pdf(template: Path, inputs: dict[str, str]) -> bytes:
    """A PDF with fonts of our own, so that it looks the same on every machine."""
    return typst.compile(
        template, font_paths=_font_places(), ignore_system_fonts=True, format="pdf", sys_inputs=inputs,
        pdf_standards="ua-1",
    )  # fmt: skip


@cache
def _font_places() -> list[Path]:
    found = (find_spec(name) for name in FONTS)
    return [Path(spec.origin).parent for spec in found if spec is not None and spec.origin is not None]
