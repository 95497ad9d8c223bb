"""The pages of a change: who may propose, what a second person reads, what a declined proposal leaves behind."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.db.session import db
from returns_app.decisions.models import Decision, ProposedDecision
from returns_app.decisions.rules import DecisionKind
from tests.decisions import builders
from tests.decisions.builders import LONG_ENOUGH, Office
from tests.decisions.changes import account, an_entry, change, propose, version_of

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def sent(proposal_id: UUID, **more: str) -> dict[str, object]:
    return {"version": version_of(proposal_id), "request_key": str(uuid4()), **more}


def test_an_incomplete_proposal_comes_back_as_it_was_typed(app: Flask, office: Office) -> None:
    case_id = builders.arrived(office)
    client = builders.browser(app, office.counsellor)
    for page in ("reduction", "revocation", "suspension", "extension"):
        answer = client.post(f"/cases/{case_id}/decision/{page}", data={"explanation": "Because <b>of</b> it all"})
        assert answer.status_code == 422, page
        assert "Because &lt;b&gt;of&lt;/b&gt; it all" in answer.text
        assert "Choose at least one reason." in answer.text


def test_declining_asks_for_words_and_keeps_them(app: Flask, office: Office) -> None:
    case_id = builders.arrived(office)
    proposal = propose(office.counsellor, case_id, an_entry(DecisionKind.REVOKE))
    client, path = builders.browser(app, office.approver), f"/cases/{case_id}/proposals/{proposal.id}"
    assert client.post(f"{path}/refusal", data=sent(proposal.id)).status_code == 422
    reason = "The partner spoke with the family only yesterday."
    assert client.post(f"{path}/refusal", data=sent(proposal.id, explanation=reason)).status_code == 302
    page = client.get(f"/cases/{case_id}/decision").text
    assert reason in page
    assert "Declined" in page
    assert client.post(f"{path}/decision", data=sent(proposal.id)).status_code == 409


def test_a_colleague_without_the_right_reads_who_decides(app: Flask, office: Office) -> None:
    case_id = builders.arrived(office)
    proposal = propose(office.approver, case_id, an_entry(DecisionKind.SUSPEND))
    page = builders.browser(app, office.counsellor).get(f"/cases/{case_id}/decision").text
    assert "An approver who did not propose it and wrote no facts in this case decides." in page
    assert f"/proposals/{proposal.id}/decision" not in page
    own = builders.browser(app, office.approver).get(f"/cases/{case_id}/decision").text
    assert "You proposed this. A different colleague must decide." in own
    assert f"/proposals/{proposal.id}/refusal" not in own


def test_the_timeline_names_the_change_and_the_page_keeps_its_words(app: Flask, office: Office) -> None:
    case_id = builders.arrived(office)
    decision = change(office, case_id, an_entry(DecisionKind.REDUCE))
    client = builders.browser(app, office.counsellor)
    assert "Support reduced" in client.get(f"/cases/{case_id}/timeline").text
    letter = client.get(f"/cases/{case_id}/letters/{decision.id}").text
    assert LONG_ENOUGH in letter
    assert "Uiterlijk" not in letter
    assert "€1,900.00" in letter


def test_a_page_that_was_sent_for_another_case_finds_nothing(app: Flask, office: Office) -> None:
    case_id, other = builders.arrived(office), uuid4()
    proposal = propose(office.counsellor, case_id, an_entry(DecisionKind.REDUCE))
    client = builders.browser(app, office.approver)
    assert client.post(f"/cases/{other}/proposals/{proposal.id}/decision", data=sent(proposal.id)).status_code == 404
    assert account(case_id).ceiling == 2000
    assert db.session().query(Decision).filter_by(kind=DecisionKind.REDUCE).count() == 0
    assert db.session().query(ProposedDecision).count() == 1
