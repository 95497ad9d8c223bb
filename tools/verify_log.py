"""Verifies an exported audit log without the house, its keys or a network: `python verify_log.py log.jsonl [checkpoint.txt]`.

Every entry that is there is hashed again and compared with its leaf; all leaves are built into the tree of RFC 6962 and
compared with the signed checkpoint, and with one that somebody else kept. Needs nothing but the `cryptography` package.
"""

import base64
import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify(lines: Iterable[str], kept: str = "") -> str:
    """What is broken, in words; nothing when everything fits."""
    rows = [json.loads(line) for line in lines if line.strip()]
    if not rows:
        return "the file is empty"
    head, leaves = rows[0], rows[1:]
    fault = next((found for place, row in enumerate(leaves) if (found := _fault(place, row))), "")
    return fault or _checkpoint_fault(head, [_bytes(row["leaf"]) for row in leaves], kept)


def root_of(leaves: list[bytes]) -> bytes:
    """The root of the tree (RFC 6962, section 2.1)."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(leaves[:middle]) + root_of(leaves[middle:])).digest()


def _fault(place: int, row: dict[str, Any]) -> str:
    if row["position"] != place:
        return f"entry {row['entry']}: a leaf before it is missing"
    if "said" in row and sha256(b"\x00" + row["said"].encode() + _bytes(row["mac"])).digest() != _bytes(row["leaf"]):
        return f"entry {row['entry']} was changed"
    return ""


def _checkpoint_fault(head: dict[str, Any], leaves: list[bytes], kept: str) -> str:
    key = Ed25519PublicKey.from_public_bytes(_bytes(head["key"]))
    for note in filter(None, (head["note"], kept)):
        body, _, tail = note.partition("\n\n")
        size, root = int(body.split("\n")[1]), base64.b64decode(body.split("\n")[2])
        try:
            key.verify(base64.b64decode(tail.strip().split(" ")[2])[4:], f"{body}\n".encode())
        except (InvalidSignature, IndexError):
            return f"the checkpoint of {size} entries is not signed by the house"
        if size > len(leaves) or root_of(leaves[:size]) != root:
            return f"the checkpoint of {size} entries does not fit: an entry was changed, added or taken away"
    return ""


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


if __name__ == "__main__":
    told = Path(sys.argv[2]).read_text(encoding="utf-8") if len(sys.argv) > 2 else ""  # noqa: PLR2004
    broken = verify(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines(), told)
    print(f"BROKEN: {broken}." if broken else "Whole: every entry and every checkpoint fits.")
    sys.exit(1 if broken else 0)
