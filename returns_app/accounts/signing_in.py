"""Who makes this request: the session cookie, Flask-Login, and what pages know about the actor."""

from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, g, request
from flask_login import LoginManager, UserMixin

from returns_app.accounts.queries import find_signed_in
from returns_app.accounts.rules import SessionLimits
from returns_app.accounts.service import touch_session
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import ANONYMOUS, Actor
from returns_app.core.settings import Settings
from returns_app.db.session import current_scope, db, forget_scope, set_scope
from returns_app.db.unit_of_work import record_read

TOUCH_AFTER = timedelta(seconds=30)
TOKEN_BYTES = 60


class SignedIn(UserMixin):
    """Flask-Login's view of the actor."""

    def __init__(self, actor: Actor) -> None:
        """Wrap the actor."""
        self.actor = actor

    def get_id(self) -> str:
        """The account's id."""
        return str(self.actor.account_id)


def register_sign_in(app: Flask, settings: Settings) -> None:
    """Find the actor before every request."""
    login = LoginManager()
    login.session_protection = None  # type: ignore[assignment]  # the library allows None: our own session decides
    login.init_app(app)
    limits = SessionLimits(
        timedelta(seconds=settings.session_idle_seconds), timedelta(seconds=settings.session_absolute_seconds)
    )
    login.request_loader(lambda _request: SignedIn(g.actor) if g.get("actor", ANONYMOUS).account_id else None)
    app.before_request(lambda: _find_actor(settings, limits))
    app.teardown_request(_leave_scope)
    app.extensions["returns.denied"] = log_denied


def cookie_name(settings: Settings) -> str:
    """The cookie's name; bound to this host where cookies are secure."""
    return "__Host-returns" if settings.cookie_secure else "returns_session"


def give_cookie(response: Response, settings: Settings, token: str) -> None:
    """Hand the token to the browser."""
    response.set_cookie(
        cookie_name(settings), token, secure=settings.cookie_secure, httponly=True, samesite="Lax", path="/"
    )


def take_cookie(response: Response, settings: Settings) -> None:
    """Take the token back."""
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.cookie_secure, httponly=True, samesite="Lax"
    )


def sent_token(settings: Settings, sent: Request | Any = request) -> str | None:  # noqa: ANN401
    """The token that came with the request."""
    token = sent.cookies.get(cookie_name(settings))
    return token if token and len(token) <= TOKEN_BYTES else None


def log_denied(actor: Actor, endpoint: str | None) -> None:
    """An action outside the role is remembered."""
    record_read(actor, Action.ACTION_DENIED, endpoint=endpoint)


def _find_actor(settings: Settings, limits: SessionLimits) -> None:
    g.scope_before = current_scope()
    set_scope(ANONYMOUS)
    g.actor = ANONYMOUS
    token = None if request.endpoint in _UNSIGNED else sent_token(settings)
    if token is None:
        return
    now = clock.utc_now()
    found = find_signed_in(db.session(), token, limits, now)
    if found is None:
        return
    g.actor, seen_at = found
    if now - seen_at > TOUCH_AFTER:
        touch_session(token)
    set_scope(g.actor)


def _leave_scope(_error: BaseException | None) -> None:
    # A thread serves many requests: none may begin in the scope of the one before.
    forget_scope(g.get("scope_before", ANONYMOUS))


_UNSIGNED = frozenset({"static", "built_file", "bootstrap_file"})
