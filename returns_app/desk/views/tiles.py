"""What stands beside the queues: the primary button of a role, and links for those who work on no case."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.core.permissions import Actor, Permission
from returns_app.db.session import db
from returns_app.desk.labels import QUEUE_PAGES, QUEUE_TASKS
from returns_app.desk.queries import QueuePage
from returns_app.desk.rules import QueueCode
from returns_app.jobs.queries import list_failed
from returns_app.web.filters import url_if
from returns_app.work.queries import count_open, count_unread

OPEN_NEXT = frozenset(
    {QueueCode.TO_DECIDE, QueueCode.TO_DEPART, QueueCode.ARRIVALS, QueueCode.TO_PLAN, QueueCode.TO_PROVE}
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A page that belongs to the actor's work, and what it says now."""

    title: str
    text: str
    url: str


def tiles_for(actor: Actor) -> list[Tile]:
    """The tiles of an actor's permissions, as far as this node has the pages."""
    tiles = [*_notices(actor), *_officer(actor), *_figures(actor), *_log(actor), *_jobs(actor)]
    return [tile for tile in tiles if tile.url]


def primary_action(
    actor: Actor, code: QueueCode | None, found: QueuePage | None, first: str = ""
) -> tuple[str, str] | None:
    """The one button of the page: its words and its address."""
    intake = url_if("cases.search")
    if actor.may(Permission.CASE_WRITE) and intake:
        return _("New intake"), intake
    if code is None or found is None or not found.cases:
        return (_("Open next"), first) if first else None
    words = _("Open next") if code in OPEN_NEXT else str(QUEUE_TASKS[code])
    return words, url_for(QUEUE_PAGES[code], case_id=found.cases[0].id)


def _notices(actor: Actor) -> list[Tile]:
    unread = count_unread(db.session(), actor)
    words = ngettext("%(num)s notice is new.", "%(num)s notices are new.", unread)
    return [Tile(_("Notices"), words, url_if("work.list_notices"))] if unread else []


def _officer(actor: Actor) -> list[Tile]:
    if not actor.may(Permission.PRIVACY_MANAGE):
        return []
    waiting = count_open(db.session(), actor)
    words = ngettext("%(num)s task waits for you.", "%(num)s tasks wait for you.", waiting)
    asked = Tile(_("Data protection"), _("Requests of persons, erasures, breaches."), url_if("privacy.show_start"))
    return [Tile(_("Oversight"), words, url_if("privacy.show_oversight")), asked]


def _figures(actor: Actor) -> list[Tile]:
    if not actor.may(Permission.FIGURES_READ) or actor.may(Permission.CASE_READ):
        return []
    return [
        Tile(
            _("Indicators"),
            _("Departures, approvals and support by country and quarter."),
            url_if("indicators.show_figures"),
        )
    ]


def _log(actor: Actor) -> list[Tile]:
    tiles = []
    if actor.may(Permission.AUDIT_READ):
        tiles.append(
            Tile(_("Audit log"), _("Every write and every read of personal data."), url_if("audit.list_events"))
        )
    if actor.may(Permission.AUDIT_VERIFY):
        tiles.append(
            Tile(_("Verify the log"), _("Check that no entry was changed or taken away."), url_if("audit.verify_log"))
        )
    return tiles


def _jobs(actor: Actor) -> list[Tile]:
    if not actor.may(Permission.JOB_MANAGE):
        return []
    failed = len(list_failed(db.session(), actor))
    words = ngettext("%(num)s job failed and waits for you.", "%(num)s jobs failed and wait for you.", failed)
    return [Tile(_("Jobs"), words if failed else _("No job failed."), url_if("jobs.list_jobs"))]
