"""Oversight of access: alarms from the log, and access confirmed anew each quarter."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, unit_of_work
from returns_app.privacy import labels, service
from returns_app.privacy.forms import JudgeForm
from returns_app.privacy.queries import oversight as queries
from returns_app.privacy.queries.emergencies import list_accesses
from returns_app.privacy.rules.oversight import quarter_of
from returns_app.privacy.views.blueprint import pages
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.routing import current_actor


@pages.get("/data-protection/oversight", allow=Permission.PRIVACY_MANAGE)
def show_oversight() -> ResponseReturnValue:
    """What stood out this month, who used emergency access, and whose access waits to be confirmed."""
    return oversight_page(about=request.args.get("judge", type=UUID))


def oversight_page(judging: JudgeForm | None = None, about: UUID | None = None) -> str:
    """The page, with the word on an emergency access that did not pass."""
    session, actor, now = db.session(), current_actor(), utc_now()
    alarms = queries.list_alarms(session, actor, now, settings().time_zone)
    record_read(actor, Action.OVERSIGHT_READ, alarms=len(alarms))
    return render_template(
        "privacy/oversight.html", alarms=alarms, labels=labels, names=queries.account_names(session, actor),
        colleagues=queries.list_colleagues(session, actor, now), quarter=quarter_of(now.date()), role_names=ROLE_NAMES,
        emergencies=list_accesses(session, actor), judging=judging or JudgeForm(formdata=None), form=judging, about=about,
    )  # fmt: skip


@pages.post("/data-protection/oversight/accounts/<uuid:account_id>/review", allow=Permission.PRIVACY_MANAGE)
def review_access(account_id: UUID) -> ResponseReturnValue:
    """Say whether somebody still needs the access."""
    is_kept = request.form.get("kept") == "yes"
    with unit_of_work(current_actor()) as work:
        service.review_access(work, account_id, is_kept=is_kept)
    flash(
        _("Noted.") if is_kept else _("Noted. The administrators are told to close the account or take roles away."),
        "good",
    )
    return redirect(url_for("privacy.show_oversight"))
