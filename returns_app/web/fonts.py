"""Cuts the installed fonts down to the scripts we write, one file per script and weight."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

RECIPE = "2"  # change it when the way of cutting changes, so that files are made again

LATIN = "U+0000-024F,U+0259,U+02B0-036F,U+1E00-1EFF,U+2000-200B,U+2010-206F,U+20A0-20C0,U+2100-2193,U+2212,U+25CF"
GREEK_CYRILLIC = "U+0370-052F,U+1C80-1C8F,U+1F00-1FFF,U+2DE0-2DFF,U+A640-A69F"
ARABIC = "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF"
ETHIOPIC = "U+1200-139F,U+2D80-2DDF,U+AB00-AB2F"
GEORGIAN = "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F"
ARMENIAN = "U+0530-058F,U+FB13-FB17"
BENGALI = "U+0951-0952,U+0964-0965,U+0980-09FF,U+25CC"
DEVANAGARI = "U+0900-097F,U+1CD0-1CFF,U+20B9,U+25CC,U+A8E0-A8FF"


@dataclass(frozen=True)
class Face:
    """One font file: which characters of which installed font, in which weights."""

    name: str
    package: str
    file: str
    ranges: str
    weights: str = "200 900"
    family: str = "Returns Sans"

    @property
    def source(self) -> Path:
        """The installed font."""
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"{self.package} is not installed.")
        return Path(spec.origin).parent / self.file

    @cached_property
    def file_name(self) -> str:
        """A name that changes when the font or the way of cutting changes."""
        print_of = hashlib.sha256(self.source.read_bytes() + (self.ranges + RECIPE).encode())
        return f"{self.name}.{print_of.hexdigest()[:12]}.woff2"


def _source_sans(name: str, ranges: str) -> Face:
    return Face(name, "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf", ranges)


def _plex(name: str, style: str, weights: str) -> Face:
    return Face(
        name, "fontpkg_ibm_plex_sans_arabic", f"files/IBMPlexSansArabic-{style}.ttf", ARABIC, weights, "Returns Arabic"
    )


def _noto(name: str, script: str, ranges: str) -> Face:
    return Face(name, "manimgx_fonts", f"NotoSans{script}[wght].ttf", ranges, "100 900", "Returns World")


FACES = (
    _source_sans("latin", LATIN),
    _source_sans("greek-cyrillic", GREEK_CYRILLIC),
    _plex("arabic-400", "Regular", "400"),
    _plex("arabic-600", "SemiBold", "600"),
    _plex("arabic-700", "Bold", "700"),
    _noto("ethiopic", "Ethiopic", ETHIOPIC),
    _noto("georgian", "Georgian", GEORGIAN),
    _noto("armenian", "Armenian", ARMENIAN),
    _noto("bengali", "Bengali", BENGALI),
    _noto("devanagari", "Devanagari", DEVANAGARI),
)


def build_face(face: Face, path: Path) -> Path:
    """Write the characters of one face as WOFF2."""
    options = Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    options.drop_tables += ["meta"]  # design notes that the cutter can't cut
    font = load_font(str(face.source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_code_points(face.ranges))
    subsetter.subset(font)
    unfinished = path.with_suffix(".part")
    save_font(font, str(unfinished), options)
    font.close()
    unfinished.replace(path)
    return path


def font_css(faces: Sequence[Face]) -> str:
    """Three families, because faces of one family must agree on weights; a browser loads only the scripts it meets."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weights};font-display:swap;'
        f'src:url("{face.file_name}") format("woff2");unicode-range:{face.ranges}}}\n'
        for face in faces
    )


def _code_points(ranges: str) -> list[int]:
    points: list[int] = []
    for one in ranges.split(","):
        first, _, last = one.strip().removeprefix("U+").partition("-")
        points += range(int(first, 16), int(last or first, 16) + 1)
    return points


def font_folders() -> list[str]:
    """Where the installed fonts of documents lie: nothing of the machine is used, so a page looks the same everywhere."""
    found = (find_spec(package) for package in ("fontpkg_source_sans_3", "fontpkg_ibm_plex_sans_arabic"))
    return [str(Path(spec.origin).parent / "files") for spec in found if spec is not None and spec.origin is not None]
