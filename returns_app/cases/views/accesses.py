"""Partners of a case: what they would see, who sees it now, and ending that."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_partners
from returns_app.cases import queries, service
from returns_app.cases.forms import ShareForm
from returns_app.cases.labels import ACCESS_KINDS
from returns_app.cases.page import case_frame
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.safeguards.queries import receipts
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor

TAB = "cases.show_partners"


@pages.get("/cases/<uuid:case_id>/partners", allow=Permission.CASE_LOG_READ)
def show_partners(case_id: UUID) -> ResponseReturnValue:
    """Who sees the case, and whom it can be shared with."""
    return _page(ShareForm(formdata=None), case_id)


@pages.post("/cases/<uuid:case_id>/partners", allow=Permission.CASE_SHARE)
def share_case(case_id: UUID) -> ResponseReturnValue:
    """Share the case with a partner of the country of return."""
    form = ShareForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.share_case(work, case_id, form.organisation_id.data)
            flash(_("The case is shared. The partner sees the part described below, and nothing else."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    return _page(form, case_id)


@pages.post("/cases/<uuid:case_id>/partners/<uuid:access_id>/end", allow=Permission.CASE_SHARE)
def end_access(case_id: UUID, access_id: UUID) -> ResponseReturnValue:
    """End a partner's access."""
    with unit_of_work(current_actor()) as work:
        service.end_access(work, case_id, access_id)
    flash(_("The partner no longer sees this case."), "good")
    return redirect(url_for(TAB, case_id=case_id))


def _page(form: Form, case_id: UUID) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = queries.get_own_case(session, actor, case_id)
    partners = list_partners(session, case.return_country)
    judged = receipts(session, case.organisation_id, partners, today())
    ready = [one for one in partners if judged[one.id].is_allowed]
    if isinstance(form, ShareForm):
        form.organisation_id.choices = [(str(one.id), one.name) for one in ready]
    record_read(actor, Action.CASE_READ, case_id=case_id, part="partners")
    return form.page(
        "cases/partners.html", **case_frame(case, actor, TAB), accesses=queries.list_access(session, case_id),
        kinds=ACCESS_KINDS, blocked=[one for one in partners if one not in ready],
        may_share=actor.may(Permission.CASE_SHARE),
    )  # fmt: skip
