"""Tagged PDF files (PDF/UA-1) set by typst from our own templates; what is said goes in as data and is never read as code."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typst

# Where installed fonts lie; nothing of the machine is used, so a letter looks the same everywhere.
PACKAGES = (
    ("fontpkg_source_sans_3", "files"),
    ("fontpkg_ibm_plex_sans_arabic", "files"),
    ("manimgx_fonts", "."),
)
STANDARD: Final = "ua-1"


def set_pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a template filled with data; `at` is the moment it says it was made."""
    made = typst.compile(
        str(template),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101  (one file was asked for)
    return made


@cache
def _fonts() -> typst.Fonts:
    places = [str(_folder(package) / folder) for package, folder in PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{package} is not installed.")
    return Path(spec.origin).parent
