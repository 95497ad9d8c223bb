"""Verifies a release of figures without the house, its keys or a network: `python verify_release.py manifest.json FILE...`.

The signature over the checksums is checked, each JSON file against its checksum, and each CSV number by number against
the document, which has to be among the files. `--key KEY` says whose signature it must be; the publisher tells its key
another way than with the files (`flask figures public-key`). Needs nothing but the `cryptography` package.
"""

import argparse
import base64
import csv
import io
import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DOMAIN = b"returns/release/1\n"
COLUMNS = (
    "INDICATOR", "SPREAD", "CODES", "TIME_PERIOD", "MEASURE", "OBS_VALUE", "CI_LOW", "CI_UPP", "METHOD", "SDC_STATUS",
    "CAVEATS", "LEGAL_VERSION",
)  # fmt: skip


def verify(signed: Mapping[str, Any], files: Mapping[str, bytes], key: str = "") -> str:
    """What is broken, in words; nothing when everything fits."""
    if key and key != signed["key"]:
        return "the manifest is signed with another key than the one that was told"
    body = json.dumps(signed["manifest"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(signed["key"])).verify(_bytes(signed["signature"]), DOMAIN + body)
    except (InvalidSignature, ValueError):
        return "the manifest is not signed by this key, or was changed"
    sums = {one["sha256"]: name for name, one in signed["manifest"]["files"].items()}
    document = next((found for found in files.values() if sums.get(sha256(found).hexdigest()) == "document.json"), None)
    return next((fault for name, found in files.items() if (fault := _fault(name, found, sums, document))), "")


def _fault(name: str, content: bytes, sums: Mapping[str, str], document: bytes | None) -> str:
    if not name.endswith(".csv"):
        return "" if sha256(content).hexdigest() in sums else f"{name} is not what was released"
    if document is None:
        return f"{name} can't be compared: give the document (JSON) too"
    return _table_fault(name, content, json.loads(document))


def _table_fault(name: str, content: bytes, document: Mapping[str, Any]) -> str:
    told = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    lines = [[row[column] for column in COLUMNS] for row in told]
    released = [["" if value is None else str(value) for value in cell] for cell in document["cells"]]
    for at, (line, wanted) in enumerate(zip(lines, released, strict=False), start=2):
        if line != wanted:
            return f"{name}, line {at} is not what was released: {' '.join(wanted[:5])} is {wanted[5] or 'withheld'}"
    return "" if len(lines) == len(released) else f"{name} has {len(lines)} numbers, released were {len(released)}"


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def main() -> int:
    """Say what is broken, or whose release it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--key", default="", help="the publisher's public key, in base64")
    told = parser.parse_args()
    signed = json.loads(told.manifest.read_text(encoding="utf-8"))
    broken = verify(signed, {one.name: one.read_bytes() for one in told.files}, told.key)
    whose = signed["manifest"]
    print(
        f"BROKEN: {broken}." if broken else f"Whole: {whose['release']} of {whose['publisher']}, key {signed['key']}."
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
