"""Which files can be kept as evidence: PDF, JPEG and PNG by their content, never by their word."""

import re
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from returns_app.core.errors import Malformed
from returns_app.core.text import N_, Text
from returns_app.support.rules import pdf
from returns_app.support.rules.entries import Upload
from returns_app.support.rules.pictures import MOST_PIXELS, Picture, look_at, without_metadata

MIB = 1024 * 1024
LONGEST_NAME = 120
JPEG_START, JPEG_WITHOUT_LENGTH = b"\xff\xd8\xff", frozenset({0x01, *range(0xD0, 0xD9)})
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PNG_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PDF_START = b"%PDF-"
ENDINGS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
}  # fmt: skip
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that can be kept: a name that does no harm, the type its content has, its bytes."""

    name: str
    media_type: str
    content: bytes
    picture: Picture | None = None


def check_evidence(upload: Upload, most_mib: int, *, strips: bool = True) -> CheckedFile:
    """The file as it can be kept (a picture without what tells where it was taken), or the reason it can't."""
    if not upload.content:
        raise _refused("empty", N_("This file is empty. Choose another."))
    if len(upload.content) > most_mib * MIB:
        raise _refused("too_large", N_("Choose a file of at most %(most)s MB."), most=most_mib)
    name, media_type = clean_name(upload.name), _type_of(upload.content)
    if media_type is None or PurePosixPath(name).suffix.lower().lstrip(".") not in ENDINGS[media_type]:
        raise _refused("wrong_type", N_("This is not a PDF, JPEG or PNG file, or its name says otherwise."))
    _check_content(media_type, upload.content)
    if media_type == "application/pdf":
        return CheckedFile(name, media_type, upload.content)
    picture = look_at(upload.content)
    content = without_metadata(media_type, upload.content) if strips else upload.content
    return CheckedFile(name, media_type, content, picture)


def clean_name(name: str) -> str:
    """The last part of a name, without control, direction and other invisible characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
    path = PurePosixPath(_UNSAFE.sub("", shown).strip(" .") or "file")
    stem = path.stem.strip(" .") or "file"
    return f"{stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}" if len(path.suffix) < LONGEST_NAME else "file"


def _type_of(content: bytes) -> str | None:
    starts = {"application/pdf": PDF_START, "image/jpeg": JPEG_START, "image/png": PNG_START}
    return next((kind for kind, start in starts.items() if content.startswith(start)), None)


def _check_content(media_type: str, content: bytes) -> None:
    if media_type == "application/pdf":
        pdf.check(content)
        return
    pixels = _png_pixels(content) if media_type == "image/png" else _jpeg_pixels(content)
    if pixels == 0:
        raise _refused("damaged", N_("This picture is damaged. Take or save it again."))
    if pixels > MOST_PIXELS:
        raise _refused("too_many_pixels", N_("This picture has too many pixels. Save it smaller."))


def _png_pixels(content: bytes) -> int:
    """Width times height as the header says; 0 where it can't be read."""
    if len(content) < len(PNG_START) + 8:
        return 0
    width, height = struct.unpack_from(">II", content, len(PNG_START))
    return int(width * height)


def _jpeg_pixels(content: bytes) -> int:
    """Width times height of the first frame header; 0 where there is none."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  (every marker begins so)
        marker = content[at + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return int(width * height)
        if marker == 0xFF:  # noqa: PLR2004  (a fill byte)
            at += 1
        elif marker in JPEG_WITHOUT_LENGTH:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return 0


def _refused(code: str, sentence: Text, **params: object) -> Malformed:
    return Malformed(f"support.file_{code}", sentence, field="receipt", **params)
