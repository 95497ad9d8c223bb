"""What a case says about data protection: which notice was given to whom, and who received data."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.clock import utc_now
from returns_app.core.errors import Malformed
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.letters.labels import WAYS
from returns_app.letters.rules import languages_for
from returns_app.people.display import display_name
from returns_app.privacy import labels, service
from returns_app.privacy.forms.notices import NoticeForm
from returns_app.privacy.queries.cases import Case
from returns_app.privacy.queries.notices import list_given, without_current
from returns_app.privacy.queries.recipients import list_received
from returns_app.privacy.rules.notices import current_version, languages
from returns_app.privacy.views.blueprint import pages
from returns_app.privacy.views.notice_paper import notice_pdf
from returns_app.web.i18n import language_name
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/data-protection", allow=Permission.CASE_LOG_READ)
def show_case(case_id: UUID) -> ResponseReturnValue:
    """Notices given, and everybody who received data."""
    return _page(case_id)


@pages.post("/cases/<uuid:case_id>/notices", allow=Permission.CASE_WRITE)
def record_notice(case_id: UUID) -> ResponseReturnValue:
    """People of the case have the notice."""
    form = _form(get_own_case(db.session(), current_actor(), case_id))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_notice(work, case_id, form.giving())
            flash(_("Recorded who has the notice."), "good")
            return redirect(url_for("privacy.show_case", case_id=case_id))
    return _page(case_id, form)


@pages.get("/cases/<uuid:case_id>/notices/notice.pdf", allow=Permission.CASE_LOG_READ)
def download_notice(case_id: UUID) -> ResponseReturnValue:
    """The notice that is given today, to print: the official language and another one beside it."""
    case = get_own_case(db.session(), current_actor(), case_id)
    version = current_version(today())
    asked = request.args.get("language", "")
    language = asked if asked in languages(version.code) else case.notice_language
    official, _spoken = languages_for(case.member_state, language)
    record_read(current_actor(), Action.CASE_READ, case_id=case_id, part="notice")
    answer = make_response(notice_pdf(version, (official, language), case.organisation, at=utc_now()))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="notice-{version.code}-{language}.pdf"'
    return answer


def _form(case: Case, data: dict[str, Any] | None = None) -> NoticeForm:
    """The form with the people of the case to tick: as it was sent, or with these answers."""
    form = NoticeForm(formdata=None)
    form.people.choices = [(str(one.person_id), display_name(one.person) or "–") for one in case.members]
    form.process(None if data else request.form, data=data)
    return form


def _page(case_id: UUID, form: NoticeForm | None = None) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    received = list_received(session, case)
    record_read(actor, Action.CASE_READ, case_id=case_id, part="data_protection")
    version, lacking = current_version(today()), without_current(session, case, today())
    fresh = {"language": case.notice_language, "given_on": today(), "version": version.code, "people": list(lacking)}
    shown = form or _form(case, fresh)
    page = case_page(
        "privacy/case.html", case, tab="privacy.show_case", form=form, giving=shown, given=list_given(session, case),
        lacking=lacking, present=version, received=received, labels=labels, ways=WAYS, language_name=language_name,
        printed=[(code, language_name(code)) for code in languages(version.code)],
        names={one.person_id: display_name(one.person) or "–" for one in case.members},
    )  # fmt: skip
    return make_response(page, (form.refusal.status if form.refusal else Malformed.status) if form else 200)
