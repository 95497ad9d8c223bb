"""The one place that turns a refusal into an answer for a person."""

from flask import Flask, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from returns_app.core.errors import Refusal
from returns_app.web.i18n import sentence

TITLES = {
    400: _l("That request could not be read"),
    403: _l("Not part of your role"),
    404: _l("Not found"),
    405: _l("That is not possible here"),
    409: _l("That can't be done now"),
    413: _l("That is too large"),
    422: _l("Something needs attention"),
    429: _l("Too many tries"),
    500: _l("Something went wrong on our side"),
    503: _l("Not available for a moment"),
}
ADVICE = {
    400: _l("Go back, reload the page and try again."),
    403: _l("If you need this for your work, ask an administrator of your organisation."),
    404: _l("It does not exist, or you have no access to it. If somebody handed you a case, ask your national desk."),
    405: _l("Use the buttons and links of the page."),
    409: _l("Go back, reload the page and look at what changed."),
    413: _l("Send a smaller file or less text."),
    422: _l("Go back and correct what is marked."),
    429: _l("Wait a little and try again."),
    500: _l("Nothing was changed. Try again; if it stays, tell your administrator the time shown below."),
    503: _l("Nothing was lost. Try again in a minute."),
}


def register_errors(app: Flask) -> None:
    """Every refusal and fault gets a page that says what to do."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _stale)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(Exception, _fault)


def error_page(status: int, message: str = "") -> ResponseReturnValue:
    """The page for a status, with a sentence of its own where there is one."""
    known = status if status in TITLES else 400
    page = render_template("error.html", status=status, title=TITLES[known], message=message, advice=ADVICE[known])
    return make_response(page, status)


def _refused(refusal: Exception) -> ResponseReturnValue:
    assert isinstance(refusal, Refusal)  # noqa: S101  (registered for nothing else)
    return error_page(refusal.status, sentence(refusal) if refusal.message else "")


def _expired(_error: Exception) -> ResponseReturnValue:
    return error_page(
        400,
        _(
            "The page was open too long or the form was sent twice. What you typed is kept in your draft where there is one."
        ),
    )


def _http(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = error.code or 500
    if code < 400:  # noqa: PLR2004
        return error.get_response()
    return error_page(code)


def _stale(_error: Exception) -> ResponseReturnValue:
    return error_page(409, _("Somebody else changed the same record in the meantime. Nothing was overwritten."))


def _unavailable(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("database unavailable: %s at %s", type(error).__name__, request.endpoint)
    return error_page(503)


def _fault(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("fault at %s", request.endpoint, exc_info=error)
    if current_app.testing or current_app.debug:
        raise error
    return error_page(500)
