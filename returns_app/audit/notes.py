"""Checkpoints as C2SP signed notes, which standard witnesses and verifiers read."""

import base64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


def signer(seed: bytes) -> Ed25519PrivateKey:
    """The sealer's signing key from its key file."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def write_note(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """origin, size and root in base64, and one signature line."""
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_id(origin, key.public_key()) + key.sign(body.encode())
    return f"{body}\n\u2014 {origin} {base64.b64encode(signature).decode()}\n"


def is_signed(note: str, key: Ed25519PublicKey) -> bool:
    """True when the note carries a good signature of `key`."""
    body, _, tail = note.partition("\n\n")
    try:
        _dash, origin, text = tail.strip().split(" ")
        signature = base64.b64decode(text)
        key.verify(signature[4:], f"{body}\n".encode())
    except (ValueError, InvalidSignature):
        return False
    return signature[:4] == _key_id(origin, key)


def read_note(note: str) -> tuple[int, bytes]:
    """(size, root) of a note."""
    _origin, size, root = note.split("\n")[:3]
    return int(size), base64.b64decode(root)


def _key_id(origin: str, key: Ed25519PublicKey) -> bytes:
    return sha256(f"{origin}\n".encode() + ED25519 + key.public_bytes_raw()).digest()[:4]
