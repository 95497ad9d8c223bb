"""Key files and what they open: data keys, blind indexes, message authentication."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
OWNER_ONLY = 0o400


class KeyMissing(Exception):
    """A key file is missing or too open; the house does not start."""


class Unreadable(Exception):
    """A ciphertext does not belong here, was changed, or its key was destroyed."""


@dataclass(frozen=True)
class KeyDirectory:
    """Key files in one directory that the service alone may read; never the database, never the environment."""

    path: Path
    cache: dict[str, bytes] = field(default_factory=dict, repr=False)

    def key(self, name: str) -> bytes:
        """The bytes of one key file."""
        if name not in self.cache:
            self.cache[name] = self._read(self.path / f"{name}.key")
        return self.cache[name]

    def create(self, name: str) -> None:
        """Make a random key file unless it is there."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self.path / f"{name}.key"
        if target.exists():
            return
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))

    def destroy(self, name: str) -> None:
        """Overwrite and remove a key file: what it opened is gone for ever."""
        target = self.path / f"{name}.key"
        target.chmod(0o600)
        target.write_bytes(secrets.token_bytes(KEY_BYTES))
        target.unlink()
        self.cache.pop(name, None)

    def names(self, prefix: str) -> list[str]:
        """Names of the key files that begin with `prefix`, sorted."""
        return sorted(file.stem for file in self.path.glob(f"{prefix}*.key"))

    def _read(self, target: Path) -> bytes:
        if not target.exists():
            raise KeyMissing(f"{target.name} is not there: run 'flask keys init'.")
        if target.stat().st_mode & 0o077:
            raise KeyMissing(f"{target.name} can be read by others: make it owner-only (chmod 400).")
        return target.read_bytes()


@dataclass(frozen=True)
class KeyStore:
    """What the house does with its keys: wrap data keys, index, authenticate."""

    directory: KeyDirectory

    @property
    def epoch(self) -> int:
        """The current key-encryption-key epoch."""
        names = self.directory.names("kek-")
        if not names:
            raise KeyMissing("no key-encryption key: run 'flask keys init'.")
        return int(names[-1].removeprefix("kek-"))

    def new_data_key(self, subject: str) -> tuple[int, bytes, "DataKey"]:
        """(epoch, wrapped key, opened key) for one subject."""
        raw, epoch = secrets.token_bytes(KEY_BYTES), self.epoch
        return epoch, self.wrap(epoch, raw, subject), DataKey(raw)

    def wrap(self, epoch: int, raw: bytes, subject: str) -> bytes:
        """The data key under the key-encryption key, bound to its subject."""
        return DataKey(self.directory.key(kek_name(epoch))).seal(raw, f"data-key|{subject}")

    def unwrap(self, epoch: int, wrapped: bytes, subject: str) -> bytes:
        """The raw data key; Unreadable when moved or changed."""
        return DataKey(self.directory.key(kek_name(epoch))).open(wrapped, f"data-key|{subject}")

    def index(self, column: str, normal_form: str) -> bytes:
        """A keyed blind index of an identifier: 16 bytes, its own key per column."""
        return self.indexer(column)(normal_form)

    def indexer(self, column: str) -> Callable[[str], bytes]:
        """The same for many identifiers of one column, whose key is then made once."""
        key = digest(self.directory.key("index"), column.encode(), sha256)
        return lambda normal_form: digest(key, normal_form.encode(), sha256)[:16]

    def mac(self, message: bytes) -> bytes:
        """The audit log's message authentication code."""
        return digest(self.directory.key("audit"), message, sha256)


class DataKey:
    """One opened AES-256-GCM key."""

    __slots__ = ("_cipher",)

    def __init__(self, raw: bytes) -> None:
        """Open the cipher once."""
        self._cipher = AESGCM(raw)

    def seal(self, data: bytes, bound_to: str) -> bytes:
        """Seal: format byte, nonce, ciphertext with tag; bound to its place."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._cipher.encrypt(nonce, data, bound_to.encode())

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        """The data, or Unreadable when the ciphertext does not belong to this place."""
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound_to.encode())
        except (InvalidTag, ValueError):
            raise Unreadable(bound_to.split("|", 2)[0]) from None


def kek_name(epoch: int) -> str:
    """File name of one epoch's key-encryption key."""
    return f"kek-{epoch:06d}"


def create_keys(directory: KeyDirectory, serves: str = "node") -> None:
    """Make every key file that this service needs and that is not there yet; no party has another's."""
    for name in _FILES[serves]:
        directory.create(name)
    if serves.startswith("holder-") and not directory.names(serves):
        directory.create(f"{serves}-000001")
    if serves in {"node", "member"} and not directory.names("kek-"):
        directory.create(kek_name(1))


_MEMBER = ("index", "audit", "witness", "figures-000001", "peer")
_SERVICE = ("audit", "witness")
_FILES = {
    "node": (*_MEMBER, "claims", "holder-a-000001", "holder-b-000001"),  # the registry and both holders in this process
    "member": _MEMBER,  # a node whose registry stands elsewhere
    "store": (*_SERVICE, "claims"),
    "holder-a": _SERVICE,
    "holder-b": _SERVICE,
}
