"""Which of a person's names stands on a page."""

from returns_app.people.models import Person, PersonName
from returns_app.people.rules import NameKind

_LATIN = "Latn"


def display_name(person: Person) -> str:
    """The primary name, in Latin script where there is one; empty for somebody without any."""
    return min(person.names, key=_latin_first).full if person.names else ""


def original_name(person: Person) -> str:
    """The name in the person's own script; empty when it is the one shown anyway."""
    own = next((name.full for name in person.names if name.script != _LATIN), "")
    return own if own != display_name(person) else ""


def _latin_first(name: PersonName) -> tuple[bool, bool, int]:
    return name.script != _LATIN, name.kind is not NameKind.PRIMARY, name.position
