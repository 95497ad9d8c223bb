"""A master key inside a PKCS#11 token (a hardware module, or SoftHSM in tests): it seals, and never leaves."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from returns_app.db.keys import NONCE_BYTES, KeyMissing, Unreadable

Found = TypeVar("Found")
KEY_BITS = 256
ID_BYTES = 8


@dataclass(frozen=True)
class Token:
    """The keys of one label in one token, numbered by their CKA_ID; the highest number seals."""

    module: Path
    token: str
    label: str
    pin_file: Path | None
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def newest(self) -> bytes:
        """The number of the key that seals, as eight bytes."""
        return self._do(lambda session: self._numbers(session)[-1])

    def seal(self, key_id: bytes, raw: bytes, bound_to: str) -> bytes:
        """AES-256-GCM inside the token, bound to the name of the key file: nonce, then ciphertext with tag."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + bytes(self._do(lambda session: self._key(session, key_id).encrypt(raw, **_gcm(nonce, bound_to))))

    def open(self, key_id: bytes, sealed: bytes, bound_to: str) -> bytes:
        """The key file's content."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._do(lambda session: _decrypt(self._key(session, key_id), rest, _gcm(nonce, bound_to)))

    def add_key(self) -> bytes:
        """Make the next key inside the token; it can be used there and never be read. Its number."""
        import pkcs11  # noqa: PLC0415  (optional: requirements-hsm.txt)

        def make(session: Any) -> bytes:  # noqa: ANN401
            last = int.from_bytes(max(self._numbers(session, may_be_none=True), default=b""), "big")
            number = (last + 1).to_bytes(ID_BYTES, "big")
            kept = {
                pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False,
                pkcs11.Attribute.ENCRYPT: True, pkcs11.Attribute.DECRYPT: True,
            }  # fmt: skip
            session.generate_key(
                pkcs11.KeyType.AES, KEY_BITS, label=self.label, id=number, store=True, template=kept
            )  # fmt: skip
            return number

        return self._do(make, rw=True)

    def destroy_older(self) -> int:
        """Destroy every key of the label but the newest; how many."""

        def destroy(session: Any) -> int:  # noqa: ANN401
            older = self._numbers(session)[:-1]
            for number in older:
                self._key(session, number).destroy()
            return len(older)

        return self._do(destroy, rw=True)

    def has_key(self) -> bool:
        """True when the token has a key of the label."""
        return self._do(lambda session: bool(self._numbers(session, may_be_none=True)))

    def _do(self, what: Callable[[Any], Found], *, rw: bool = False) -> Found:
        with self.lock, self._session(rw=rw) as session:
            return what(session)

    def _key(self, session: Any, key_id: bytes) -> Any:  # noqa: ANN401
        import pkcs11  # noqa: PLC0415

        try:
            return session.get_key(pkcs11.ObjectClass.SECRET_KEY, pkcs11.KeyType.AES, label=self.label, id=key_id)
        except pkcs11.NoSuchKey:
            number = int.from_bytes(key_id, "big")
            raise KeyMissing(f"the token {self.token} no longer has key {number} of {self.label}.") from None

    def _numbers(self, session: Any, *, may_be_none: bool = False) -> list[bytes]:  # noqa: ANN401
        import pkcs11  # noqa: PLC0415

        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY, pkcs11.Attribute.LABEL: self.label}
        found = sorted(bytes(one.id) for one in session.get_objects(wanted))
        if not found and not may_be_none:
            raise KeyMissing(f"the token {self.token} has no key {self.label}: run 'flask keys init --source pkcs11'.")
        return found

    @contextmanager
    def _session(self, *, rw: bool) -> Iterator[Any]:
        """A session for one task: keys are asked for rarely, and none is left open for a worker that is copied."""
        try:
            import pkcs11  # noqa: PLC0415
        except ImportError:
            raise KeyMissing("python-pkcs11 is missing: pip install -r requirements-hsm.txt") from None
        pin = self._pin()
        try:
            with self._found(pkcs11).open(user_pin=pin, rw=rw) as session:
                yield session
        except pkcs11.PKCS11Error as fault:
            raise KeyMissing(_sentence(pkcs11, fault, self.token)) from None

    def _found(self, pkcs11: Any) -> Any:  # noqa: ANN401
        try:
            library = pkcs11.lib(str(self.module))
        except (OSError, RuntimeError, pkcs11.PKCS11Error):
            raise KeyMissing(f"pkcs11_module can't be loaded: {self.module}") from None
        return library.get_token(token_label=self.token)

    def _pin(self) -> str:
        if self.pin_file is None or not self.pin_file.exists():
            raise KeyMissing(
                "pkcs11_pin_file is not there: a file with the token's PIN that only the service can read."
            )
        if self.pin_file.stat().st_mode & 0o077:
            raise KeyMissing("pkcs11_pin_file can be read by others: make it owner-only (chmod 400).")
        return self.pin_file.read_text(encoding="utf-8").strip()


def _decrypt(key: Any, sealed: bytes, how: dict[str, Any]) -> bytes:  # noqa: ANN401
    import pkcs11  # noqa: PLC0415

    # Modules do not agree on what they call a wrong tag: SoftHSM says it with the most general of all faults.
    wrong = (pkcs11.EncryptedDataInvalid, pkcs11.EncryptedDataLenRange, pkcs11.DataInvalid, pkcs11.GeneralError)
    try:
        return bytes(key.decrypt(sealed, **how))
    except wrong:
        raise Unreadable("token") from None


def _gcm(nonce: bytes, bound_to: str) -> dict[str, Any]:
    import pkcs11  # noqa: PLC0415

    parameters = pkcs11.GCMParams(nonce, bound_to.encode(), 128)
    return {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": parameters}


def _sentence(pkcs11: Any, fault: Exception, token: str) -> str:  # noqa: ANN401
    if isinstance(fault, pkcs11.NoSuchToken):
        return f"there is no token {token}: is it plugged in, and is pkcs11_token its label?"
    if isinstance(fault, pkcs11.PinLocked):
        return (
            f"the PIN of token {token} is locked after too many wrong tries: unlock it with the security officer's PIN."
        )
    if isinstance(fault, (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid)):
        return f"the PIN in pkcs11_pin_file is wrong for token {token}. It was tried once; check it before the token locks."
    return f"the token {token} refused: {type(fault).__name__}"
