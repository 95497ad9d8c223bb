"""Calling another organisation: signed, retried with chance in the pauses, strictly read, left alone when it fails."""

import secrets
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from returns_app.peers.rules.problems import Code, PeerGone, Problem, StaleConnection
from returns_app.peers.rules.shapes import BadShape, from_plain, load, to_bytes
from returns_app.peers.service.breaker import guarded
from returns_app.peers.service.identity import Identity
from returns_app.peers.service.signatures import Message, sign
from returns_app.peers.service.transport import Reply, Transport

TRIES = 3
PATIENCE_SECONDS = 5.0
_FIRST_PAUSE = 0.05
_SERVER_FAULT = 500
_OK = 200
_JSON = "application/json"
Answer = TypeVar("Answer")


class Caller:
    """Somebody we ask: where it stands, and who we are to it."""

    def __init__(
        self, url: str, identity: Identity, transport: Transport, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """`sleep` is for tests."""
        self._url, self._identity, self._transport, self._sleep = url, identity, transport, sleep
        self._authority = urlsplit(url).netloc

    def call(self, path: str, said: Any, kind: type[Answer], key: UUID | None = None) -> Answer:  # noqa: ANN401
        """The answer to what was said; PeerGone when there is none that can be used, Problem when it was refused.

        The same `key` is answered once: a retry has no second effect.
        """
        key, body = key or uuid4(), to_bytes(said)
        with guarded(self._url):
            reply = self._try(path, body, key)
            if reply.status != _OK:
                raise _problem(reply)
            return _read(kind, reply, key)

    def close(self) -> None:
        """Let go of kept connections."""
        self._transport.close()

    def _try(self, path: str, body: bytes, key: UUID) -> Reply:
        give_up = time.monotonic() + PATIENCE_SECONDS
        for turn in range(TRIES):
            pause = _FIRST_PAUSE * 2**turn * (1 + secrets.randbelow(1000) / 1000)
            try:
                reply = self._transport.send(self._message(path, body, key))
            except StaleConnection:
                pause = 0.0
            except PeerGone:
                pass
            else:
                if reply.status < _SERVER_FAULT:
                    return reply
            if turn + 1 == TRIES or time.monotonic() + pause > give_up:
                break
            self._sleep(pause)
        raise PeerGone(f"no answer from {self._authority}")

    def _message(self, path: str, body: bytes, key: UUID) -> Message:
        # Every try is signed anew: a nonce serves once.
        headers = {"Host": self._authority, "Content-Type": _JSON, "Idempotency-Key": str(key)}
        message = Message("POST", self._url + path, headers, body)
        sign(message, self._identity)
        return message


def _read(kind: type[Answer], reply: Reply, key: UUID) -> Answer:
    """The answer, if it is one to this very request and of the agreed shape."""
    try:
        told = load(reply.body)
        if not isinstance(told, dict) or told.keys() != {"reply_to", "answer", "pad"}:
            raise PeerGone("an answer without its envelope")
        if told["reply_to"] != str(key):
            raise PeerGone("an answer to another request")
        found: Answer = from_plain(kind, told["answer"])
    except BadShape as fault:
        raise PeerGone(f"an answer of another shape: {fault}") from fault
    return found


def _problem(reply: Reply) -> Exception:
    try:
        return Problem(Code(load(reply.body)["code"]))
    except (BadShape, KeyError, TypeError, ValueError):
        return PeerGone(f"status {reply.status} without a reason")
