"""The demo is complete, true to the rules of the house, and told once."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.accounts.service import sign_in
from returns_app.audit.verifying import verify
from returns_app.cases.rules import LADDER, Stage
from returns_app.core import clock
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.settings import ROOT
from returns_app.db.session import db
from returns_app.demo.rules.houses import LOGINS
from returns_app.demo.service import State, look, seed
from tests.demo.conftest import CASES, PASSWORD


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_cases_stand_at_every_stage(demo: Flask) -> None:
    found = dict(_rows("select stage, count(*) from return_case group by stage"))
    assert set(found) == {stage.value for stage in Stage}
    assert sum(found.values()) == CASES


def test_it_is_told_once(demo: Flask) -> None:
    before = _rows("select count(*) from audit_event")
    with pytest.raises(RuleBroken, match="not empty"):
        seed(PASSWORD, CASES)
    assert (look(), _rows("select count(*) from audit_event")) == (State.DEMO, before)


def test_money_agrees_to_the_cent(demo: Flask) -> None:
    accounts = _rows("select case_id, component, ceiling, planned, delivered, proven from support_account")
    booked = {
        (case, component): (delivered, proven)
        for case, component, delivered, proven in _rows(
            "select d.case_id, l.component, sum(d.amount_eur), sum(case d.proof when 'proven' then d.amount_eur else 0 end) "
            "from delivery d join plan_line l on l.id = d.line_id group by d.case_id, l.component"
        )
    }
    assert booked
    for case, component, ceiling, planned, delivered, proven in accounts:
        assert booked.get((case, component), (0, 0)) == (delivered, proven)
        assert proven <= delivered <= planned <= ceiling


def test_deliveries_are_in_local_money_and_some_wait_for_a_receipt(demo: Flask) -> None:
    assert len(_rows("select distinct currency from delivery")) > 2
    assert {proof for (proof,) in _rows("select distinct proof from delivery")} == {"proven", "unproven"}


def test_the_registry_knows_claims_and_nobody_is_readable_anywhere(demo: Flask) -> None:
    ((claims,),) = _rows("select count(*) from registry_claim")
    assert claims > 10
    with db.engine.connect() as connection:
        connection.execute(text("pragma wal_checkpoint(truncate)"))
    raw = Path(str(db.engine.url.database)).read_bytes()
    for word in ("Beridze", "ბერიძე", "Aljboori", "الجبوري", "Jallow", "14AB00001", "198807051234"):
        assert word.encode() not in raw, word


def test_the_registry_gave_every_kind_of_answer(demo: Flask) -> None:
    answers = {answer for (answer,) in _rows("select distinct answer from registry_check")}
    assert {"no_claim", "reduced", "earlier"} <= answers
    assert {"possible", "strong"} & answers
    assert "no_answer" not in answers


def test_nothing_lies_ahead_and_every_case_went_up_the_ladder(demo: Flask) -> None:
    ((latest,),) = _rows("select max(at) from case_event")
    assert str(latest) < clock.utc_now().isoformat(sep=" ")
    ladder = [stage.value for stage in LADDER]
    for (kinds,) in _rows("select group_concat(kind) from (select * from case_event order by at) group by case_id"):
        places = [ladder.index(kind) for kind in str(kinds).split(",") if kind in ladder]
        assert places == sorted(places), kinds


def test_references_follow_the_days_of_opening(demo: Flask) -> None:
    for state in ("NL", "BE", "DE", "SE"):
        rows = _rows(f"select opened_on from return_case where member_state = '{state}' order by reference")
        assert rows == sorted(rows)


def test_everybody_can_sign_in_and_every_role_is_there(demo: Flask) -> None:
    for login in LOGINS:
        assert sign_in(db.session(), login.email, PASSWORD, "127.0.0.1")
    dutch = {
        role
        for login in LOGINS
        for role in login.roles
        if login.house in {"ro-nl", "audit", "noorderlicht", "rp-lagos"}
    }
    assert dutch == set(Role)


def test_no_job_failed_and_the_log_is_whole(demo: Flask) -> None:
    assert _rows("select count(*) from job where failed_at is not null or last_error <> ''") == [(0,)]
    with db.engine.connect() as connection:
        verdict = verify(connection, None)
    assert verdict.is_whole, verdict
    assert verdict.sealed > CASES


def test_nobody_but_the_demo_moves_the_clock() -> None:
    using = [path for path in (ROOT / "returns_app").rglob("*.py") if "travelling(" in path.read_text(encoding="utf-8")]
    assert {path.relative_to(ROOT / "returns_app").parts[0] for path in using} == {"core", "demo"}
