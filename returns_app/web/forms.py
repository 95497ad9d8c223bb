"""The form every page stands on: nothing typed is lost, refusals land where they belong."""

# ruff: noqa: ANN401  (fields of every kind pass through here)

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FormField
from wtforms.form import Form as PlainForm

from returns_app.core.errors import Conflict, Malformed, Refusal, RuleBroken, TooMany, Unavailable
from returns_app.web.conflicts import differences, merged, undecided
from returns_app.web.fields import RequestKeyField, RowsField, VersionField
from returns_app.web.i18n import sentence

ADD_ROW = "add-row"
EDIT_AGAIN = "edit-again"


class RowForm(PlainForm):
    """Questions of one row inside a larger form."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary and the input it leads to."""

    message: str
    anchor: str | None = None


class Form(FlaskForm):
    """A form that keeps what was typed and says every refusal in its place."""

    request_key = RequestKeyField()
    refusal: Refusal | None = None  # what the rules said after the form itself was well formed

    def __init__(self, **options: Any) -> None:
        """Take what was chosen on a conflict page as if it had been typed."""
        if "formdata" not in options and request.method == "POST" and "conflict" in request.form:
            options["formdata"] = merged(request.form)
        super().__init__(**options)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """True when the form came and is well formed; a request for another row or another look is neither."""
        if self.is_submitted() and (self.add_row() or self.asked_to_edit()):
            return False
        return bool(super().validate_on_submit(extra_validators))

    def add_row(self) -> bool:
        """Add the row asked for by a page without script; True when there was one to add."""
        wanted = request.form.get(ADD_ROW, "")
        rows = next((rows for rows in _rows(self) if rows.name == wanted), None) if wanted else None
        if rows is None:
            return False
        if rows.may_grow:
            rows.append_entry()
        return True

    def asked_to_edit(self) -> bool:
        """True when a conflict page was left to type on, or left undecided."""
        for name in undecided(request.form):
            label = self[name].label.text if name in self else name
            self.form_errors.append(_("Choose which answer to keep: %(question)s.", question=label))
        return EDIT_AGAIN in request.form or bool(self.form_errors)

    def refusals(self) -> "Refusals":
        """Catch a refusal of the rules and put it on the form, so that the page comes again as it was typed."""
        return Refusals(self)

    def refuse(self, message: str, field: str | None = None) -> None:
        """Say `message` at a field, or above the form when it belongs to none."""
        target = self._fields.get(field or "")
        if target is None or isinstance(target, FieldList | FormField):
            self.form_errors.append(message)
        else:
            target.errors = [*target.errors, message]

    def problems(self) -> list[Problem]:
        """Everything that is wrong, from top to bottom."""
        lines = [Problem(str(message)) for message in self.form_errors]
        if self.errors.get("csrf_token"):
            lines.append(Problem(_("This page was open for too long. Send it again.")))
        return lines + [line for field in self if field.name != "csrf_token" for line in _problems(field)]

    def page(self, template: str, **context: Any) -> ResponseReturnValue:
        """The page with this form: 200 when it is fresh, 422 or 409 when it comes back with errors."""
        has_problems = bool(self.problems())
        status = (self.refusal.status if self.refusal else Malformed.status) if has_problems else 200
        return make_response(render_template(template, form=self, **context), status)

    def conflict_page(self, current: "Form", **context: Any) -> ResponseReturnValue:
        """Both versions of every answer that differs, to choose from; `current` is a form made of the stored record."""
        version = self._fields.get("version")
        if isinstance(version, VersionField):
            version.data = current["version"].data
        shown = render_template("conflict.html", form=self, rows=differences(self, current), **context)
        return make_response(shown, Conflict.status)


class Refusals:
    """Turns a refusal inside a `with` into an error of the form; every other fault goes on."""

    def __init__(self, form: Form) -> None:
        """Remember whose errors they become."""
        self.form = form

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> bool:
        """True when the fault was a refusal and stands on the form now."""
        if not isinstance(fault, RuleBroken | Conflict | Malformed | TooMany | Unavailable):
            return False
        self.form.refusal = fault
        self.form.refuse(sentence(fault), fault.field)
        return True


class FilterForm(PlainForm):
    """Filters of a list: they live in the address, so nothing that tells about a person may be asked here."""

    def __init__(self, **options: Any) -> None:
        """Read the address of this request."""
        super().__init__(**({"formdata": request.args} | options))

    def chips(self) -> list["Chip"]:
        """The filters in force, each with the address without it."""
        return [Chip(_in_words(field), _without(field)) for field in self._in_force()]

    def _in_force(self) -> Iterator[Any]:
        return (field for field in self if not getattr(field, "is_empty", True) and not field.errors)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force and the address that takes it away."""

    label: str
    url: str


def address_with(**changes: str | None) -> str:
    """This address with some parameters changed; None takes one away; the first page comes again."""
    kept = MultiDict((name, value) for name, value in request.args.items(multi=True) if name != "page")
    for name, value in changes.items():
        kept.poplist(name)
        if value is not None:
            kept[name] = value
    return _address(list(kept.items(multi=True)))


def _in_words(field: Any) -> str:
    label = str(field.label.text)
    return label if field.kind == "tick" else f"{label}: {field.shown()}"


def _rows(form: Iterable[Any]) -> Iterator[RowsField]:
    """Every group of rows of the form, those inside other rows too."""
    for field in form:
        if isinstance(field, RowsField):
            yield field
            yield from (rows for entry in field.entries for rows in _rows(entry.form))
        elif isinstance(field, FormField):
            yield from _rows(field.form)


def _without(field: Any) -> str:
    names = {name for name, _text in field.inputs()} | {field.name, "page"}
    return _address([pair for pair in request.args.items(multi=True) if pair[0] not in names])


def _address(pairs: Sequence[tuple[str, str]]) -> str:
    query = urlencode(pairs)
    return f"{request.path}?{query}" if query else request.path


def _problems(field: Field) -> Iterator[Problem]:
    if isinstance(field, FormField):
        yield from (line for inner in field.form for line in _problems(inner))
    elif isinstance(field, FieldList):
        yield from (line for entry in field.entries for line in _problems(entry))
    else:
        anchor = getattr(field, "anchor", field.id)
        yield from (Problem(str(message), anchor) for message in field.errors)
