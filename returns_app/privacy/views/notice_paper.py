"""A notice on paper, set like the letters."""

from datetime import datetime
from typing import Protocol

from returns_app.letters.presenting import TEMPLATE, long_day
from returns_app.privacy.rules.notices import NoticeVersion, notice_parts, notice_texts
from returns_app.web.documents import set_pdf


class Sender(Protocol):
    """Whose notice it is."""

    name: str
    contact: str


def notice_pdf(version: NoticeVersion, wanted: tuple[str, str], sender: Sender, *, at: datetime) -> bytes:
    """The notice as a tagged PDF, in two languages side by side, or in one."""
    texts = tuple(notice_texts(version.code, code) for code in wanted)
    texts = tuple({one.code: one for one in texts}.values())
    told = [notice_parts(one, sender.name, sender.contact) for one in texts]
    rows = [
        [{"kind": part.kind, "text": part.text, "items": []} for part in row]
        for row in zip(*told, strict=True)
        if any(part.text for part in row)
    ]
    data = {
        "title": texts[0].title, "author": sender.name, "sender": sender.name, "footer": version.code,
        "place": long_day(version.valid_from, texts[0].code), "before": rows, "after": [], "table": None,
        "languages": [{"code": one.code, "rtl": one.is_rtl} for one in texts],
    }  # fmt: skip
    return set_pdf(TEMPLATE, data, at=at)
