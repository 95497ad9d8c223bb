"""The letter of a decision: side by side on the page, as a PDF, and the day it was handed over."""

from datetime import date
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.core.clock import local_day, utc_now
from returns_app.core.errors import Malformed
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings, today, unit_of_work
from returns_app.letters import queries, service
from returns_app.letters.forms import LanguageForm, ServingForm
from returns_app.letters.labels import WAYS
from returns_app.letters.presenting import letter_of, pdf_of
from returns_app.letters.queries import Case
from returns_app.letters.rules import Facts, LetterTexts, all_texts, languages_for, texts_of
from returns_app.recovery.queries import get_claim
from returns_app.web.routing import Pages, current_actor

pages = Pages("letters", __name__, template_folder="templates")
DECISION = "decisions.show_decision"


@pages.get("/cases/<uuid:case_id>/letters/<uuid:decision_id>", allow=Permission.DECISION_READ)
def show_letter(case_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """Both languages side by side, as they will be printed."""
    return _page(case_id, decision_id)


@pages.get("/cases/<uuid:case_id>/letters/<uuid:decision_id>/letter.pdf", allow=Permission.DECISION_READ)
def download_letter(case_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """The letter to print and hand over, dated today or the day it was handed over."""
    case, facts = _facts(case_id, decision_id)
    record_read(current_actor(), Action.LETTER_READ, case_id=case_id, decision=decision_id, form="pdf")
    return _sent(case, facts)


@pages.get("/cases/<uuid:case_id>/recovery/<uuid:claim_id>/hearing", allow=Permission.RECOVERY_READ)
def show_hearing(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """The letter about an intended claim, in both languages."""
    case, facts = _hearing(case_id, claim_id)
    languages = _languages(case)
    record_read(current_actor(), Action.LETTER_READ, case_id=case_id, claim=claim_id, form="page")
    return case_page(
        "letters/hearing.html", case, tab="support.show_plan", facts=facts, letter=letter_of(facts, languages),
        chosen=LanguageForm(), claim_id=claim_id, language=languages[-1].code,
    )  # fmt: skip


@pages.get("/cases/<uuid:case_id>/recovery/<uuid:claim_id>/hearing.pdf", allow=Permission.RECOVERY_READ)
def download_hearing(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """The same to print and hand over."""
    case, facts = _hearing(case_id, claim_id)
    record_read(current_actor(), Action.LETTER_READ, case_id=case_id, claim=claim_id, form="pdf")
    return _sent(case, facts)


@pages.post("/cases/<uuid:case_id>/letters/<uuid:decision_id>/serving", allow=Permission.CASE_WRITE)
def record_serving(case_id: UUID, decision_id: UUID) -> ResponseReturnValue:
    """The person has the letter."""
    form = ServingForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            letter = service.record_serving(work, case_id, decision_id, form.serving())
            flash(_("Recorded. The period for objections runs until %(day)s.", day=letter.objection_until.isoformat()))
            return redirect(url_for("letters.show_letter", case_id=case_id, decision_id=decision_id))
    return _page(case_id, decision_id, form)


def _page(case_id: UUID, decision_id: UUID, form: ServingForm | None = None) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    case, facts = _facts(case_id, decision_id)
    languages = _languages(case)
    record_read(actor, Action.LETTER_READ, case_id=case_id, decision=decision_id, form="page")
    fresh = {"language": languages[-1].code, "served_on": today()}
    page = case_page(
        "letters/show.html", case, tab=DECISION, facts=facts, letter=letter_of(facts, languages), decision_id=decision_id,
        chosen=LanguageForm(), form=form, serving=form or ServingForm(formdata=None, data=fresh), ways=WAYS,
        served=queries.list_served(session, decision_id), names={code: texts.name for code, texts in all_texts().items()},
        language=languages[-1].code,
    )  # fmt: skip
    return make_response(page, (form.refusal.status if form.refusal else Malformed.status) if form else 200)


def _facts(case_id: UUID, decision_id: UUID) -> tuple[Case, Facts]:
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    decision = queries.get_decision(session, case_id, decision_id)
    served = queries.list_served(session, decision_id)
    decided_on = local_day(decision.decided_at, settings().time_zone)
    return case, queries.facts_of(session, case, decision, decided_on=decided_on, served_on=_served_on(served))


def _hearing(case_id: UUID, claim_id: UUID) -> tuple[Case, Facts]:
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    claim = get_claim(session, case_id, claim_id)
    written_on = local_day(claim.proposed_at, settings().time_zone)
    return case, queries.hearing_facts(session, case, claim, written_on=written_on, served_on=claim.heard_on or today())


def _sent(case: Case, facts: Facts) -> ResponseReturnValue:
    answer = make_response(pdf_of(facts, letter_of(facts, _languages(case)), at=utc_now()))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{case.reference}.pdf"'
    return answer


def _served_on(served: object) -> date:
    days = [letter.served_on for letter in served]  # type: ignore[attr-defined]
    return days[0] if days else today()


def _languages(case: Case) -> tuple[LetterTexts, ...]:
    """The official language, and the person's beside it where it is another."""
    asked = request.args.get("language", "")
    official, spoken = languages_for(case.member_state, asked if asked in all_texts() else case.notice_language)
    return tuple(texts_of(code) for code in dict.fromkeys((official, spoken)))
