"""Pages that end a case: a withdrawal, a closure."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import BEFORE_DEPARTURE, ENDED
from returns_app.closure import service
from returns_app.closure.forms import ClosingForm, ReopeningForm, WithdrawalForm
from returns_app.closure.rules import AFTER_DEPARTURE
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support.queries import money_of
from returns_app.web.routing import Pages, current_actor

pages = Pages("closure", __name__, template_folder="templates")


@pages.form("/cases/<uuid:case_id>/withdrawal", allow=Permission.CASE_WITHDRAW)
def withdraw_case(case_id: UUID) -> ResponseReturnValue:
    """Take the application back: possible until departure."""
    form = WithdrawalForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.withdraw_case(work, case_id, form.withdrawal())
            return _done(case_id, _("The case is withdrawn and its reservation is free again."))
    case = get_own_case(db.session(), current_actor(), case_id)
    return form.page("closure/withdrawal.html", case=case, is_possible=case.stage in BEFORE_DEPARTURE)


@pages.form("/cases/<uuid:case_id>/closure", allow=Permission.CASE_CLOSE)
def close_case(case_id: UUID) -> ResponseReturnValue:
    """End a case after departure."""
    form = ClosingForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.close_case(work, case_id, form.closing())
            return _done(case_id, _("The case is closed."))
    case = get_own_case(db.session(), current_actor(), case_id)
    money = money_of(db.session(), case_id)
    return form.page("closure/closing.html", case=case, money=money, is_possible=case.stage in AFTER_DEPARTURE)


@pages.form("/cases/<uuid:case_id>/reopening", allow=Permission.CASE_REOPEN)
def reopen_case(case_id: UUID) -> ResponseReturnValue:
    """Open an ended case again, with the reason."""
    form = ReopeningForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.reopen_case(work, case_id, form.reopening())
            return _done(case_id, _("The case is open again. What happened before stays in the timeline."))
    case = get_own_case(db.session(), current_actor(), case_id)
    return form.page("closure/reopening.html", case=case, is_possible=case.stage in ENDED)


def _done(case_id: UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("desk.show_case", case_id=case_id))
