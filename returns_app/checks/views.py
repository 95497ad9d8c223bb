"""Pages of the registry check: what was answered, and asking again."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.throttle import take
from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.checks import labels, panel, queries, service
from returns_app.checks.rules import Pattern
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import TooMany
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.people.display import display_name
from returns_app.web.filters import clock_time
from returns_app.web.forms import Form
from returns_app.web.routing import Pages, current_actor

pages = Pages("checks", __name__, template_folder="templates")
pages.add_app_template_global(panel.panel_of, "check_panel")
AN_HOUR = 3600


@pages.get("/cases/<uuid:case_id>/registry-check", allow=Permission.CHECK_READ)
def show_checks(case_id: UUID) -> ResponseReturnValue:
    """What the registry answered about everybody in the case."""
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    latest, every = queries.latest_checks(session, case_id), queries.list_checks(session, case_id)
    names = {member.person_id: display_name(member.person) for member in case.members}
    page = case_page(
        "checks/show.html", case, form=Form(), checks=latest, earlier=every, names=names, labels=labels,
        waits=queries.blocking(latest) if latest else None,
    )  # fmt: skip
    record_read(actor, Action.CHECK_READ, case_id=case_id, checks=len(every))
    return page


@pages.post("/cases/<uuid:case_id>/registry-checks", allow=Permission.CHECK_RUN)
def check_again(case_id: UUID) -> ResponseReturnValue:
    """Ask the registry again, for somebody who is there."""
    form = Form()
    if form.validate_on_submit():
        _take_turn(case_id)
        with unit_of_work(current_actor()) as work:
            key = service.ask_again(work, case_id, UUID(form.request_key.data))
        if run_now(key):
            flash(_("The registry was asked again."))
        else:
            flash(_("The registry did not answer. We try again every 10 minutes."), "warn")
    return redirect(url_for("checks.show_checks", case_id=case_id))


def _take_turn(case_id: UUID) -> None:
    """A check is for a person in front of somebody: there are so many in an hour, and one more is logged."""
    actor, limit = current_actor(), settings().checks_per_hour
    try:
        take(f"check|{actor.account_id}", tries=limit, window=AN_HOUR)
    except TooMany as refused:
        record_read(actor, Action.CHECK_LIMITED, case_id=case_id, limit=limit)
        record_read(actor, Action.CHECK_ALARM, case_id=case_id, pattern=Pattern.TOO_MANY, account=actor.account_id)
        seconds = timedelta(seconds=int(str(refused.params["seconds"])))
        raise TooMany(
            "checks.too_many",
            N_(
                "You have made %(checks)s checks this hour. A check is for a person in front of you. "
                "Next check possible at %(time)s. This has been logged."
            ),
            checks=limit,
            time=clock_time(clock.utc_now() + seconds),
        ) from refused
