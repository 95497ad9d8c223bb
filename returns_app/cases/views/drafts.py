"""Drafts: the page saves what is typed every few seconds, and whoever comes back finds it."""

import re
from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from returns_app.cases import queries, service
from returns_app.cases.views.blueprint import pages
from returns_app.core.errors import NotFound
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.web.routing import Access, current_actor, local_path

_NAME = re.compile(r"[a-z-]{1,30}(?:\.[0-9a-f-]{36}){0,2}")
_NOT_TYPED = frozenset({"csrf_token", "add-row"})
INTAKE = "intake"


@pages.post("/drafts/<form>", allow=Access.SIGNED_IN)
def save_draft(form: str) -> ResponseReturnValue:
    """Keep what is typed in a form."""
    _known(form)
    kept = queries.find_draft(db.session(), current_actor(), form)
    if kept is None and form.startswith(f"{INTAKE}."):
        raise NotFound  # an intake that was sent, or that nobody began with a search, is not begun here
    with unit_of_work(current_actor()) as work:
        service.save_draft(work, form, {**(kept or {}), "fields": typed(request.form)})
    return "", 204


@pages.post("/drafts/<form>/discard", allow=Access.SIGNED_IN)
def discard_draft(form: str) -> ResponseReturnValue:
    """Forget what was typed."""
    _known(form)
    with unit_of_work(current_actor()) as work:
        service.drop_draft(work, form)
    return redirect(local_path(request.form.get("next") or url_for("cases.list_cases")))


def typed(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """The answers among what a form sent."""
    return [(name, text) for name, text in sent.items(multi=True) if name not in _NOT_TYPED]


def restored(draft: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a fresh form starts from: the draft as if it had just been typed, or nothing."""
    if draft is None or request.method == "POST":
        return {}
    return {"formdata": MultiDict((name, text) for name, text in draft.get("fields", []))}


def _known(form: str) -> None:
    if not _NAME.fullmatch(form):
        raise NotFound
