"""Marks and corrections on the page of a request."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.rules import ProposalKind
from returns_app.accounts.service import propose
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.privacy import service
from returns_app.privacy.forms import EndHoldForm, MarkForm
from returns_app.privacy.queries.cases import own_case
from returns_app.privacy.queries.reaching import get_own_reach
from returns_app.privacy.queries.requests import get_request
from returns_app.privacy.views.blueprint import pages
from returns_app.privacy.views.requests import request_page
from returns_app.privacy.views.retention import own
from returns_app.safeguards.queries import is_hold
from returns_app.safeguards.service import lift_mark, set_mark
from returns_app.web.routing import current_actor


@pages.post("/data-protection/requests/<uuid:request_id>/marks", allow=Permission.PRIVACY_MANAGE)
def mark_data(request_id: UUID) -> ResponseReturnValue:
    """Mark the data: disputed, held, restricted, objected to."""
    form = MarkForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            request = get_request(work.session, work.actor, request_id)
            case = own_case(work.session, work.actor, request.case_id)
            set_mark(work, own(), form.entry(case.id, request.person_id))
            flash(_("The data are marked. Everybody who opens the case sees it."), "good")
            return redirect(url_for("privacy.show_request", request_id=request_id))
    return request_page(request_id, form)


@pages.post("/data-protection/requests/<uuid:request_id>/marks/<uuid:mark_id>/end", allow=Permission.PRIVACY_MANAGE)
def unmark_data(request_id: UUID, mark_id: UUID) -> ResponseReturnValue:
    """Take a mark away; the end of a legal hold is proposed, and another person confirms it."""
    form = EndHoldForm()
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            get_request(work.session, work.actor, request_id)
            if is_hold(work.session, own(), mark_id):
                propose(work, ProposalKind.HOLD_ENDED, form.reason.data, subject_id=mark_id)
                flash(_("Proposed. A second person has to confirm that the legal hold ends."), "good")
            else:
                lift_mark(work, own(), mark_id)
                flash(_("The mark was lifted."), "good")
        return redirect(url_for("privacy.show_request", request_id=request_id))
    return request_page(request_id, form)


@pages.post("/data-protection/requests/<uuid:request_id>/deliveries/<uuid:reach_id>", allow=Permission.PRIVACY_MANAGE)
def mark_delivered(request_id: UUID, reach_id: UUID) -> ResponseReturnValue:
    """A correction has arrived: a letter was sent, a partner answered."""
    get_own_reach(db.session(), current_actor(), reach_id)
    with unit_of_work(current_actor()) as work:
        service.mark_delivered(work, reach_id)
    flash(_("Noted."), "good")
    return redirect(url_for("privacy.show_request", request_id=request_id))
