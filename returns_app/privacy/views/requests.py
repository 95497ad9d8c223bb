"""The rights desk: register, identify, extend, answer, hand over the pack."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.privacy import labels, service
from returns_app.privacy.forms import AnswerForm, EndHoldForm, ExtensionForm, IdentityForm, MarkForm, RequestForm
from returns_app.privacy.queries import cases
from returns_app.privacy.queries import requests as queries
from returns_app.privacy.queries.reaching import list_reach, organisation_names
from returns_app.privacy.queries.recipients import list_received
from returns_app.privacy.rules.recipients import about
from returns_app.privacy.views.blueprint import pages
from returns_app.privacy.views.paper import archive
from returns_app.safeguards.labels import MARK_NAMES
from returns_app.safeguards.queries import list_marks
from returns_app.web.forms import Form
from returns_app.web.i18n import CODES, LANGUAGES, page_locale, say, speaking
from returns_app.web.routing import current_actor


@pages.get("/data-protection/requests", allow=Permission.PRIVACY_READ)
def list_requests() -> ResponseReturnValue:
    """What people asked, the most urgent first."""
    session, actor = db.session(), current_actor()
    only_open = request.args.get("all") != "1"
    found = queries.list_requests(session, actor, only_open=only_open)
    record_read(actor, Action.REQUEST_READ, shown=len(found))
    return render_template(
        "privacy/requests.html", requests=found, labels=labels, today=today(), only_open=only_open,
        counts=queries.count_open(session, actor, today()),
    )  # fmt: skip


@pages.form("/data-protection/requests/new", allow=Permission.PRIVACY_MANAGE)
def register_request() -> ResponseReturnValue:
    """Register a request."""
    form = RequestForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            made = service.register_request(work, form.entry(), UUID(form.request_key.data))
            work.session.flush()
            return redirect(url_for("privacy.show_request", request_id=made.id))
    return form.page("privacy/register_request.html")


@pages.get("/data-protection/requests/<uuid:request_id>", allow=Permission.PRIVACY_MANAGE)
def show_request(request_id: UUID) -> ResponseReturnValue:
    """One request and what can be done about it."""
    return request_page(request_id, AnswerForm(formdata=None))


@pages.post("/data-protection/requests/<uuid:request_id>/identity", allow=Permission.PRIVACY_MANAGE)
def identify(request_id: UUID) -> ResponseReturnValue:
    """Say how the person was identified."""
    form = IdentityForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.identify(work, request_id, form.identity.data)
            return _back(request_id, _("The person is identified."))
    return request_page(request_id, form)


@pages.post("/data-protection/requests/<uuid:request_id>/extension", allow=Permission.PRIVACY_MANAGE)
def extend_clock(request_id: UUID) -> ResponseReturnValue:
    """Two further months."""
    form = ExtensionForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.extend_clock(work, request_id, form.reason.data)
            return _back(request_id, _("Two months were added. Tell the person before the first month is over."))
    return request_page(request_id, form)


@pages.post("/data-protection/requests/<uuid:request_id>/answer", allow=Permission.PRIVACY_MANAGE)
def answer_request(request_id: UUID) -> ResponseReturnValue:
    """Grant or refuse."""
    form = AnswerForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.answer_request(work, request_id, form.verdict())
            return _back(request_id, _("The answer is recorded."))
    return request_page(request_id, form)


@pages.post("/data-protection/requests/<uuid:request_id>/pack", allow=Permission.PRIVACY_MANAGE)
def make_pack(request_id: UUID) -> ResponseReturnValue:
    """Everything about the person in one archive, in the language that was chosen for it."""
    asked = request.form.get("language", "")
    with unit_of_work(current_actor()) as work:
        pack = service.make_pack(work, request_id)
    with speaking(_language_of(asked)):
        answer = make_response(archive(pack.in_words(say)))
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f"attachment; filename={pack.reference}.zip"
    return answer


def _language_of(asked: str) -> str:
    """The language asked for when the house speaks it, else the page's."""
    return asked if asked in CODES else page_locale().language


def request_page(request_id: UUID, form: Form) -> ResponseReturnValue:
    """The page of one request, with whatever was typed on one of its forms."""
    session, actor = db.session(), current_actor()
    found = queries.get_request(session, actor, request_id)
    case = cases.own_case(session, actor, found.case_id)
    names = {member.person_id: member.name for member in cases.members_of(case)}
    record_read(actor, Action.REQUEST_READ, case_id=found.case_id, request=found.id)
    forms: dict[str, type[Form]] = {
        "answer": AnswerForm,
        "identity": IdentityForm,
        "extension": ExtensionForm,
        "mark": MarkForm,
        "end_hold": EndHoldForm,
    }
    shown = {name: form if isinstance(form, kind) else kind(formdata=None) for name, kind in forms.items()}
    return form.page(
        "privacy/request.html", request_row=found, case=case, name=names.get(found.person_id, "–"), labels=labels, names=names,
        received=about(list_received(session, case), found.person_id),
        today=today(), forms=shown, is_late=found.due_on < today(), marks=list_marks(session, case.id),
        languages=LANGUAGES, pack_language=_language_of(case.notice_language),
        reaches=list_reach(session, case.id), mark_names=MARK_NAMES, organisations=organisation_names(session),
    )  # fmt: skip


def _back(request_id: UUID, message: str) -> ResponseReturnValue:
    flash(message, "good")
    return redirect(url_for("privacy.show_request", request_id=request_id))
