"""Whether a PDF only shows something: no scripts, no embedded files, no programs to start, nothing hidden from us."""

import re
import zlib
from collections.abc import Iterator

from returns_app.core.errors import Malformed
from returns_app.core.text import N_, Text

MOST_UNPACKED = 64 * 1024 * 1024
MOST_STREAMS = 20_000
STEP = 16 * 1024
NEAR = 400  # how far before its data the dictionary of a stream is looked for
ACTIVE = (
    b"/JavaScript", b"/EmbeddedFile", b"/EmbeddedFiles", b"/Launch", b"/RichMedia", b"/XFA", b"/SubmitForm",
    b"/ImportData", b"/GoToE", b"/Movie",
)  # fmt: skip
_ACTIVE = re.compile(b"(?:" + b"|".join(ACTIVE) + rb")(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DATA = re.compile(rb"\bstream\r?\n")
_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z])")


def check(content: bytes) -> None:
    """Refuse a PDF that acts, that is locked, or that can't be looked through."""
    plain = _plain(content)
    if b"/Encrypt" in plain:
        raise _refused("locked", N_("This PDF is locked with a password. Save or print it without one."))
    looked_into = 0
    for head, unpacked in _streams(content):
        _refuse_active(_plain(unpacked))
        looked_into += bool(_OBJECTS.search(head)) and bool(unpacked) and b"/Predictor" not in head
    _refuse_active(plain)
    if len(_OBJECTS.findall(plain)) > looked_into:
        raise _refused("unclear", N_("This PDF can't be checked. Print it to PDF again, or send a photo."))


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before each packed stream, and the stream unpacked (empty where it isn't packed in the usual way)."""
    budget = MOST_UNPACKED
    for number, found in enumerate(_DATA.finditer(content)):
        unpacked = _unpack(content, found.end(), budget)
        budget -= len(unpacked)
        if budget <= 0 or number > MOST_STREAMS:
            raise _refused("bomb", N_("This PDF unpacks to far more than it seems. Send a photo instead."))
        yield _dictionary(content, found.start()), unpacked


def _dictionary(content: bytes, before: int) -> bytes:
    head = content[max(0, before - NEAR) : before]
    return _plain(head[head.rfind(b" obj") + 1 :])


def _unpack(content: bytes, start: int, most: int) -> bytes:
    """What can be unpacked from `start` on, step by step so that neither bombs nor crowds of streams cost much."""
    packed, unpacked = zlib.decompressobj(), bytearray()
    try:
        while not packed.eof and start < len(content) and len(unpacked) < most:
            unpacked += packed.decompress(content[start : start + STEP], most - len(unpacked))
            start += STEP
    except zlib.error:
        pass
    return bytes(unpacked)


def _plain(content: bytes) -> bytes:
    """Names with their escapes (`/J#61vaScript`) written out."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content


def _refuse_active(content: bytes) -> None:
    if _ACTIVE.search(content):
        raise _refused("active", N_("This PDF contains a script, a program or another file. Print it to PDF again."))


def _refused(code: str, sentence: Text) -> Malformed:
    return Malformed(f"support.file_{code}", sentence, field="receipt")
