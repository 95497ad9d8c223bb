"""Opens an exported list (a file ending in .age) with its passphrase, away from the network.

Take this one file along: it needs Python 3.11 and the package `cryptography`, and nothing of the service.
The programs `age` and `rage` open the same files.
"""

import argparse
import base64
import getpass
import hmac
import sys
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

INTRO = b"age-encryption.org/v1"
MOST_WORK = 20
PIECE = 64 * 1024 + 16


class NotOpened(Exception):
    """The file is no such file, was changed, or the passphrase is another."""


def opened(sealed: bytes, passphrase: str) -> bytes:
    """What is in the file; NotOpened when it was changed on its way or the passphrase is wrong."""
    header, found, rest = sealed.partition(b"\n--- ")
    mac, _line, payload = rest.partition(b"\n")
    if not found or not header.startswith(INTRO + b"\n"):
        raise NotOpened("This is not an exported list.")
    file_key = _file_key(header.split(b"\n")[1:], passphrase)
    expected = hmac.digest(_derive(file_key, None, b"header"), header + b"\n---", "sha256")
    if not hmac.compare_digest(expected, _bytes(mac)):
        raise NotOpened("The file was changed on its way.")
    return _content(_derive(file_key, payload[:16], b"payload"), payload[16:])


def _file_key(lines: list[bytes], passphrase: str) -> bytes:
    words = lines[0].split(b" ")
    if words[:2] != [b"->", b"scrypt"]:
        raise NotOpened("This file is sealed for a recipient's key: open it with the program age.")
    work = int(words[3])
    if not 0 < work <= MOST_WORK:
        raise NotOpened("This file asks for too much work.")
    kdf = Scrypt(salt=INTRO + b"/scrypt" + _bytes(words[2]), length=32, n=2**work, r=8, p=1)
    try:
        return ChaCha20Poly1305(kdf.derive(passphrase.encode())).decrypt(bytes(12), _bytes(lines[1]), None)
    except InvalidTag:
        raise NotOpened("The passphrase is another.") from None


def _content(key: bytes, payload: bytes) -> bytes:
    cipher, pieces = ChaCha20Poly1305(key), range(0, max(len(payload), 1), PIECE)
    try:
        return b"".join(
            cipher.decrypt(place.to_bytes(11) + bytes([start == pieces[-1]]), payload[start : start + PIECE], None)
            for place, start in enumerate(pieces)
        )
    except InvalidTag:
        raise NotOpened("The file was changed or cut short on its way.") from None


def _derive(secret: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def main() -> int:
    """Ask for the passphrase and write the list beside the file."""
    parser = argparse.ArgumentParser(description="Open an exported list with its passphrase.")
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args().file
    try:
        content = opened(file.read_bytes(), getpass.getpass("Passphrase: "))
    except NotOpened as fault:
        print(fault, file=sys.stderr)
        return 1
    target = file.with_suffix("")
    target.write_bytes(content)
    target.chmod(0o600)
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
