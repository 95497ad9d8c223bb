"""Pages of counselling: what happened, a session, a screening, protecting steps."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from returns_app.cases.page import case_frame, owns
from returns_app.cases.queries import find_draft, get_own_case
from returns_app.cases.rules import ENDED
from returns_app.cases.service import drop_draft
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission, Role
from returns_app.counselling import labels, queries, service
from returns_app.counselling.forms import Names, ReferralForm, SafeguardForm, ScreeningForm, SessionForm
from returns_app.counselling.queries import Case
from returns_app.counselling.rules import INFORMATION_VERSIONS, DeclarationKind
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.people.display import display_name
from returns_app.web.forms import Form
from returns_app.web.i18n import language_name
from returns_app.web.routing import Pages, current_actor

pages = Pages("counselling", __name__, template_folder="templates")
TAB = "counselling.show_counselling"


@pages.get("/cases/<uuid:case_id>/counselling", allow=Permission.COUNSELLING_READ)
def show_counselling(case_id: UUID) -> ResponseReturnValue:
    """Sessions, declarations, what is still missing, referrals."""
    return _show(case_id, SafeguardForm(formdata=None), ReferralForm(formdata=None))


@pages.get("/cases/<uuid:case_id>/counselling/vulnerability", allow=Permission.SCREENING_READ)
def show_vulnerability(case_id: UUID) -> ResponseReturnValue:
    """What screenings found and which protecting steps were taken; every look is logged."""
    record_read(current_actor(), Action.SCREENING_READ, case_id=case_id, members=len(_case(case_id).members))
    return _show(case_id, SafeguardForm(formdata=None), ReferralForm(formdata=None), opened=True)


@pages.form("/cases/<uuid:case_id>/counselling/session", allow=Permission.COUNSELLING_WRITE)
def record_session(case_id: UUID) -> ResponseReturnValue:
    """Record a session."""
    case, name = _case(case_id), f"session.{case_id}"
    draft = find_draft(db.session(), current_actor(), name)
    adults = _adults(case)
    form = SessionForm(adults) if request.method == "POST" else _fresh(case, adults, draft)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_session(work, case_id, form.entry(), UUID(form.request_key.data))
            drop_draft(work, name)
            flash(_("The session is saved."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    record_read(current_actor(), Action.COUNSELLING_READ, case_id=case_id)
    return form.page(
        "counselling/session.html", **case_frame(_case(case_id), current_actor(), TAB), draft=draft, draft_form=name,
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/counselling/screening", allow=Permission.SCREENING_WRITE)
def screen_family(case_id: UUID) -> ResponseReturnValue:
    """Screen the family for vulnerability."""
    case = _case(case_id)
    form = ScreeningForm() if request.method == "POST" else _screened(case)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_screenings(work, case_id, form.entries())
            flash(_("The screening is saved. Who reads it is logged."), "good")
            return redirect(url_for("counselling.show_vulnerability", case_id=case_id))
    case = _case(case_id)
    record_read(current_actor(), Action.SCREENING_READ, case_id=case_id, members=len(case.members))
    names = {str(member.person_id): display_name(member.person) for member in case.members}
    return form.page("counselling/screening.html", **case_frame(case, current_actor(), TAB), names=names)


@pages.post("/cases/<uuid:case_id>/counselling/safeguards/<uuid:person_id>", allow=Permission.SCREENING_WRITE)
def record_safeguard(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Record a protecting step for somebody."""
    form = SafeguardForm()
    if form.validate_on_submit():
        assert form.done_on.data is not None  # noqa: S101  (required)
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_safeguard(work, case_id, person_id, form.kind.data, form.done_on.data, form.text.data)
            flash(_("The step is saved."), "good")
            return redirect(url_for("counselling.show_vulnerability", case_id=case_id))
    record_read(current_actor(), Action.SCREENING_READ, case_id=case_id, members=len(_case(case_id).members))
    return _show(case_id, form, ReferralForm(formdata=None), opened=True)


@pages.post("/cases/<uuid:case_id>/counselling/referrals", allow=Permission.COUNSELLING_WRITE)
def make_referral(case_id: UUID) -> ResponseReturnValue:
    """Send somebody on."""
    form = ReferralForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.make_referral(work, case_id, form.kind.data, form.text.data)
            flash(_("The referral is saved."), "good")
            return redirect(url_for(TAB, case_id=case_id))
    return _show(case_id, SafeguardForm(formdata=None), form)


@pages.post(
    "/cases/<uuid:case_id>/counselling/declarations/<uuid:declaration_id>/withdrawal",
    allow=Permission.COUNSELLING_WRITE,
)
def withdraw_declaration(case_id: UUID, declaration_id: UUID) -> ResponseReturnValue:
    """Somebody takes their declaration back."""
    with unit_of_work(current_actor()) as work:
        service.withdraw_declaration(work, case_id, declaration_id)
    flash(_("The declaration is taken back. The case waits until a new one is signed."), "info")
    return redirect(url_for(TAB, case_id=case_id))


def _show(
    case_id: UUID, safeguard: SafeguardForm, referral: ReferralForm, *, opened: bool = False
) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case = _case(case_id)
    sent: Form = referral if referral.problems() else safeguard
    record_read(actor, Action.COUNSELLING_READ, case_id=case_id)
    return sent.page(
        "counselling/show.html", **case_frame(case, actor, TAB), sessions=queries.list_sessions(session, case_id),
        declarations=queries.list_declarations(session, case_id), gaps=queries.gaps_of(session, case) if opened else [],
        screenings=queries.latest_screenings(session, case_id) if opened else {}, opened=opened,
        safeguards=queries.safeguards_of(session, case_id) if opened else {}, referrals=queries.list_referrals(session, case_id),
        lacks=queries.what_counselling_lacks(session, case), is_open=owns(actor, case) and case.stage not in ENDED,
        sees_private=actor.has(Role.COUNSELLOR), safeguard=safeguard, referral=referral, labels=labels,
        names={member.person_id: display_name(member.person) for member in case.members},
        language_name=language_name, own_will=DeclarationKind.OWN_WILL,
    )  # fmt: skip


def _case(case_id: UUID) -> Case:
    return get_own_case(db.session(), current_actor(), case_id)


def _adults(case: Case) -> Names:
    """Those who sign for themselves and have not yet: adults, those who may be, and a minor alone."""
    members = {one.person_id: one for one in queries.members_of(db.session(), case)}
    declarations = queries.list_declarations(db.session(), case.id)
    live = {one.person_id for one in declarations if one.withdrawn_on is None and one.kind is DeclarationKind.OWN_WILL}
    return [
        (member.person_id, display_name(member.person) or _("Name not known"))
        for member in case.members
        if member.person_id in members
        and (not members[member.person_id].is_minor or members[member.person_id].is_alone)
        and (member.person_id not in live or request.method == "POST")
    ]


def _fresh(case: Case, adults: Names, draft: dict[str, Any] | None) -> SessionForm:
    if draft:
        return SessionForm(adults, formdata=MultiDict((name, text) for name, text in draft.get("fields", [])))
    begun = {"held_on": today(), "language": case.notice_language, "information_version": INFORMATION_VERSIONS[0]}
    return SessionForm(adults, formdata=None, data=begun)


def _screened(case: Case) -> ScreeningForm:
    """One row for everybody who travels, with what the last screening found."""
    found = queries.latest_screenings(db.session(), case.id)
    if not case.members:
        raise NotFound
    rows = [
        {
            "person_id": str(member.person_id),
            "categories": sorted(found[member.person_id].found) if member.person_id in found else [],
            "severity": found[member.person_id].severity or None if member.person_id in found else None,
            "needs": found[member.person_id].needs if member.person_id in found else "",
        }
        for member in case.members
        if member.left_on is None
    ]
    return ScreeningForm(formdata=None, data={"members": rows})
