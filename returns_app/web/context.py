"""What every page knows: the actor, the navigation, the language, the environment's band."""

from typing import Any

from flask import Flask, current_app, request
from flask_babel import get_locale

from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission, Role
from returns_app.core.settings import VERSION, Settings
from returns_app.web.i18n import LANGUAGES, text_direction
from returns_app.web.navigation import navigation, section_tabs
from returns_app.web.routing import current_actor

BANDS = {"development": "DEMO", "testing": "TEST", "production": ""}


def register_context(app: Flask, settings: Settings) -> None:
    """Offer the page context to every template."""
    app.context_processor(lambda: page_context(settings))


def page_context(settings: Settings) -> dict[str, Any]:
    """The variables of layout.html."""
    actor = current_actor()
    signed_in = actor.account_id is not None
    return {
        "actor": actor if signed_in else None,
        "may": lambda name: actor.may(Permission(name)),
        "has_role": lambda name: actor.has(Role(name)),
        "nav": navigation(actor),
        "section_tabs": lambda: section_tabs(actor),
        "can_search": signed_in
        and actor.may(Permission.PERSON_SEARCH)
        and "cases.search" in current_app.view_functions,
        "locale": str(get_locale() or "en").replace("_", "-"),
        "text_direction": text_direction(),
        "languages": LANGUAGES,
        "config_band": BANDS.get(settings.environment, ""),
        "idle_warning_seconds": settings.session_warning_seconds if signed_in else 0,
        "idle_seconds": settings.session_idle_seconds,
        "version": VERSION,
        "now": utc_now(),
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
    }
