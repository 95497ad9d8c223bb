"""A group of questions that can be answered several times, such as one row per name."""

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast

from wtforms import FieldList, FormField
from wtforms.form import Form as PlainForm

from returns_app.web.fields.base import Words

if TYPE_CHECKING:
    _Rows: TypeAlias = FieldList[FormField[Any]]
    _Row: TypeAlias = FormField[Any]
else:  # neither takes a parameter while running
    _Rows, _Row = FieldList, FormField

PLACE = "__row__"  # the script puts the number of the new row here


class RowsField(_Rows):
    """Rows of one sub-form; an added row is empty until it is filled."""

    kind: ClassVar[str] = "rows"

    def __init__(
        self, form: type[PlainForm], label: Words = "", *, least: int = 1, most: int = 12, **more: Any
    ) -> None:
        """Say how many rows there are at first and at most."""
        super().__init__(FormField(form), cast("str", label), min_entries=least, max_entries=most, **more)

    @property
    def may_grow(self) -> bool:
        """True while there is room for another row."""
        return self.max_entries is None or len(self.entries) < self.max_entries

    @property
    def next_place(self) -> int:
        """The number of the row that would be added."""
        return self.last_index + 1

    @property
    def blank(self) -> _Row:
        """An unanswered row for the script to copy."""
        options = {"name": f"{self.name}-{PLACE}", "id": f"{self.id}-{PLACE}", "_meta": self.meta}
        field: _Row = self.meta.bind_field(self._form, self.unbound_field, options)  # type: ignore[attr-defined]  # set by WTForms
        field.process(None)
        return field
