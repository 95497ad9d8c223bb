"""The main navigation: only what the actor's role may use."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from returns_app.core.permissions import Actor, Permission
from returns_app.web.routing import Access, Allow

ENTRIES: tuple[tuple[object, str, Allow], ...] = (
    (_l("My work"), "desk.my_work", Access.SIGNED_IN),
    (_l("Cases"), "cases.list_cases", Permission.CASE_READ),
    (_l("Indicators"), "indicators.show_figures", Permission.FIGURES_READ),
    (_l("Exchange rates"), "support.list_rates", Permission.RATE_SET),
    (_l("Audit log"), "audit.list_events", Permission.AUDIT_READ),
    (_l("Access matrix"), "audit.show_matrix", Permission.MATRIX_READ),
    (_l("Accounts"), "accounts.list_accounts", Permission.ACCOUNT_MANAGE),
    (_l("Jobs"), "jobs.list_jobs", Permission.JOB_MANAGE),
)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One link of the main navigation."""

    label: object
    url: str
    current: bool


def navigation(actor: Actor) -> list[NavigationEntry]:
    """The entries this actor may use."""
    if actor.account_id is None:
        return []
    known = current_app.view_functions
    return [
        NavigationEntry(label, url_for(endpoint), _is_here(url_for(endpoint)))
        for label, endpoint, allow in ENTRIES
        if endpoint in known and (allow is Access.SIGNED_IN or actor.may(Permission(allow)))
    ]


def _is_here(url: str) -> bool:
    """True on the entry's own page and on those below it: every page of a case belongs to the cases."""
    return request.path == url or (url != "/" and request.path.startswith(f"{url}/"))
