"""The master key that seals key files: given at start in a variable, or kept inside a token (PKCS#11)."""

import base64
import binascii
import os
import string
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from returns_app.core.settings import ROOT, Settings
from returns_app.db.keys import KEY_BYTES, DataKey, KeyDirectory, KeyMissing, Safe, Source, Unreadable
from returns_app.db.token import Token

VARIABLE = "RETURNS_MASTER_KEY"
BEFORE = "RETURNS_MASTER_KEY_BEFORE"
ID_BYTES = 8
MARK = b"RKS1"
CODES = {Source.ENVIRONMENT: b"e", Source.PKCS11: b"t"}
FEWEST_DIFFERENT = 16  # of 32 random bytes, fewer than 16 different ones do not happen
PRINTABLE = frozenset(string.printable.encode())


class Master(Protocol):
    """One or more master keys of one kind; the newest seals."""

    def newest(self) -> bytes:
        """The id, eight bytes, of the key that seals."""
        ...

    def seal(self, key_id: bytes, raw: bytes, bound_to: str) -> bytes:
        """Sealed under this key."""
        ...

    def open(self, key_id: bytes, sealed: bytes, bound_to: str) -> bytes:
        """What was sealed; Unreadable when it was changed, KeyMissing when the key isn't there."""
        ...


@dataclass(frozen=True)
class GivenKeys:
    """Master keys that came in variables: one that seals, and while it is changed the one before."""

    keys: Mapping[bytes, bytes] = field(repr=False)

    def newest(self) -> bytes:
        """The id of the key in the first variable."""
        return next(iter(self.keys))

    def seal(self, key_id: bytes, raw: bytes, bound_to: str) -> bytes:
        """AES-256-GCM, bound to the name of the key file."""
        return DataKey(self.keys[key_id]).seal(raw, bound_to)

    def open(self, key_id: bytes, sealed: bytes, bound_to: str) -> bytes:
        """The key file's content."""
        if key_id not in self.keys:
            raise KeyMissing(f"{bound_to} was sealed with another master key: give that one as {BEFORE}.")
        return DataKey(self.keys[key_id]).open(sealed, bound_to)


@dataclass(frozen=True)
class KeySafe:
    """Seals new keys as the settings say, and opens whatever one of its masters sealed."""

    source: Source
    masters: Mapping[Source, Master]

    def seal(self, source: Source, raw: bytes, name: str) -> bytes:
        """Mark, source, id of the master key, then what it sealed."""
        master = self._master(source)
        key_id = master.newest()
        return MARK + CODES[source] + key_id + master.seal(key_id, raw, _bound(name))

    def open(self, content: bytes, name: str) -> bytes:
        """The key in a sealed file."""
        start = len(MARK) + 1
        key_id, sealed = content[start : start + ID_BYTES], content[start + ID_BYTES :]
        try:
            return self._master(self.source_of(content)).open(key_id, sealed, _bound(name))
        except Unreadable:
            raise KeyMissing(f"{name}.sealed was changed or belongs elsewhere: restore it from the backup.") from None

    def source_of(self, content: bytes) -> Source:
        """What sealed it."""
        code = content[len(MARK) : len(MARK) + 1]
        found = next((source for source, one in CODES.items() if one == code), None)
        if not content.startswith(MARK) or found is None:
            raise KeyMissing("a sealed key file was damaged: restore it from the backup.")
        return found

    def prepare(self, source: Source) -> None:
        """Make the master key where it can be made here: inside a token that has none."""
        if source is Source.PKCS11 and not self.token.has_key():
            self.token.add_key()

    @property
    def token(self) -> Token:
        """The token, or KeyMissing when none is named."""
        found = self._master(Source.PKCS11)
        assert isinstance(found, Token)  # noqa: S101  (nothing else is put there)
        return found

    def _master(self, source: Source) -> Master:
        if source is Source.FILE:
            raise KeyMissing("keys in files have no master key: choose environment or pkcs11.")
        if source in self.masters:
            return self.masters[source]
        if source is Source.ENVIRONMENT:
            raise KeyMissing(f"{VARIABLE} is not set: give the master key at start, 32 random bytes in base64.")
        raise KeyMissing("pkcs11_module is not set: name the token's library, pkcs11_token and pkcs11_pin_file.")


def build_safe(settings: Settings) -> Safe:
    """What the settings and the variables at start allow; a token is asked only when a key is needed."""
    try:
        source = Source(settings.key_source)
    except ValueError:
        raise KeyMissing("key_source is one of file, environment, pkcs11.") from None
    masters: dict[Source, Master] = {}
    if given := _given():
        masters[Source.ENVIRONMENT] = GivenKeys(given)
    if settings.pkcs11_module:
        pin = ROOT / settings.pkcs11_pin_file if settings.pkcs11_pin_file else None
        masters[Source.PKCS11] = Token(Path(settings.pkcs11_module), settings.pkcs11_token, settings.pkcs11_label, pin)
    return KeySafe(source, masters)


def move_keys(directory: KeyDirectory, source: Source) -> int:
    """Every key under this guard, one after the other; how many. Run again, it goes on where it was."""
    names = directory.names("")
    for name in names:
        directory.move(name, source)
    return len(names)


def renew_master(directory: KeyDirectory) -> int:
    """Seal every sealed key under the newest master key; in a token a new one is made first and the older destroyed."""
    safe = directory.safe
    if not isinstance(safe, KeySafe):
        raise KeyMissing("keys in files have no master key: choose environment or pkcs11.")
    sealed = {name: source for name in directory.names("") if (source := directory.source_of(name)) is not Source.FILE}
    if not sealed:
        raise KeyMissing(
            "keys in files have no master key: 'flask keys change-epoch' changes what wraps the data keys."
        )
    if Source.PKCS11 in sealed.values():
        safe.token.add_key()
    for name, source in sealed.items():
        directory.move(name, source)
    if Source.PKCS11 in sealed.values():
        safe.token.destroy_older()
    return len(sealed)


# The application server copies its variables into every request: the key is taken out before it can.
_taken: dict[str, bytes] = {}


def _given() -> dict[bytes, bytes]:
    for name in (VARIABLE, BEFORE):
        take_variable(os.environ, name, _taken)
    keys = (_taken[name] for name in (VARIABLE, BEFORE) if name in _taken)
    return {sha256(b"master key id|" + key).digest()[:ID_BYTES]: key for key in keys}


def take_variable(variables: MutableMapping[str, str], name: str, taken: dict[str, bytes]) -> None:
    """Read a master key out of the variables and remove it there; a weak one is refused."""
    text = variables.pop(name, "")
    if text:
        taken[name] = checked_key(text, name)


def checked_key(text: str, name: str) -> bytes:
    """32 random bytes from base64; KeyMissing for anything that is shorter, or was thought up by a person."""
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyMissing(f"{name} is not base64: make one with 'openssl rand -base64 32'.") from None
    is_typed = set(raw) <= PRINTABLE
    if len(raw) != KEY_BYTES or len(set(raw)) < FEWEST_DIFFERENT or is_typed:
        raise KeyMissing(f"{name} is too weak: it must be 32 random bytes ('openssl rand -base64 32').")
    return raw


def _bound(name: str) -> str:
    return f"key-file|{name}"
