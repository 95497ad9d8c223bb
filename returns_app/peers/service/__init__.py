"""Signing, verifying, calling, and keeping count."""

from returns_app.peers.service.admitting import admit
from returns_app.peers.service.calling import Caller
from returns_app.peers.service.counting import count_tokens
from returns_app.peers.service.identity import Identity, load_federation, own_identity
from returns_app.peers.service.signatures import Message
from returns_app.peers.service.transport import HttpTransport, Reply, Transport

__all__ = [
    "Caller", "HttpTransport", "Identity", "Message", "Reply", "Transport", "admit", "count_tokens", "load_federation",
    "own_identity",
]  # fmt: skip
