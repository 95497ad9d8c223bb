"""One HTTP exchange with another organisation: kept connections, short time-outs, no redirects, bounded answers."""

import ssl
from collections import deque
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

from returns_app.peers.rules.federation import Tls
from returns_app.peers.rules.problems import PeerGone, StaleConnection
from returns_app.peers.service.signatures import Message

CONNECT_SECONDS = 0.5
READ_SECONDS = 3.0
LARGEST_ANSWER = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes


class Transport(Protocol):
    """Something that carries a signed message to the other side; PeerGone when nothing came back."""

    def send(self, message: Message) -> Reply:
        """One exchange."""
        ...

    def close(self) -> None:
        """Let go of what is kept open."""
        ...


class HttpTransport:
    """Plain or mutually authenticated TLS connections to one place, kept open between exchanges."""

    def __init__(self, url: str, tls: Tls = Tls(), *, read_seconds: float = READ_SECONDS) -> None:  # noqa: B008
        """`url` is that of the service; what is sent to it names a path below."""
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._context = _context(tls) if parts.scheme == "https" else None
        self._read_seconds = read_seconds
        self._idle: deque[HTTPConnection] = deque()

    def send(self, message: Message) -> Reply:
        """One exchange; never repeated here, because a signature serves once."""
        kept = self._kept()
        try:
            connection = kept or self._connect()
        except OSError as fault:
            raise PeerGone(type(fault).__name__) from fault
        try:
            reply = self._exchange(connection, message)
        except (HTTPException, OSError) as fault:
            connection.close()
            is_stale = kept is not None and not isinstance(fault, TimeoutError)
            raise (StaleConnection if is_stale else PeerGone)(type(fault).__name__) from fault
        self._idle.append(connection)
        return reply

    def close(self) -> None:
        """Let go of every kept connection."""
        while kept := self._kept():
            kept.close()

    def _kept(self) -> HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _connect(self) -> HTTPConnection:
        connection = (
            HTTPSConnection(self._host, self._port, timeout=CONNECT_SECONDS, context=self._context)
            if self._context
            else HTTPConnection(self._host, self._port, timeout=CONNECT_SECONDS)
        )
        try:
            connection.connect()
        except OSError:
            connection.close()
            raise
        connection.auto_open = 0  # one that was closed is not opened anew in silence
        connection.sock.settimeout(self._read_seconds)
        return connection

    def _exchange(self, connection: HTTPConnection, message: Message) -> Reply:
        connection.request(message.method, urlsplit(message.url).path, body=message.body, headers=message.headers)
        answer = connection.getresponse()
        body = answer.read(LARGEST_ANSWER + 1)
        if len(body) > LARGEST_ANSWER:
            raise HTTPException("answer too large")
        if answer.length:
            raise HTTPException("answer cut off")
        return Reply(answer.status, body)


def _context(tls: Tls) -> ssl.SSLContext:
    """TLS 1.3, the federation's own authority alone, and a certificate of ours where there is one."""
    context = ssl.create_default_context(cafile=tls.authority or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if tls.certificate:
        context.load_cert_chain(tls.certificate, tls.key)
    return context
