"""Files: one by one, checked for name and size here and for content where they are kept."""

# ruff: noqa: ANN401, ARG002  (WTForms hands over anything and asks for it all)

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, ClassVar

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from returns_app.web.fields.base import Answer, Words

MIB = 1024 * 1024


class FileField(Answer):
    """One file; `data` is a FileStorage or None."""

    kind: ClassVar[str] = "file"
    data: FileStorage | None

    def __init__(
        self,
        label: Words = "",
        *,
        extensions: tuple[str, ...] = ("pdf", "jpg", "jpeg", "png"),
        most_mib: int = 10,
        **options: Any,
    ) -> None:
        """Say which kinds of file are taken and how large they may be."""
        super().__init__(label, **options)
        self.extensions, self.most_mib = extensions, most_mib

    @property
    def accept(self) -> str:
        """The kinds for the file dialog."""
        return ",".join(f".{extension}" for extension in self.extensions)

    @property
    def was_sent(self) -> bool:
        """True when a file came that the browser will not send again by itself."""
        return self.data is not None

    def inputs(self) -> Iterator[tuple[str, str]]:
        """A file can't be carried through another page."""
        return iter(())

    def process_data(self, value: Any) -> None:
        """A stored file is shown by the page, not by the input."""
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """An input without a chosen file sends an empty name."""
        self.data = next((file for file in valuelist if isinstance(file, FileStorage) and file.filename), None)

    def _value(self) -> str:
        return (self.data.filename or "") if self.data else ""

    def check(self) -> None:
        """Name the kinds or the size."""
        assert self.data is not None  # noqa: S101  (check runs on answers only)
        if PurePath(self._value()).suffix.lower().lstrip(".") not in self.extensions:
            kinds = ", ".join(self.extensions)
            raise ValidationError(_("Choose a file of one of these kinds: %(kinds)s.", kinds=kinds))
        size = _size(self.data)
        if size > self.most_mib * MIB:
            raise ValidationError(_("Choose a file of at most %(most)s MB.", most=self.most_mib))
        if size == 0:
            raise ValidationError(_("This file is empty. Choose another."))


def _size(file: FileStorage) -> int:
    file.stream.seek(0, 2)
    size = file.stream.tell()
    file.stream.seek(0)
    return size
