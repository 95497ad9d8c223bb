"""Emergency access: one case, one person, some hours; told at once, logged, judged; nothing is found by a name."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.privacy.models import EmergencyAccess
from returns_app.privacy.rules.emergencies import (
    EmergencyEntry,
    EmergencyGround,
    EmergencyVerdict,
    check_asked,
    check_judged,
    emergency_term,
)
from returns_app.work.models import Notice, Task
from returns_app.work.rules import NoticeKind, TaskKind
from tests import people
from tests.cases.builders import a_partner, browser
from tests.decisions.builders import opened, stored
from tests.privacy.builders import Bureau, a_bureau

WORDS = "The person lies in our hospital and can't speak."
ASK = "/emergency-access"


def _entry(**changes: Any) -> EmergencyEntry:
    return EmergencyEntry(**{
        "request_key": uuid4(), "reference": "NL-1", "ground": EmergencyGround.HEALTH, "words": WORDS, **changes,
    })  # fmt: skip


def test_a_reason_in_words_and_an_end_of_asking() -> None:
    term = emergency_term(date(2026, 3, 2))
    check_asked(_entry(), term.most_a_day - 1, term)
    with pytest.raises(Malformed):
        check_asked(_entry(words="urgent"), 0, term)
    with pytest.raises(RuleBroken):
        check_asked(_entry(), term.most_a_day, term)
    check_judged(EmergencyVerdict.JUSTIFIED, "", was_judged=False)
    with pytest.raises(Malformed):
        check_judged(EmergencyVerdict.NOT_JUSTIFIED, "no", was_judged=False)
    with pytest.raises(RuleBroken):
        check_judged(EmergencyVerdict.JUSTIFIED, "", was_judged=True)


def _typed(reference: str, **changes: str) -> dict[str, str]:
    return {
        "reference": reference.lower(),
        "ground": "health",
        "words": WORDS,
        "request_key": str(uuid4()),
        **changes,
    }


def _bench() -> tuple[Bureau, UUID, Actor]:
    bureau = a_bureau()
    return bureau, opened(bureau.office), people.an_actor(Role.TRAVEL_DESK, organisation=a_partner())


@pytest.mark.postgres
def test_from_asking_to_the_officers_word(house: Flask) -> None:
    bureau, case_id, helper = _bench()
    case, client = stored(case_id), browser(house, helper)
    name = "Okafor"
    typed = _typed(case.reference)
    made = client.post(ASK, data=typed)
    assert made.status_code == 302, made.text
    assert client.post(ASK, data=typed).location == made.location  # the same page sent twice
    page = client.get(made.location).text
    assert name in page
    assert client.get(f"/cases/{case_id}").status_code == 404  # the case itself stays out of sight
    db.session().rollback()
    access = db.session().scalars(select(EmergencyAccess)).one()
    assert (access.looks, access.ends_at - access.opened_at) == (1, timedelta(hours=emergency_term(today()).hours))
    told = {(one.account_id, one.kind) for one in db.session().scalars(select(Notice))}
    assert {(bureau.officer.account_id, NoticeKind.EMERGENCY), (case.counsellor_id, NoticeKind.EMERGENCY)} <= told
    assert browser(house, people.an_actor(Role.TRAVEL_DESK)).get(made.location).status_code == 404
    officer = browser(house, bureau.officer)
    oversight = officer.get("/data-protection/oversight").text
    assert WORDS.replace("'", "&#39;") in oversight
    assert case.reference in oversight
    place = f"/data-protection/oversight/emergencies/{access.id}"
    assert officer.post(place, data={"verdict": "not_justified", "words": "no"}).status_code == 422
    assert officer.post(place, data={"verdict": "justified"}).status_code == 302
    assert officer.post(place, data={"verdict": "justified"}).status_code == 409
    db.session().rollback()
    task = db.session().scalars(select(Task).where(Task.kind == TaskKind.JUDGE_EMERGENCY)).one()
    assert task.ended_at is not None
    actions = (
        db.session()
        .scalars(select(AuditEvent.action).where(AuditEvent.case_id == case_id).order_by(AuditEvent.at))
        .all()
    )
    assert [one for one in actions if one.startswith("privacy.emergency")] == [
        "privacy.emergency.opened", "privacy.emergency.read", "privacy.emergency.judged",
    ]  # fmt: skip
    assert (
        "Looked at in an emergency"
        in browser(house, bureau.office.counsellor).get(f"/cases/{case_id}/data-protection").text
    )


@pytest.mark.postgres
def test_it_ends_and_nothing_is_found_by_a_name(house: Flask) -> None:
    bureau, case_id, helper = _bench()
    reference, client = stored(case_id).reference, browser(house, helper)
    assert client.post(ASK, data=_typed("Okafor")).status_code == 422
    assert client.post(ASK, data=_typed(reference, words="quick")).status_code == 422
    own = browser(house, bureau.office.counsellor).post(ASK, data=_typed(reference))
    assert (own.status_code, "You may open this case as always" in own.text) == (409, True)
    made = client.post(ASK, data=_typed(reference))
    with unit_of_work(people.SEEDER) as work:  # its hours pass
        work.session.execute(update(EmergencyAccess).values(ends_at=work.now))
        work.record(Action.EMERGENCY_READ)
    over = client.get(made.location)
    assert (over.status_code, over.location) == (302, ASK)
    assert "This emergency access has ended" in client.get(ASK).text


@pytest.mark.postgres
def test_nobody_judges_their_own(house: Flask) -> None:
    bureau, case_id, _helper = _bench()
    officer = people.an_actor(Role.DPO, Role.TRAVEL_DESK, organisation=bureau.office.organisation)
    with unit_of_work(people.SEEDER) as work:
        access = EmergencyAccess(
            case_id=case_id, account_id=officer.account_id, organisation_id=officer.organisation_id,
            owner_id=officer.organisation_id, ground=EmergencyGround.CHILD, opened_at=work.now, ends_at=work.now, looks=0,
            request_key=uuid4(),
        )  # fmt: skip
        work.add(access)
        work.record(Action.EMERGENCY_OPENED, case_id=case_id)
    place = f"/data-protection/oversight/emergencies/{access.id}"
    assert browser(house, officer).post(place, data={"verdict": "justified"}).status_code == 409
