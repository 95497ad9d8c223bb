"""The administrator's page of jobs: what waits, what failed, send again."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs import queries, service
from returns_app.web.forms import Form
from returns_app.web.routing import Pages, current_actor

pages = Pages("jobs", __name__, template_folder="templates")


@pages.get("/jobs", allow=Permission.JOB_MANAGE)
def list_jobs() -> ResponseReturnValue:
    """Waiting and failed jobs."""
    session, actor = db.session(), current_actor()
    return render_template(
        "jobs/list.html", form=Form(), waiting=queries.list_open(session, actor),
        failed=queries.list_failed(session, actor), done=queries.count_done(session),
    )  # fmt: skip


@pages.post("/jobs/<uuid:job_id>/resend", allow=Permission.JOB_MANAGE)
def resend(job_id: UUID) -> ResponseReturnValue:
    """Try a failed job again."""
    with unit_of_work(current_actor()) as work:
        service.resend(work, job_id)
    flash(_("The job is tried again within a minute."))
    return redirect(url_for("jobs.list_jobs"))
