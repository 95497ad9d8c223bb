"""What travels with a form unseen: the key of the sending and the version that was read."""

# ruff: noqa: ANN401  (WTForms hands over anything and asks for it all)

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID, uuid4

from returns_app.web.fields.base import Answer


class RequestKeyField(Answer):
    """A key that stays the same when the same page is sent twice; `data` is always a UUID as text."""

    kind: ClassVar[str] = "hidden"
    data: str

    def process_data(self, value: Any) -> None:
        """A fresh page gets a fresh key."""
        self.data = str(value or uuid4())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the key that came, when it is one."""
        if valuelist and _is_uuid(str(valuelist[0])):
            self.data = str(valuelist[0])

    def inputs(self) -> Iterator[tuple[str, str]]:
        """The key is written by the form itself."""
        return iter(())


class VersionField(Answer):
    """The version of the record that was on the page; `data` is a number or None."""

    kind: ClassVar[str] = "hidden"
    data: int | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Anything but a number is no version."""
        text = str(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() else None

    def inputs(self) -> Iterator[tuple[str, str]]:
        """A page that carries answers on writes the newest version instead."""
        return iter(())


class CarriedField(Answer):
    """A code that is carried along unseen; `data` is a text."""

    kind: ClassVar[str] = "hidden"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
