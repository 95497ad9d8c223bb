"""Files as partners send them, good and hostile, made by hand."""

import io
import struct
import zlib
from random import Random

from PIL import Image


def a_png(width: int = 2, height: int = 2, tail: bytes = b"") -> bytes:
    """A small picture; its header can tell of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\x11\x22\x33" * 2 for _ in range(2))
    pieces = (_piece(b"IHDR", header), _piece(b"IDAT", zlib.compress(rows)), _piece(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces) + tail


def a_photo(seed: int = 1, *, size: tuple[int, int] = (640, 480), quality: int = 88, place: bool = True) -> bytes:
    """A real photo as a phone sends it: turned on its side, with the place where it was taken."""
    rng = Random(seed)
    grey = Image.frombytes("L", (12, 9), bytes(rng.randrange(256) for _ in range(12 * 9)))
    image, exif = grey.resize(size, Image.Resampling.BICUBIC).convert("RGB"), Image.Exif()
    exif[0x0112] = 6
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 27.0, 14.0), 3: "E", 4: (3.0, 23.0, 40.0)})
        exif[0x010F] = "SECRETPHONE"
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality, exif=exif.tobytes())
    return kept.getvalue()


def a_jpeg(width: int = 640, height: int = 480) -> bytes:
    """The start of a photo as far as anybody reads it: APP1 first, as phones write it, then the frame header."""
    app1 = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\x00\x00MM"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + app1 + frame + b"\xff\xda" + b"\x00" * 40 + b"\xff\xd9"


def a_pdf(extra: bytes = b"", *, content: bytes = b"BT (Receipt 17) Tj ET") -> bytes:
    """One page with a packed content stream; `extra` is put into the catalogue."""
    packed = zlib.compress(content)
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )  # fmt: skip


def an_object_stream(inside: bytes, how: bytes = b"/Filter /FlateDecode", packed: bytes | None = None) -> bytes:
    """A PDF that keeps objects packed away."""
    data = zlib.compress(inside) if packed is None else packed
    hidden = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + how + b" /Length %d >>\nstream\n" % len(data)
    return a_pdf().replace(b"trailer", hidden + data + b"\nendstream\nendobj\ntrailer")


def a_bomb() -> bytes:
    """A PDF of some hundred kilobytes that unpacks to a hundred megabytes."""
    return an_object_stream(b"\x00" * 100_000_000)


BOUNDARY = "0f3c8e1d"


def a_form(typed: dict[str, object], content: bytes, name: str = "receipt.pdf") -> bytes:
    """A sent form with a large file, kept in memory; its type is `multipart/form-data; boundary=BOUNDARY`."""
    head = "--" + BOUNDARY + '\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    parts = [(head % (field, "") + f"{value}\r\n").encode() for field, value in typed.items()]
    file = (head % ("receipt", f'; filename="{name}"')).encode() + content
    return b"".join(parts) + file + f"\r\n--{BOUNDARY}--\r\n".encode()


def _piece(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
