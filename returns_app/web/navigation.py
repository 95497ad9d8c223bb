"""The main navigation: only what the actor's role may use."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from returns_app.core.permissions import Actor, Permission
from returns_app.web.routing import Access, Allow

ENTRIES: tuple[tuple[object, str, Allow], ...] = (
    (_l("My work"), "desk.my_work", Access.SIGNED_IN),
    (_l("Notices"), "work.list_notices", Access.SIGNED_IN),
    (_l("Cases"), "cases.list_cases", Permission.CASE_READ),
    (_l("Reviews"), "review.list_pairs", Permission.REVIEW_READ),
    (_l("How reviewing goes"), "review.show_figures", Permission.REVIEW_FIGURES),
    (_l("Auditor's desk"), "auditing.show_desk", Permission.AUDITING_READ),
    (_l("Indicators"), "indicators.show_front", Permission.FIGURES_READ),
    (_l("What a case takes"), "burden.show_burden", Permission.BURDEN_READ),
    (_l("Hand-overs"), "cases.list_offers", Permission.HANDOVER_READ),
    (_l("Offers"), "cases.list_partner_offers", Permission.OFFER_ANSWER),
    (_l("Programmes"), "programmes.list_programmes", Permission.PROGRAMME_READ),
    (_l("Upload deliveries"), "support.upload_deliveries", Permission.SUPPORT_DELIVER),
    (_l("Lines to deliver"), "support.list_own_lines", Permission.SUPPORT_DELIVER),
    (_l("Deliveries to confirm"), "support.list_confirmations", Permission.SUPPORT_CONFIRM),
    (_l("Follow-up"), "followup.list_rounds", Permission.FOLLOWUP_READ),
    (_l("Key moments"), "moments.list_waiting", Permission.MOMENT_WORK),
    (_l("Costs"), "support.show_costs", Permission.SUPPORT_REVIEW),
    (_l("Evidence findings"), "support.list_findings", Permission.SUPPORT_REVIEW),
    (_l("Support asked back"), "recovery.list_claims", Permission.RECOVERY_READ),
    (_l("Exchange rates"), "support.list_rates", Permission.RATE_SET),
    (_l("Emergency access"), "privacy.open_emergency", Permission.EMERGENCY_OPEN),
    (_l("Audit log"), "audit.list_events", Permission.AUDIT_READ),
    (_l("Access matrix"), "audit.show_matrix", Permission.MATRIX_READ),
    (_l("Data protection"), "privacy.show_start", Permission.PRIVACY_READ),
    (_l("Erasures"), "privacy.list_erasures", Permission.ACCOUNT_MANAGE),
    (_l("Accounts"), "accounts.list_accounts", Permission.ACCOUNT_MANAGE),
    (_l("What two people decide"), "accounts.list_proposals", Permission.ERASURE_CONFIRM),
    (_l("Jobs"), "jobs.list_jobs", Permission.JOB_MANAGE),
)


# The pages of data protection, as tabs on each of them.
SECTION: tuple[tuple[object, str, Allow], ...] = (
    (_l("Requests"), "privacy.list_requests", Permission.PRIVACY_READ),
    (_l("Erasures"), "privacy.list_erasures", Permission.ERASURE_CONFIRM),
    (_l("Retention"), "privacy.show_retention", Permission.PRIVACY_READ),
    (_l("Breaches"), "privacy.list_breaches", Permission.PRIVACY_READ),
    (_l("Oversight"), "privacy.show_oversight", Permission.PRIVACY_MANAGE),
    (_l("Inventory"), "privacy.show_inventory", Permission.PRIVACY_READ),
    (_l("Record of processing"), "privacy.show_record", Permission.PRIVACY_READ),
    (_l("Recipients"), "safeguards.list_recipients", Permission.PRIVACY_READ),
)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One link of the main navigation."""

    label: object
    url: str
    current: bool


def may_open(actor: Actor, endpoint: str) -> bool:
    """True when this node has the page and the actor may open it."""
    allow = getattr(current_app.view_functions.get(endpoint), "allow", None)
    return allow is not None and (isinstance(allow, Access) or actor.may(allow))


def navigation(actor: Actor) -> list[NavigationEntry]:
    """The entries this actor may use."""
    return _usable(actor, ENTRIES) if actor.account_id is not None else []


def section_tabs(actor: Actor) -> list[NavigationEntry]:
    """The pages of data protection this actor may use."""
    return _usable(actor, SECTION)


def _usable(actor: Actor, entries: tuple[tuple[object, str, Allow], ...]) -> list[NavigationEntry]:
    known = current_app.view_functions
    open_to = (
        (label, url_for(endpoint))
        for label, endpoint, allow in entries
        if endpoint in known and (allow is Access.SIGNED_IN or actor.may(Permission(allow)))
    )
    return [NavigationEntry(label, url, _is_here(url)) for label, url in open_to]


def _is_here(url: str) -> bool:
    """True on the entry's own page and on those below it: every page of a case belongs to the cases."""
    return request.path == url or (url != "/" and request.path.startswith(f"{url}/"))
