"""Retention: what is due, who stays, a run with a report, figures the same before and after."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.models import ReturnCase
from returns_app.closure.rules import Withdrawal, WithdrawalReason
from returns_app.closure.service import withdraw_case
from returns_app.core.errors import RuleBroken
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.privacy import service
from returns_app.privacy.models import Erasure
from returns_app.privacy.queries.retention import preview
from returns_app.privacy.rules.requests import RequestKind
from returns_app.privacy.rules.retention import add_months
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.safeguards.service import set_mark
from tests import people
from tests.cases.builders import browser
from tests.decisions.builders import arrived, opened
from tests.privacy.builders import Bureau, a_bureau, a_request

pytestmark = pytest.mark.postgres


def _ended(bureau: Bureau, months: int) -> UUID:
    """A case withdrawn so many months ago."""
    case_id = opened(bureau.office)
    with unit_of_work(bureau.office.counsellor) as work:
        withdraw_case(work, case_id, Withdrawal(next(iter(WithdrawalReason))))
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(ReturnCase, case_id).stage_since = add_months(today(), -months) - timedelta(days=1)
        work.events.append(people.AN_EVENT)
    return case_id


def _due(bureau: Bureau) -> set[UUID]:
    db.session().rollback()
    return set(preview(db.session(), bureau.office.organisation.id, today()).cases)


def test_only_what_ended_long_enough_ago_is_due(house: Flask) -> None:
    bureau, other = a_bureau(), a_bureau()
    old, _recent = _ended(bureau, 24), _ended(bureau, 23)
    _ended(other, 30)
    assert _due(bureau) == {old}


def test_a_hold_and_an_open_request_keep_a_case(house: Flask) -> None:
    bureau = a_bureau()
    held, asked = _ended(bureau, 24), _ended(bureau, 24)
    with unit_of_work(bureau.officer) as work:
        set_mark(work, bureau.office.organisation.id, MarkEntry(MarkKind.HOLD, held, note="A claim is pending."))
    a_request(bureau, asked, RequestKind.ACCESS)
    found = preview(db.session(), bureau.office.organisation.id, today())
    assert (found.cases, found.held, found.asked_about) == ((), 1, 1)
    with pytest.raises(RuleBroken, match="Nothing is due"), unit_of_work(bureau.officer) as work:
        service.ask_retention_run(work, bureau.office.organisation.id)


def test_a_run_leaves_every_figure_as_it_was(house: Flask) -> None:
    bureau = a_bureau()
    kept = arrived(bureau.office)
    old = [_ended(bureau, 24) for _ in range(2)]
    client = browser(house, bureau.officer)
    page = client.get("/data-protection/retention").text
    assert "Chinedu" not in page
    made = client.post("/data-protection/retention/runs")
    assert made.status_code == 302
    run_id = UUID(made.location.rsplit("/", 1)[1])
    with unit_of_work(bureau.admin) as work:
        key = service.confirm_erasure(work, run_id)
    assert run_now(key)
    db.session().rollback()
    db.session().expunge_all()
    run = db.session().get_one(Erasure, run_id)
    assert (run.done, run.rules_code, run.figures_before) == (2, "R1", run.figures_after)
    found = preview(db.session(), run.organisation_id, today())
    assert found.cases == ()
    references = {str(one): db.session().get_one(ReturnCase, one).reference for one in (*old, kept)}
    assert [references[str(one)].startswith("gone-") for one in (*old, kept)] == [True, True, False]
