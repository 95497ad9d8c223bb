"""Refusals: what the house says when something may not be, can't be read or isn't there."""

from returns_app.core.text import Text


class Refusal(Exception):
    """A refusal with a stable code and a sentence that says what to do."""

    status = 400

    def __init__(self, code: str, message: str | Text, *, field: str | None = None, **params: object) -> None:
        """Keep the untranslated sentence and its parameters; the edge translates."""
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.params = params

    def __str__(self) -> str:
        """The sentence in English, for logs and tests."""
        return str(self.message) % self.params if self.params else str(self.message)


class Malformed(Refusal):
    """What was sent can't be understood."""

    status = 422


class RuleBroken(Refusal):
    """A rule of the field forbids it."""

    status = 409


class Conflict(Refusal):
    """Somebody else changed the same record in the meantime."""

    status = 409


class Denied(Refusal):
    """The actor's role does not allow this action at all."""

    status = 403


class NotFound(Refusal):
    """Not there, or not for this actor: the two are told apart by nobody."""

    status = 404

    def __init__(self, code: str = "record.not_found", message: str | Text = "") -> None:
        """Say nothing about why."""
        super().__init__(code, message)


class TooMany(Refusal):
    """Too many tries; `params['seconds']` says how long to wait."""

    status = 429


class Unavailable(Refusal):
    """Something we depend on does not answer."""

    status = 503
