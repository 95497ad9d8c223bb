"""Asking a malware scanner (clamd) about a file: its INSTREAM command, over a socket."""

import socket
import struct
from contextlib import closing
from enum import StrEnum

from returns_app.db.unit_of_work import settings

PIECE = 64 * 1024
SECONDS = 20.0


class Verdict(StrEnum):
    """What the scanner says."""

    CLEAN = "clean"
    INFECTED = "infected"


class NoScanner(Exception):
    """The scanner does not answer, or not in a way that can be read."""


def is_configured() -> bool:
    """True where a scanner is to be asked."""
    return bool(settings().clamd_address)


def scan(content: bytes) -> Verdict:
    """The scanner's word about some bytes."""
    try:
        with closing(_connect(settings().clamd_address)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return _read(line.recv(4096))
    except OSError as fault:
        raise NoScanner(type(fault).__name__) from fault


def _connect(address: str) -> socket.socket:
    """A path is a Unix socket, anything else host:port."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _read(answer: bytes) -> Verdict:
    text = answer.rstrip(b"\0\n")
    if text.endswith(b" OK"):
        return Verdict.CLEAN
    if text.endswith(b" FOUND"):
        return Verdict.INFECTED
    raise NoScanner("unreadable answer")
