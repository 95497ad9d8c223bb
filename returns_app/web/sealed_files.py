"""Files sealed for one reader in the age format, version 1: what `age` and `rage` open, and `tools/open_export.py`.

Format: https://c2sp.org/age (read for this module). One stanza: a passphrase through scrypt, or an X25519 recipient.
"""

import base64
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from returns_app.core.errors import Malformed
from returns_app.core.text import N_

INTRO = b"age-encryption.org/v1"
WORK = 16  # 2^16 scrypt rounds: 64 MiB and a quarter of a second for each guess
PIECE = 64 * 1024
KEY_BYTES = 32
FILE_KEY_BYTES = 16
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32 = 1
_CHECK_CHARS = 6
_GROUP = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a file is sealed: whoever knows the passphrase, or holds the key of an age recipient."""

    passphrase: str = ""
    recipient: str = ""


def seal_for(content: bytes, reader: Reader) -> bytes:
    """The content as an age file; Malformed when the recipient's key is none."""
    file_key = os.urandom(FILE_KEY_BYTES)
    stanza = (
        _for_recipient(file_key, reader.recipient) if reader.recipient else _for_phrase(file_key, reader.passphrase)
    )
    header = INTRO + b"\n" + stanza + b"\n---"
    mac = hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")
    nonce = os.urandom(16)
    return header + b" " + _text(mac) + b"\n" + nonce + _stream(_derive(file_key, nonce, b"payload"), content)


def read_recipient(text: str) -> bytes:
    """The 32 bytes of an `age1…` recipient (bech32), or Malformed."""
    prefix, _one, rest = text.strip().lower().rpartition("1")
    values = [_ALPHABET.find(char) for char in rest]
    if prefix != "age" or -1 in values or len(values) <= _CHECK_CHARS or _checksum(prefix, values) != _BECH32:
        raise _no_recipient()
    number = 0
    data = values[:-_CHECK_CHARS]
    for value in data:
        number = number << _GROUP | value
    spare = len(data) * _GROUP - KEY_BYTES * 8
    if not 0 <= spare < _GROUP:
        raise _no_recipient()
    return (number >> spare).to_bytes(KEY_BYTES)


def _for_phrase(file_key: bytes, passphrase: str) -> bytes:
    salt = os.urandom(16)
    kdf = Scrypt(salt=INTRO + b"/scrypt" + salt, length=KEY_BYTES, n=2**WORK, r=8, p=1)
    return b"-> scrypt " + _text(salt) + b" %d\n" % WORK + _wrapped(kdf.derive(passphrase.encode()), file_key)


def _for_recipient(file_key: bytes, recipient: str) -> bytes:
    theirs, ours = read_recipient(recipient), X25519PrivateKey.generate()
    share = ours.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    try:
        shared = ours.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError:  # a point of low order
        raise _no_recipient() from None
    return (
        b"-> X25519 " + _text(share) + b"\n" + _wrapped(_derive(shared, share + theirs, INTRO + b"/X25519"), file_key)
    )


def _wrapped(key: bytes, file_key: bytes) -> bytes:
    return _text(ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None))


def _stream(key: bytes, content: bytes) -> bytes:
    cipher = ChaCha20Poly1305(key)
    starts = range(0, max(len(content), 1), PIECE)
    return b"".join(
        cipher.encrypt(place.to_bytes(11) + bytes([start == starts[-1]]), content[start : start + PIECE], None)
        for place, start in enumerate(starts)
    )


def _derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt or None, info).derive(secret)


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _checksum(prefix: str, values: list[int]) -> int:
    spread = [ord(char) >> _GROUP for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    found = 1
    for value in [*spread, *values]:
        top = found >> 25
        found = (found & 0x1FFFFFF) << _GROUP ^ value
        for place, part in enumerate(_GENERATOR):
            found ^= part if top >> place & 1 else 0
    return found


def _no_recipient() -> Malformed:
    sentence = N_("This is no recipient key. It begins with age1 and is 62 characters long: copy it whole.")
    return Malformed("sealed_files.recipient", sentence, field="recipient")
