"""Sealing letters to another state's key: X25519, HKDF-SHA256 and AES-256-GCM, padded so that the length says little."""

import json
import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from returns_app.review.rules import RefusedLetter, Refusing

BLOCK = 4096  # most letters fit into one: their length says nothing
KEY_BYTES = 32
NONCE_BYTES = 12
LABEL = b"returns/letter/1"


def public_key(secret: bytes) -> bytes:
    """The public half of a state's key."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def seal(body: dict[str, Any], key: bytes, thread: UUID, letter: UUID) -> bytes:
    """The sealed letter: ephemeral public key, nonce, ciphertext; bound to its thread and id."""
    fresh = X25519PrivateKey.generate()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(key))
    own, nonce = fresh.public_key().public_bytes_raw(), os.urandom(NONCE_BYTES)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    padded = text + b" " * (-len(text) % BLOCK)
    return own + nonce + AESGCM(_key(shared, own)).encrypt(nonce, padded, _place(thread, letter))


def open_sealed(sealed: bytes, secret: bytes, veil: bytes, thread: UUID, letter: UUID) -> dict[str, Any]:
    """What the other side wrote; `veil` is what the registry did to our key before it gave it to the writer."""
    own, nonce = sealed[:KEY_BYTES], sealed[KEY_BYTES : KEY_BYTES + NONCE_BYTES]
    try:
        lifted = X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(own))
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(lifted))
        padded = AESGCM(_key(shared, own)).decrypt(nonce, sealed[KEY_BYTES + NONCE_BYTES :], _place(thread, letter))
        found = json.loads(padded)
    except (InvalidTag, ValueError) as fault:
        raise RefusedLetter(Refusing.NOT_FOR_US) from fault
    if not isinstance(found, dict):
        raise RefusedLetter(Refusing.NOT_FOR_US)
    return found


def sealed_to(secret: bytes, veil: bytes) -> bytes:
    """Our key as the registry veiled it for the writer: to this one a letter to us was sealed."""
    return X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(public_key(secret)))


def _key(shared: bytes, ephemeral: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=ephemeral, info=LABEL).derive(shared)


def _place(thread: UUID, letter: UUID) -> bytes:
    return thread.bytes + letter.bytes
