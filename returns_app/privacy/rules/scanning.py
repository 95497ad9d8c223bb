"""How a word can stand in raw bytes: encodings, cases and escapes in which it could be left behind."""

import base64
import json
import unicodedata
from urllib.parse import quote

SHORTEST = 4


def byte_forms(term: str) -> frozenset[bytes]:
    """Every form in which the term is looked for; those with letters of two cases in small letters."""
    spelled = {
        form
        for text in _cases(term)
        for form in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    }
    found: set[bytes] = set()
    for text in spelled:
        found |= {text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
        found |= {json.dumps(text)[1:-1].encode(), quote(text).encode(), text.replace(" ", "+").encode()}
        found |= _in_base64(text.encode())
    return frozenset(form for form in found if len(form) >= SHORTEST)


def is_in(term: str, text: str) -> bool:
    """Whether a clear text holds the term, whatever the case and accents."""
    return _plain(term) in _plain(text)


def _cases(term: str) -> set[str]:
    return {term, term.lower(), term.upper(), term.title(), term.casefold()}


def _in_base64(raw: bytes) -> set[bytes]:
    """The middle of the encoded term at each of the three places it can begin; the ends depend on the neighbours."""
    forms = (base64.b64encode(b"\0" * shift + raw)[4 * bool(shift) :].rstrip(b"=")[:-1] for shift in range(3))
    return {form for form in forms if len(form) >= 8}  # noqa: PLR2004  (shorter ones are found by chance)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
