"""Deadlines as a calendar file (RFC 5545): whole days, no names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

WIDTH = 73  # octets of a line before it is folded; the standard allows 75


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One deadline: what to do in which case, by when."""

    id: UUID
    due_on: date
    summary: str
    url: str
    sequence: int
    changed_at: datetime


def calendar_text(name: str, entries: Iterable[CalendarEntry]) -> str:
    """The whole file, with the line ends and folds of the standard."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Returns//Deadlines//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: CalendarEntry) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.id}@returns",
        f"DTSTAMP:{entry.changed_at:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART;VALUE=DATE:{entry.due_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.summary)}",
        f"URL:{entry.url}",
        "TRANSP:TRANSPARENT",
        "CLASS:CONFIDENTIAL",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets; a letter is never cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
