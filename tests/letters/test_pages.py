"""The letter on the page and as a file, and the day it was handed over."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases.rules import NoticeEntry
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.queries import list_decisions
from returns_app.decisions.rules import RefusalReason
from returns_app.letters.models import ServedLetter
from returns_app.letters.rules import Serving, Way, objection_until
from returns_app.letters.service import record_serving
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests.cases.builders import an_opening
from tests.decisions import builders

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    return builders.an_office()


def a_letter(office: builders.Office, language: str = "ar", *, granted: bool = True) -> tuple[UUID, UUID]:
    opening = an_opening(notice=NoticeEntry("v3", language, today()))
    if granted:
        case_id = builders.approved(office, opening)
    else:
        case_id = builders.submitted(office, opening)
        builders.refuse(office.approver, case_id, RefusalReason.TOO_LATE, text="Ingediend na het vertrek, dus te laat.")
    db.session().rollback()
    return case_id, list_decisions(db.session(), case_id)[0].id


def typed(days: int = 0, **more: str) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {
        "served_on-day": str(day.day), "served_on-month": str(day.month), "served_on-year": str(day.year),
        "language": "ar", "way": "in_person", "request_key": str(uuid4()), **more,
    }  # fmt: skip


def test_the_page_shows_both_languages_and_the_same_facts(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office)
    page = builders.browser(app, office.counsellor).get(f"/cases/{case_id}/letters/{decision_id}").text
    assert 'lang="nl" dir="ltr"' in page
    assert 'lang="ar" dir="rtl"' in page
    assert "Uw aanvraag om ondersteuning bij terugkeer is toegewezen" in page
    assert "تمت الموافقة على طلبك" in page
    assert "ترجمة تحتاج إلى التحقق" in page
    assert "€615.00" in page
    assert "€2,615.00" in page


def test_a_refusal_tells_reasons_words_and_deadline(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office, "ti", granted=False)
    page = builders.browser(app, office.counsellor).get(f"/cases/{case_id}/letters/{decision_id}").text
    assert "De aanvraag is te laat ingediend." in page
    assert "እቲ ጥርዓን ደንጉዩ ቀሪቡ።" in page
    assert page.count("Ingediend na het vertrek, dus te laat.") == 1


def test_another_language_is_chosen_in_the_address(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office)
    client = builders.browser(app, office.counsellor)
    assert "თქვენი განაცხადი" in client.get(f"/cases/{case_id}/letters/{decision_id}?language=ka").text
    assert client.get(f"/cases/{case_id}/letters/{decision_id}?language=nonsense").status_code == 200


def test_the_file_is_a_pdf_named_after_the_case(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office)
    answer = builders.browser(app, office.counsellor).get(
        f"/cases/{case_id}/letters/{decision_id}/letter.pdf?language=ti"
    )
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert builders.stored(case_id).reference in answer.headers["Content-Disposition"]
    assert builders.logged(case_id, Action.LETTER_READ) == 1


def test_handing_over_starts_the_period_and_ends_the_task(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office)
    client = builders.browser(app, office.counsellor)
    sent = typed()
    for _ in range(2):
        assert client.post(f"/cases/{case_id}/letters/{decision_id}/serving", data=sent).status_code == 302
    db.session().rollback()
    kept = db.session().query(ServedLetter).filter_by(case_id=case_id).one()
    assert (kept.served_on, kept.objection_until) == (today(), objection_until("NL", today()))
    task = db.session().query(Task).filter_by(case_id=case_id, kind=TaskKind.SERVE_LETTER).one()
    assert task.ended_at is not None
    assert "Decision letter handed over" in client.get(f"/cases/{case_id}/timeline").text


@pytest.mark.parametrize("days", [-1, 1])
def test_a_letter_is_not_handed_over_before_the_decision_nor_tomorrow(office: builders.Office, days: int) -> None:
    case_id, decision_id = a_letter(office)
    serving = Serving(uuid4(), today() + timedelta(days=days), Way.POST, "ar")
    with pytest.raises(RuleBroken, match="between the day"), unit_of_work(office.counsellor) as work:
        record_serving(work, case_id, decision_id, serving)


def test_a_refused_application_still_asks_for_its_letter(office: builders.Office) -> None:
    case_id, _decision_id = a_letter(office, granted=False)
    task = db.session().query(Task).filter_by(case_id=case_id, kind=TaskKind.SERVE_LETTER).one()
    assert task.ended_at is None


def test_an_incomplete_form_keeps_what_was_typed(app: Flask, office: builders.Office) -> None:
    case_id, decision_id = a_letter(office)
    client = builders.browser(app, office.counsellor)
    wrong = typed() | {"way": "", "served_on-day": "31", "served_on-month": "2"}
    answer = client.post(f"/cases/{case_id}/letters/{decision_id}/serving", data=wrong)
    assert answer.status_code == 422
    assert "Choose how it was handed over." in answer.text
    assert 'value="31"' in answer.text
