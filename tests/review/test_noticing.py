"""Nothing adverse before the person was told and heard; a colleague decides; reservations follow; files stay as they are."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.checks.models import OwnClaim
from returns_app.core.errors import Conflict, Malformed, RuleBroken
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.review import service
from returns_app.review.models import CaseLink, Review, ReviewNotice
from returns_app.review.rules import Consequence, Delivery, Handed, PairVerdict, ReviewState, Ruling
from returns_app.work.models import Task
from tests.checks.builders import move_clock
from tests.decisions.builders import approve, browser, stage_of, submit
from tests.review.builders import REASON, Bench, a_bench, a_pair, agreed, corrected, stored_rows, the_pair
from tests.review.two_states import both_halves

pytestmark = pytest.mark.postgres
FILES = (
    "person", "person_name", "person_nationality", "person_identifier", "person_contact", "return_case", "case_member",
    "case_author", "plan_line", "delivery", "decision", "own_claim",
)  # fmt: skip


def _heard() -> tuple[Bench, Review, ReviewNotice]:
    bench = a_bench()
    review = a_pair(bench)
    submit(bench.office, review.case_id)
    return bench, agreed(bench, review, PairVerdict.SAME_RETURN), _notice()


def _notice() -> ReviewNotice:
    db.session().rollback()
    return db.session().scalars(select(ReviewNotice)).one()


def _rule(actor: Actor, consequence: Consequence, amount: str = "", ground: str = REASON) -> None:
    notice = _notice()
    ruling = Ruling(uuid4(), notice.version, consequence, Decimal(amount) if amount else None, ground)
    with unit_of_work(actor) as work:
        check = service.rule_on(work, notice.id, ruling)
    if check:
        run_now(check)


def _answered(bench: Bench, text: str = "I asked in Antwerp and never travelled.") -> None:
    notice = _notice()
    with unit_of_work(bench.office.counsellor) as work:
        service.record_notice_answer(work, notice.id, text, work.today)


def test_the_notice_is_made_in_the_persons_language_with_two_weeks_and_a_task(house: Flask) -> None:
    _bench, review, notice = _heard()
    assert (review.state, notice.due_on - notice.issued_on) == (ReviewState.NOTICE, timedelta(days=14))
    task = db.session().scalars(select(Task).where(Task.kind == "hear_person")).one()
    assert (task.due_on, task.ended_at) == (notice.due_on, None)
    assert stage_of(review.case_id).value == "submitted"


def test_nothing_is_decided_while_the_person_has_time(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, _review, notice = _heard()
    with pytest.raises(RuleBroken, match="notice period runs until"):
        _rule(bench.office.approver, Consequence.SUSPEND)
    move_clock(monkeypatch, timedelta(days=15))
    with pytest.raises(RuleBroken, match="how and when the person was told"):
        _rule(bench.office.approver, Consequence.SUSPEND)
    with unit_of_work(bench.office.counsellor) as work:
        service.record_delivery(work, notice.id, Delivery(work.today, Handed.IN_PERSON))
    with pytest.raises(RuleBroken, match="notice period runs until"):
        _rule(bench.office.approver, Consequence.SUSPEND)
    move_clock(monkeypatch, timedelta(days=15))
    _rule(bench.office.approver, Consequence.SUSPEND)
    assert _notice().consequence is Consequence.SUSPEND


def test_after_the_answer_a_colleague_decides_and_approval_is_possible(house: Flask) -> None:
    bench, review, _n = _heard()
    _answered(bench)
    _rule(bench.office.approver, Consequence.NONE)
    assert the_pair(review.case_id).state is ReviewState.CLOSED
    approve(bench.office.approver, review.case_id, motivation=REASON)
    assert stage_of(review.case_id).value == "approved"


def test_suspended_support_stays_blocked_and_nothing_stays_reserved(house: Flask) -> None:
    bench, review, _n = _heard()
    _answered(bench)
    _rule(bench.office.approver, Consequence.SUSPEND)
    with pytest.raises(RuleBroken, match="waits for review"):
        approve(bench.office.approver, review.case_id, motivation=REASON)
    assert [claim.status for claim in db.session().scalars(select(OwnClaim)) if claim.case_id == review.case_id] == []


@pytest.mark.parametrize("consequence", [Consequence.SUSPEND, Consequence.FRAUD])
def test_a_decision_against_support_is_not_thrown_away_by_the_next_check(
    house: Flask, consequence: Consequence
) -> None:
    bench, review, _n = _heard()
    _answered(bench)
    _rule(bench.office.approver, consequence)
    stands = the_pair(review.case_id)
    assert (stands.state, stands.round, stands.verdict) == (ReviewState.CLOSED, 1, PairVerdict.SAME_RETURN)
    assert _notice().withdrawn_at is None
    assert [link.ended_at for link in db.session().scalars(select(CaseLink))] == [None]
    db.session().rollback()
    corrected(bench, review, PartialDate(1988, 5, 7, DatePrecision.DOCUMENT))
    assert the_pair(review.case_id).state is ReviewState.OPEN


def test_an_amount_belongs_to_a_reduction_and_reasons_to_everything(house: Flask) -> None:
    bench, _review, _n = _heard()
    _answered(bench)
    for consequence, amount, ground in (
        (Consequence.REDUCE, "", REASON), (Consequence.NONE, "10.00", REASON), (Consequence.NONE, "", "short"),
    ):  # fmt: skip
        with pytest.raises(Malformed):
            _rule(bench.office.approver, consequence, amount, ground)
    _rule(bench.office.approver, Consequence.REDUCE, "250.00")
    assert _notice().amount == Decimal("250.00")
    with pytest.raises(RuleBroken, match="decided before"):
        _rule(bench.office.approver, Consequence.NONE)


def test_whoever_worked_on_the_file_or_judged_the_pair_does_not_decide(house: Flask) -> None:
    bench, _review, notice = _heard()
    _answered(bench)
    with pytest.raises(RuleBroken, match="different colleague"):
        _rule(bench.office.counsellor, Consequence.NONE)
    with pytest.raises(Conflict), unit_of_work(bench.office.approver) as work:
        service.rule_on(work, notice.id, Ruling(uuid4(), 99, Consequence.NONE, None, REASON))


def test_days_before_the_notice_or_in_the_future_are_refused(house: Flask) -> None:
    bench, _review, notice = _heard()
    for away in (-1, 1):
        with pytest.raises(Malformed), unit_of_work(bench.office.counsellor) as work:
            service.record_delivery(work, notice.id, Delivery(today() + timedelta(days=away), Handed.POST))
        with pytest.raises(Malformed), unit_of_work(bench.office.counsellor) as work:
            service.record_notice_answer(work, notice.id, "I never asked.", today() + timedelta(days=away))


def test_a_link_merges_nothing_and_unlinking_restores_both_files_byte_for_byte(house: Flask) -> None:
    bench, _abroad, ours, _theirs = both_halves()
    before = stored_rows(*FILES)
    agreed(bench, ours, PairVerdict.SAME_RETURN)
    assert stored_rows("case_link")["case_link"]
    assert stored_rows(*FILES) == before
    with unit_of_work(bench.adjudicator) as work:
        service.unlink(work, ours.id, "The Belgian file shows another face.")
    assert stored_rows(*FILES) == before
    assert the_pair(ours.case_id).state is ReviewState.OPEN
    assert _notice().withdrawn_at is not None


def test_the_paper_is_a_tagged_pdf_in_the_persons_language(house: Flask) -> None:
    bench, review, notice = _heard()
    client = browser(house, bench.office.counsellor)
    answer = client.get(f"/cases/{review.case_id}/notices/{notice.id}/paper")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.data
    assert client.get(f"/cases/{uuid4()}/notices/{notice.id}/paper").status_code == 404


def test_the_whole_way_through_the_pages(house: Flask) -> None:
    bench, review, notice = _heard()
    client, path = browser(house, bench.office.counsellor), f"/cases/{review.case_id}/notices/{notice.id}"
    day = today()
    parts = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    when = {f"on-{part}": value for part, value in parts.items()}
    assert client.post(f"{path}/delivery", data={"handed": "post"}).status_code == 422
    assert client.post(f"{path}/delivery", data={"handed": "post", **when}).status_code == 302
    said = {f"heard_on-{part}": value for part, value in parts.items()}
    assert client.post(f"{path}/answer", data={"heard": "I never travelled.", **said}).status_code == 302
    boss = browser(house, bench.office.approver)
    page = boss.get(f"/cases/{review.case_id}/reviews").text
    assert "I never travelled." in page
    ruling = {"version": str(_notice().version), "consequence": "none", "ground": REASON}
    assert boss.post(f"{path}/decision", data={**ruling, "ground": ""}).status_code == 422
    assert boss.post(f"{path}/decision", data=ruling).status_code == 302
    assert "Nothing follows" in client.get(f"/cases/{review.case_id}/reviews").text
