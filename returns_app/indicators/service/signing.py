"""Signs what a release is: its checksums under the key that also signs checkpoints of the audit log.

The manifest is canonical JSON; before it stands a word of its own, so that no signature of a release is one of anything
else. `tools/verify_release.py` reads it without the house, its keys or a network.
"""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from returns_app.db.encrypted import key_store
from returns_app.indicators.models import FigureRelease
from returns_app.indicators.rules.releases import hash_of

DOMAIN = b"returns/release/1\n"
KEY_FILE = "witness"


def sign_release(release: FigureRelease, publisher: str) -> str:
    """What goes with the files of a release: what it is, its checksums, the public key and the signature."""
    assert release.released_at is not None  # noqa: S101  (only what is let out is signed)
    manifest = {
        "release": release.reference, "period": release.period, "audience": release.audience.value,
        "revision": release.revision, "publisher": publisher, "cut_off": release.cut_off.isoformat(),
        "code_version": release.code_version, "released_at": release.released_at.isoformat(),
        "files": {
            name: {"sha256": hash_of(content), "bytes": len(content)}
            for name, content in (("document.json", release.document), ("tables.json", release.tables))
            if content
        },
    }  # fmt: skip
    key = _key()
    signature = key.sign(DOMAIN + canonical(manifest))
    signed = {"manifest": manifest, "key": _text(key.public_key().public_bytes_raw()), "signature": _text(signature)}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def public_key() -> str:
    """The key that readers check signatures with, to be given to them in another way than the files."""
    return _text(_key().public_key().public_bytes_raw())


def canonical(manifest: dict[str, Any]) -> bytes:
    """The bytes that are signed."""
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key_store().directory.key(KEY_FILE))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
