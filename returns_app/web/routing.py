"""Blueprints whose every route says who may use it."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from returns_app.core.errors import Denied
from returns_app.core.permissions import ANONYMOUS, Actor, Permission
from returns_app.core.text import N_

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Access(StrEnum):
    """Who may use a route that asks for no particular permission."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


Allow = Permission | Access


class Pages(Blueprint):
    """A blueprint that refuses a route without `allow=`."""

    def get(self, rule: str, *, allow: Allow, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A page to read."""
        return self._declare(rule, ["GET"], allow, options)

    def post(self, rule: str, *, allow: Allow, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """An action."""
        return self._declare(rule, ["POST"], allow, options)

    def form(self, rule: str, *, allow: Allow, **options: Any) -> Callable[[View], View]:
        """A form: read with GET, sent with POST."""
        return self._declare(rule, ["GET", "POST"], allow, options)

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Not here: use `get`, `post` or `form`."""
        del options
        raise TypeError(f"{rule}: declare routes with get, post or form and allow=")

    def _declare(self, rule: str, methods: list[str], allow: Allow, options: dict[str, Any]) -> Callable[[View], View]:
        def declare(view: View) -> View:
            guarded = guard(view, allow)
            self.add_url_rule(rule, view_func=guarded, methods=methods, **options)
            return view

        return declare


def guard(view: View, allow: Allow) -> View:
    """The view behind its permission."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        refused = _refuse(allow)
        return refused if refused is not None else view(*args, **kwargs)

    guarded.allow = allow  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def current_actor() -> Actor:
    """Who makes this request."""
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor


def _refuse(allow: Allow) -> ResponseReturnValue | None:
    actor = current_actor()
    if allow is Access.PUBLIC:
        return None
    if actor.account_id is None:
        return redirect(url_for("accounts.sign_in", next=_way_back()))
    if allow is Access.SIGNED_IN or actor.may(Permission(allow)):
        return None
    current_app.extensions["returns.denied"](actor, request.endpoint)
    raise Denied(
        "accounts.denied",
        N_("Your role does not include this. Ask an administrator of your organisation if you need it."),
    )


def _way_back() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def local_path(target: str | None) -> str:
    """A path inside this house, or the start page: never another host."""
    good = (
        target
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and "\n" not in target
        and "\r" not in target
    )
    return target if good and target else "/"
