"""Monitoring visits: planned, held or not held; and surveys as figures and as a file."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.followup import queries, service
from returns_app.followup.models import MonitoringVisit
from returns_app.followup.rules import HelpKind, NotHeld, VisitEntry, VisitPlace, VisitState, Whose
from returns_app.work.queries import list_open
from returns_app.work.rules import TaskKind
from tests import people
from tests.decisions import builders as cases
from tests.decisions.builders import Office
from tests.followup.builders import arrived_before, help_said, needs, somebody_else

pytestmark = pytest.mark.postgres
FOUND = "The shop is open; one shelf is missing."


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def an_entry(**changes: object) -> VisitEntry:
    """Held today at home."""
    values: dict[str, object] = {
        "request_key": uuid4(), "version": None, "state": VisitState.HELD, "on": today(), "place": VisitPlace.HOME,
        "visitor": "Ade", "findings": FOUND,
    }  # fmt: skip
    return VisitEntry(**{**values, **changes})  # type: ignore[arg-type]


def save(office: Office, case_id: UUID, entry: VisitEntry, visit_id: UUID | None = None) -> MonitoringVisit:
    with unit_of_work(office.partner) as work:
        return service.save_visit(work, case_id, entry, visit_id)


def stored(visit_id: UUID) -> MonitoringVisit:
    db.session().rollback()
    return db.session().get_one(MonitoringVisit, visit_id)


def test_a_planned_visit_is_a_task_until_it_is_said_how_it_went(office: Office) -> None:
    case_id = arrived_before(office, 40)
    ahead = today() + timedelta(days=7)
    entry = an_entry(state=VisitState.PLANNED, on=ahead, findings="", visitor="")
    visit_id = save(office, case_id, entry).id
    assert save(office, case_id, entry).id == visit_id
    [task] = list_open(db.session(), case_id=case_id, kinds=[TaskKind.VISIT])
    assert (task.due_on, task.organisation_id) == (ahead, office.partner_organisation.id)
    held = an_entry(version=stored(visit_id).version, help=help_said(HelpKind.HOUSING, whose=Whose.COUNSELLOR))
    save(office, case_id, held, visit_id)
    row = stored(visit_id)
    assert (row.state, row.planned_on, row.on, row.findings) == (VisitState.HELD, ahead, today(), FOUND)
    assert list_open(db.session(), case_id=case_id, kinds=[TaskKind.VISIT]) == []
    assert set(needs(case_id)) == {HelpKind.HOUSING}
    assert b"shelf" not in bytes(db.session().execute(text("select findings_ct from monitoring_visit")).scalar_one())
    with pytest.raises(Conflict, match="Somebody else"):
        save(office, case_id, held, visit_id)
    with pytest.raises(RuleBroken, match="Plan another one"):
        save(office, case_id, an_entry(version=row.version, state=VisitState.PLANNED), visit_id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": VisitState.PLANNED, "on": -1}, "day ahead"), ({"on": 1}, "between the arrival and today"),
        ({"on": -60}, "between the arrival and today"), ({"visitor": " "}, "who of the partner"),
        ({"findings": "Fine"}, "what was found"), ({"state": VisitState.NOT_HELD}, "why it was not held"),
        ({"help": help_said(HelpKind.FOOD, whose=None)}, "who sees to it"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_a_visit_needs(office: Office, changes: dict[str, object], sentence: str) -> None:
    case_id = arrived_before(office, 40)
    if isinstance(changes.get("on"), int):
        changes = changes | {"on": today() + timedelta(days=int(str(changes["on"])))}
    with pytest.raises((Malformed, RuleBroken), match=sentence):
        save(office, case_id, an_entry(**changes))


def test_a_visit_that_was_not_held_says_why_and_nobody_visits_before_the_arrival(office: Office) -> None:
    case_id = arrived_before(office, 40)
    visit_id = save(
        office, case_id, an_entry(state=VisitState.NOT_HELD, reason=NotHeld.UNSAFE, findings="", visitor="")
    ).id
    assert stored(visit_id).reason is NotHeld.UNSAFE
    under_way = cases.departed(office, somebody_else())
    with pytest.raises(RuleBroken, match="after a confirmed arrival"), unit_of_work(office.counsellor) as work:
        service.save_visit(work, under_way, an_entry())
    stranger = people.an_actor(Role.PARTNER, organisation=people.an_organisation(member_state=None))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.save_visit(work, case_id, an_entry())


def test_a_visit_with_a_mistake_comes_back_as_it_was_typed(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 40)
    partner, path = cases.browser(app, office.partner), f"/cases/{case_id}/follow-up/visits/new"
    assert "Who of the partner?" in partner.get(path).text
    now = today()
    sent = {
        "state": "held", "on-day": str(now.day), "on-month": str(now.month), "on-year": str(now.year), "place": "home",
        "findings": "Too <b>little</b> to eat, they say", "request_key": str(uuid4()),
    }  # fmt: skip
    wrong = partner.post(path, data=sent)
    assert wrong.status_code == 422
    assert "Too &lt;b&gt;little&lt;/b&gt; to eat" in wrong.text
    assert partner.post(path, data=sent | {"visitor": "Ade"}).status_code == 302
    [row] = queries.list_visits(db.session(), case_id)
    assert "Too &lt;b&gt;little&lt;/b&gt; to eat" in partner.get(f"/cases/{case_id}/follow-up").text
    assert "Too &lt;b&gt;little" in partner.get(f"/cases/{case_id}/follow-up/visits/{row.id}").text
    assert "Too &lt;b&gt;little" in cases.browser(app, office.counsellor).get(f"/cases/{case_id}/follow-up").text
