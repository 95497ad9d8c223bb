"""Key files and what they open: data keys, blind indexes, message authentication."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
OWNER_ONLY = 0o400


class KeyMissing(Exception):
    """A key is missing, too open, or what opens it does not answer; the sentence says what to do."""


class Unreadable(Exception):
    """A ciphertext does not belong here, was changed, or its key was destroyed."""


class Source(StrEnum):
    """What guards the key files: the file's own permissions, a key given at start, a key inside a token."""

    FILE = "file"
    ENVIRONMENT = "environment"
    PKCS11 = "pkcs11"


class Safe(Protocol):
    """What seals key files and opens sealed ones."""

    @property
    def source(self) -> Source:
        """What seals new keys."""
        ...

    def seal(self, source: Source, raw: bytes, name: str) -> bytes:
        """The content of a sealed key file."""
        ...

    def open(self, content: bytes, name: str) -> bytes:
        """The key in it, or KeyMissing with a sentence."""
        ...

    def source_of(self, content: bytes) -> Source:
        """What sealed it."""
        ...


@dataclass(frozen=True)
class KeyDirectory:
    """Keys in one directory that the service alone may read, never in the database: NAME.key as it is, or NAME.sealed."""

    path: Path
    safe: Safe | None = None
    cache: dict[str, bytes] = field(default_factory=dict, repr=False)

    def key(self, name: str) -> bytes:
        """The bytes of one key."""
        if name not in self.cache:
            self.cache[name] = self._read(name)
        return self.cache[name]

    def create(self, name: str) -> None:
        """Make a random key unless it is there; sealed where the settings say so."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._open_form(name).exists() and not self._sealed_form(name).exists():
            source = self.safe.source if self.safe else Source.FILE
            self._place(name, secrets.token_bytes(KEY_BYTES), source, is_new=True)

    def move(self, name: str, source: Source) -> None:
        """Keep the same key under another guard (or under a newer key of the same); a reader finds it at every moment."""
        raw = self._read(name)
        self._place(name, raw, source)
        if source is Source.FILE:
            self._sealed_form(name).unlink(missing_ok=True)
        else:
            _overwrite(self._open_form(name))

    def destroy(self, name: str) -> None:
        """Overwrite and remove a key: what it opened is gone for ever."""
        for target in (self._open_form(name), self._sealed_form(name)):
            _overwrite(target)
        self.cache.pop(name, None)

    def names(self, prefix: str) -> list[str]:
        """Names of the keys that begin with `prefix`, sorted."""
        return sorted({file.stem for end in ("key", "sealed") for file in self.path.glob(f"{prefix}*.{end}")})

    def source_of(self, name: str) -> Source:
        """What guards this key now."""
        sealed = self._sealed_form(name)
        if not sealed.exists():
            return Source.FILE
        return self._safe().source_of(sealed.read_bytes())

    def _read(self, name: str) -> bytes:
        # Whoever moves a key writes its new form before taking the old one away: looked for again, it is found.
        fault = KeyMissing(f"{name}.key is not there: run 'flask keys init'.")
        for form in (self._sealed_form, self._open_form, self._sealed_form):
            try:
                return self._read_form(form(name), name)
            except FileNotFoundError:
                continue
            except KeyMissing as found:
                fault = found
        raise fault

    def _read_form(self, target: Path, name: str) -> bytes:
        content = target.read_bytes()
        if target.suffix == ".sealed":
            return self._safe().open(content, name)
        if target.stat().st_mode & 0o077:
            raise KeyMissing(f"{target.name} can be read by others: make it owner-only (chmod 400).")
        return content

    def _place(self, name: str, raw: bytes, source: Source, *, is_new: bool = False) -> None:
        """Whole or not at all: a key file cut in half would be a lost key. Of two that make a new one, the first counts."""
        is_open = source is Source.FILE
        target = self._open_form(name) if is_open else self._sealed_form(name)
        content = raw if is_open else self._safe().seal(source, raw, name)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not is_new:
            draft.replace(target)
            return
        with suppress(FileExistsError):
            os.link(draft, target)
        draft.unlink()

    def _safe(self) -> Safe:
        if self.safe is None:
            raise KeyMissing("a key is sealed, and nothing here can open it: set key_source and what belongs to it.")
        return self.safe

    def _open_form(self, name: str) -> Path:
        return self.path / f"{name}.key"

    def _sealed_form(self, name: str) -> Path:
        return self.path / f"{name}.sealed"


def _overwrite(target: Path) -> None:
    if not target.exists():
        return
    target.chmod(0o600)
    target.write_bytes(secrets.token_bytes(KEY_BYTES))
    target.unlink()


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
            data = self.try_others(sealed, bound_to)
            if data is None:
                raise Unreadable(bound_to.split("|", 2)[0]) from None
            return data

    def try_others(self, _sealed: bytes, _bound_to: str) -> bytes | None:
        """A key that may have been renewed looks for the other one here; None: there is none."""
        return None


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
