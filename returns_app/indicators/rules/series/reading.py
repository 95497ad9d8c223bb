"""Finds out which layout a file has and reads it."""

import zlib
from collections.abc import Callable, Mapping

from returns_app.core.text import N_
from returns_app.indicators.rules.series.eurostat import read_json_stat, read_old_export, read_sdmx, read_tsv
from returns_app.indicators.rules.series.model import Reading, SeriesFault
from returns_app.indicators.rules.series.plain import read_plain

MOST_BYTES = 400 * 2**20  # of an unpacked file
LAYOUTS: Mapping[str, Callable[[str, str], Reading]] = {
    "tsv": read_tsv, "sdmx-csv": read_sdmx, "json-stat": read_json_stat, "old-export": read_old_export, "csv": read_plain,
}  # fmt: skip


def read_series(content: bytes, dataset: str) -> Reading:
    """The numbers of a file, plain or gzipped; a fault names the line."""
    text = _text(_unpacked(content))
    if not text.strip():
        raise SeriesFault(1, N_("Line %(line)s: the file is empty."))
    return LAYOUTS[layout_of(text)](text, dataset.upper())


def layout_of(text: str) -> str:
    """Which layout the beginning of a file shows."""
    first = text.split("\n", 1)[0]
    if text.lstrip().startswith("{"):
        return "json-stat"
    if "\\TIME_PERIOD" in first or ("\t" in first and "\\" in first):
        return "tsv"
    if "OBS_VALUE" in first or first.startswith(("DATAFLOW", "STRUCTURE")):
        return "sdmx-csv"
    return "old-export" if "Flag and Footnotes" in first else "csv"


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpack = zlib.decompressobj(wbits=gzip_window())
    try:
        found = unpack.decompress(content, MOST_BYTES)
    except zlib.error as fault:
        raise SeriesFault(1, N_("Line %(line)s: the packed file is damaged. Download it again.")) from fault
    if unpack.unconsumed_tail or not unpack.eof:
        raise SeriesFault(1, N_("Line %(line)s: the packed file is damaged or too large. Download it again."))
    return found


def gzip_window() -> int:
    """What tells zlib that a gzip header comes first."""
    return 16 + zlib.MAX_WBITS


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads every byte")
