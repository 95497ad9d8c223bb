"""The pages of a claim: from the proposal to the last cent, nothing typed is lost, letters in two languages."""

from uuid import uuid4

import pytest
from flask import Flask

from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.recovery.models import RecoveryClaim
from returns_app.recovery.rules import ClaimState, StepKind
from tests.decisions import builders as cases
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.recovery import builders
from tests.recovery.builders import a_step, an_entry, claim, delivered, running

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def day(name: str) -> dict[str, str]:
    now = today()
    return {f"{name}-day": str(now.day), f"{name}-month": str(now.month), f"{name}-year": str(now.year)}


def test_a_proposal_that_is_too_high_comes_back_as_it_was_typed(app: Flask, office: Office) -> None:
    given = delivered(office)
    finance, base = cases.browser(app, office.finance), f"/cases/{given.case_id}/recovery"
    assert "Welding set" in finance.get(f"{base}/new").text
    wrong = {
        "ground": "misused",
        f"line_{given.first.hex}": "900.01",
        "explanation": "Because <b>of</b> it all, really",
    }
    answer = finance.post(f"{base}/new", data={**wrong, "request_key": str(uuid4())})
    assert answer.status_code == 409
    assert "at most 900.00" in answer.text
    assert "Because &lt;b&gt;of&lt;/b&gt; it all, really" in answer.text
    good = {**wrong, f"line_{given.first.hex}": "100.00"}
    assert finance.post(f"{base}/new", data={**good, "request_key": str(uuid4())}).status_code == 302
    db.session().rollback()
    assert db.session().query(RecoveryClaim).one().claimed == 100


def test_the_hearing_in_a_letter_and_an_answer_that_the_approver_reads(app: Flask, office: Office) -> None:
    given = delivered(office)
    claim_id = builders.propose(office.finance, given.case_id, an_entry({given.first: "100.00"}))
    path = f"/cases/{given.case_id}/recovery/{claim_id}"
    counsellor = cases.browser(app, office.counsellor)
    letter = counsellor.get(f"{path}/hearing?language=ar").text
    assert "لم يُتخذ أي قرار بعد" in letter
    assert counsellor.get(f"{path}/hearing.pdf?language=ar").data[:4] == b"%PDF"
    version = {"hearing-version": str(builders.version(claim_id))}
    sent = counsellor.post(f"{path}/hearing", data={**version, **day("hearing-served_on"), "hearing-way": "in_person"})
    assert sent.status_code == 302
    version = {"answer-version": str(builders.version(claim_id))}
    answer = counsellor.post(f"{path}/answer", data={**version, **day("answer-answered_on"), "answer-text": ""})
    assert (answer.status_code, "Write down what the person said." in answer.text) == (422, True)
    counsellor.post(f"{path}/answer", data={**version, **day("answer-answered_on"), "answer-text": "I was ill."})

    approver = cases.browser(app, office.approver)
    page = approver.get(path).text
    assert "I was ill." in page
    decided = approver.post(f"{path}/decision", data={"deciding-version": str(builders.version(claim_id))})
    assert (decided.status_code, claim(claim_id).state) == (302, ClaimState.RUNNING)
    builders.serve(office, given.case_id, claim_id)
    decision_id = claim(claim_id).decision_id
    assert "100.00" in approver.get(f"/cases/{given.case_id}/letters/{decision_id}").text


def test_payments_to_the_last_cent(app: Flask, office: Office) -> None:
    given, claim_id = running(office)
    path, finance = f"/cases/{given.case_id}/recovery/{claim_id}", cases.browser(app, office.finance)
    paid = {**day("payment-paid_on"), "payment-means": "bank_transfer", "payment-reference": "S-1"}
    refused = finance.post(f"{path}/payments", data={**paid, "payment-amount": "400.02"})
    assert (refused.status_code, "0.01 € more" in refused.text) == (409, True)
    key = {"payment-request_key": str(uuid4())}
    for _twice in range(2):
        assert finance.post(f"{path}/payments", data={**paid, **key, "payment-amount": "400.01"}).status_code == 302
    assert claim(claim_id).state is ClaimState.SETTLED
    assert "Settled" in finance.get("/recovery").text
    assert "recovery" in finance.get("/support/costs.csv").text


def test_instalments_and_a_rest_on_the_page(app: Flask, office: Office) -> None:
    given, claim_id = running(office)
    path, finance = f"/cases/{given.case_id}/recovery/{claim_id}", cases.browser(app, office.finance)
    plan = {
        "instalments-version": str(builders.version(claim_id)),
        "instalments-count": "3",
        **day("instalments-first"),
    }
    assert finance.post(f"{path}/instalments", data=plan).status_code == 302
    page = finance.get(path).text
    assert "133.34" in page
    rest = finance.post(f"{path}/rest", data={"pause-explanation": LONG_ENOUGH, "pause-reason": "hardship"})
    assert rest.status_code == 422
    assert LONG_ENOUGH in rest.text
    step_id = builders.propose_step(office.finance, given.case_id, claim_id, a_step(StepKind.PAUSE))
    approver = cases.browser(app, office.approver)
    refused = approver.post(f"{path}/steps/{step_id}/refusal", data={f"decline-{step_id.hex}-version": "1"})
    assert refused.status_code == 422
    assert approver.post(f"{path}/steps/{step_id}/decision", data={"deciding-version": "1"}).status_code == 302
    assert "Rests until" in finance.get(path).text


def test_huge_and_hostile_input_is_refused_with_a_sentence(app: Flask, office: Office) -> None:
    given, claim_id = running(office)
    path, finance = f"/cases/{given.case_id}/recovery/{claim_id}", cases.browser(app, office.finance)
    for amount in ("1e99", "-5", "9" * 400, "NaN", "=1+1", "1.234"):
        answer = finance.post(f"{path}/payments", data={"payment-amount": amount, "payment-reference": "x" * 5000})
        assert answer.status_code == 422, amount
    for count in ("0", "61", "1e9", "three"):
        answer = finance.post(f"{path}/instalments", data={"instalments-count": count, **day("instalments-first")})
        assert answer.status_code == 422, count
    assert claim(claim_id).paid == 0
