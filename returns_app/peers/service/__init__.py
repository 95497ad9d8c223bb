"""Signing, verifying, calling, and keeping count."""

from returns_app.peers.service.admitting import admit, use_up
from returns_app.peers.service.calling import Caller
from returns_app.peers.service.counting import Tally
from returns_app.peers.service.identity import Identity, load_federation, own_identity
from returns_app.peers.service.signatures import Message, verify
from returns_app.peers.service.transport import HttpTransport, Reply, Transport

__all__ = [
    "Caller", "HttpTransport", "Identity", "Message", "Reply", "Tally", "Transport", "admit", "load_federation",
    "own_identity", "use_up", "verify",
]  # fmt: skip
