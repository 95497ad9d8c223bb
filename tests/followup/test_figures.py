"""Surveys as figures (contact after 6 and 12 months, the score) and as a file: the response rate beside every score."""

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.followup.rules import MissReason, SurveyMoment
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.measuring import Deadlines, parts_of, whole_of
from returns_app.indicators.rules.spells import NO_SCORE, Spells, day_of
from returns_app.indicators.service import refresh_figures
from tests import people
from tests.cases.test_many import rows_of, taken_out
from tests.decisions import builders as cases
from tests.decisions.builders import Office
from tests.followup.builders import answers_of, arrived_before, ask, miss, rounds

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return cases.an_office()


def read(office: Office) -> Spells:
    """The spells of the office as they are after a refresh."""
    with unit_of_work(people.SEEDER) as work:
        refresh_figures(work, office.organisation.id)
    return stored_spells(db.session(), office.organisation.id)


def parts(spells: Spells, indicator: str) -> dict[str, int]:
    """How many stand in each part, and in the whole."""
    found = {part.name: len(part.crowd.rows) for part in parts_of(indicator, spells, Deadlines())}
    return {"N": len(whole_of(indicator, spells).rows)} | found


def test_answers_and_refusals_are_contacts_and_the_score_is_that_of_the_year(office: Office) -> None:
    answering, silent = arrived_before(office, 375), arrived_before(office, 374, is_other=True)
    ask(office.partner, rounds(answering)[SurveyMoment.M12], answers=answers_of() | {"S1": ("dont_know",)})
    miss(office.partner, rounds(answering)[SurveyMoment.M6], MissReason.REFUSED)
    miss(office.partner, rounds(silent)[SurveyMoment.M12], MissReason.NOT_REACHABLE)
    spells = read(office)
    assert parts(spells, "R2") == {"N": 2, "REACHED_6M": 1, "REACHED_12M": 1}
    assert parts(spells, "R3") == {"N": 2, "RESPONDENTS": 1, "SUSTAINED": 1}
    assert sorted(spells["score"].tolist()) == [100, NO_SCORE]
    before = spells.before(day_of(int(spells["arrived"].max())))
    assert parts(before, "R3")["RESPONDENTS"] == 0


def test_a_survey_without_a_score_is_a_contact_and_no_respondent(office: Office) -> None:
    case_id = arrived_before(office, 375)
    ask(office.partner, rounds(case_id)[SurveyMoment.M12], answers={"P9": ("no",)})
    spells = read(office)
    assert parts(spells, "R2")["REACHED_12M"] == 1
    assert parts(spells, "R3")["RESPONDENTS"] == 0


def test_the_file_names_nobody_and_has_the_rate_in_every_row(app: Flask, office: Office) -> None:
    case_id = arrived_before(office, 375)
    ask(office.partner, rounds(case_id)[SurveyMoment.M6])
    miss(office.partner, rounds(case_id)[SurveyMoment.M1], MissReason.MOVED)
    rows = rows_of(taken_out(cases.browser(app, office.approver), "/follow-up/export"))
    head, table = rows[1], [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    assert len(head) == len(set(head))
    assert [one["State"] for one in table] == ["No answer", "Answered", "Not asked yet"]
    assert [one["Score"] for one in table] == ["", "1.00", ""]
    assert [one["Response rate in percent"] for one in table] == ["0", "100", "0"]
    assert table[1]["Verified"] == "No"
    assert "Chinedu" not in str(rows)
    [one] = rows_of(taken_out(cases.browser(app, office.approver), "/follow-up/export?moment=m6"))[2:]
    assert one[:2] == [table[1]["Case"], "1"]
    assert cases.browser(app, office.counsellor).get("/follow-up/export").status_code == 403
    other = people.an_actor(Role.APPROVER, organisation=people.an_organisation(member_state="BE"))
    assert rows_of(taken_out(cases.browser(app, other), "/follow-up/export"))[2:] == []
