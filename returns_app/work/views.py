"""Notices, how one hears of them, and the address of one's deadlines for a calendar program."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.web.routing import Access, Pages, current_actor
from returns_app.work import mailing, queries, service
from returns_app.work.forms import MailForm
from returns_app.work.labels import NOTICE_NAMES, NOTICE_PAGES

pages = Pages("work", __name__, template_folder="templates")
PROMISES = (mailing.mail_notices,)  # what the worker does for this room


@pages.form("/notices", allow=Access.SIGNED_IN)
def list_notices() -> ResponseReturnValue:
    """The newest notices, and how often an e-mail comes."""
    session, actor = db.session(), current_actor()
    form = MailForm(data={"mode": queries.mail_mode(session, actor)})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(actor) as work:
            service.choose_mail(work, form.mode.data)
            flash(_("Your choice is saved."))
            return redirect(url_for("work.list_notices"))
    return _page(form)


@pages.post("/notices/read", allow=Access.SIGNED_IN)
def read_notices() -> ResponseReturnValue:
    """Everything is seen."""
    with unit_of_work(current_actor()) as work:
        service.read_notices(work)
    return redirect(url_for("work.list_notices"))


@pages.post("/calendar-feed", allow=Access.SIGNED_IN)
def open_feed() -> ResponseReturnValue:
    """A new secret address, shown once."""
    with unit_of_work(current_actor()) as work:
        token = service.open_feed(work)
    address = f"{settings().public_url}{url_for('desk.read_calendar', token=token)}"
    return _page(MailForm(formdata=None, data={"mode": queries.mail_mode(db.session(), current_actor())}), address)


@pages.post("/calendar-feed/closure", allow=Access.SIGNED_IN)
def close_feed() -> ResponseReturnValue:
    """The address stops working."""
    with unit_of_work(current_actor()) as work:
        service.close_feed(work)
    flash(_("The calendar address no longer works."))
    return redirect(url_for("work.list_notices"))


def _page(form: MailForm, address: str = "") -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    return form.page(
        "work/notices.html", rows=queries.list_notices(session, actor), names=NOTICE_NAMES, pages=NOTICE_PAGES, address=address,
        unread=queries.count_unread(session, actor), has_feed=queries.has_feed(session, actor),
    )  # fmt: skip
