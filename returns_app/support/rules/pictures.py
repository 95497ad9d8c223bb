"""Pictures as evidence: what tells where and by whom they were taken is left out, a small copy and a fingerprint are made."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageFile, ImageOps

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

SMALL: Final = (320, 320)
MARKER, START_OF_SCAN, END_OF_IMAGE = 0xFF, 0xDA, 0xD9
APP1, APP2, APP13, COMMENT = 0xE1, 0xE2, 0xED, 0xFE
ORIENTATION = 0x0112
STANDALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD8)})
TOLD_BY_PNG = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
PNG_SIGNATURE = 8
BANDS, BAND_BITS = 4, 16
MOST_DIFFERENT = 3  # of 64: fewer than the bands, so that one band of two such pictures is always equal
MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A small copy, made anew from the pixels, and what the picture looks like in 64 bits."""

    small: bytes
    fingerprint: int


def without_metadata(media_type: str, content: bytes) -> bytes:
    """The same pixels without place, device, names and whatever was hung behind them; the right way up stays."""
    if media_type == "image/png":
        return content[:PNG_SIGNATURE] + b"".join(_png_chunks(content))
    if media_type == "image/jpeg":
        return content[:2] + _upright(content) + b"".join(_jpeg_parts(content))
    return content


def look_at(content: bytes) -> Picture:
    """Decode the whole picture once; Malformed when that is not possible or it unpacks to far more than it seems."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _damaged()
            opened.draft("RGB", SMALL)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as fault:
        raise _damaged() from fault
    shown = upright.copy()
    shown.thumbnail(SMALL)
    kept = io.BytesIO()
    shown.save(kept, "JPEG", quality=72, optimize=True)
    return Picture(kept.getvalue(), fingerprint(upright))


def fingerprint(image: Image.Image) -> int:
    """Sixty-four comparisons of neighbouring greys: another size or compression of the same photo changes few."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = (grey[row * 9 + place] > grey[row * 9 + place + 1] for row in range(8) for place in range(8))
    return sum(1 << position for position, is_darker in enumerate(bits) if is_darker)


def bands(value: int) -> tuple[int, ...]:
    """The fingerprint in four parts: two pictures that look the same have at least one in common."""
    return tuple(value >> (BAND_BITS * band) & 0xFFFF for band in range(BANDS))


def looks_the_same(one: int, other: int) -> bool:
    """True when hardly any of the comparisons differ."""
    return (one ^ other).bit_count() <= MOST_DIFFERENT


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = PNG_SIGNATURE
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if kind not in TOLD_BY_PNG:
            yield content[at:end]
        if kind == b"IEND" or end > len(content):
            return
        at = end


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Segments and scans up to the end of the first image."""
    at = 2
    while at + 4 <= len(content) and content[at] == MARKER:
        marker = content[at + 1]
        if marker == MARKER:
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        end = at + 2 if marker in STANDALONE else at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        end = _after_scan(content, end) if marker == START_OF_SCAN else end
        if not _tells(content, at, marker):
            yield content[at:end]
        at = end
    yield bytes((MARKER, END_OF_IMAGE))


def _after_scan(content: bytes, at: int) -> int:
    """Where the packed pixels end and the next marker stands."""
    while (found := content.find(b"\xff", at)) >= 0 and found + 1 < len(content):
        if content[found + 1] not in STANDALONE and content[found + 1] != MARKER:
            return found
        at = found + 1
    return len(content)


def _tells(content: bytes, at: int, marker: int) -> bool:
    is_more_pictures = marker == APP2 and content[at + 4 : at + 8] == b"MPF\x00"
    return marker in {APP1, APP13, COMMENT} or is_more_pictures


def _upright(content: bytes) -> bytes:
    """An Exif segment with nothing in it but which side is up."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            side = opened.getexif().get(ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, struct.error):
        return b""
    if not isinstance(side, int) or not 1 < side <= 8:  # noqa: PLR2004  (eight ways to hold a camera)
        return b""
    told = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHHI", ORIENTATION, 3, 1, side, 0, 0)
    return bytes((MARKER, APP1)) + struct.pack(">H", len(told) + 2) + told


def _damaged() -> Malformed:
    return Malformed("support.file_damaged", N_("This picture is damaged. Take or save it again."), field="receipt")


ImageFile.LOAD_TRUNCATED_IMAGES = False  # half a picture is no evidence
