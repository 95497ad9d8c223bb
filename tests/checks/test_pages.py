"""The page of the registry check: what it says, to whom, and how often one may ask."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.accounts.models import Organisation
from returns_app.core.permissions import Actor, Role
from returns_app.core.settings import Settings
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings
from returns_app.registry.connection import registry
from returns_app.registry.statuses import ClaimStatus
from tests import people
from tests.checks.builders import P2, P4, P6, P7, a_case, a_counsellor, a_family_case, checked, checks_of, move_clock
from tests.registry.builders import AHMAD, ALI_TWO, BESNIK, CHINEDU, announced, completed

pytestmark = pytest.mark.postgres
LEAD = "This is a lead, not a decision."
HIDDEN = ("Aljboori", "Ahmad", "07-05-1988", "1988-05-07", "7 May 1988")


def _as(house: Flask, actor: Actor) -> FlaskClient:
    client = people.client_for(house, actor)
    db.session.remove()  # the request is to see what was committed since
    return client


def _page(house: Flask, actor: Actor, case_id: UUID) -> str:
    answer = _as(house, actor).get(f"/cases/{case_id}/registry-check")
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def _ask(client: FlaskClient, case_id: UUID, **more: str) -> tuple[int, str]:
    answer = client.post(f"/cases/{case_id}/registry-checks", data=more)
    return answer.status_code, answer.text


def _actions() -> list[str]:
    db.session().rollback()
    return list(db.session().scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_no_claim_names_what_was_compared(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    reference = checked(case)[0].reference
    page = _page(house, actor, case)
    assert "No claim found" in page
    assert "name (1 spelling), birth date, nationality, sex, passport" in page
    assert "Valid until approval; checked again then." in page
    assert reference in page
    assert LEAD not in page
    assert "checks.check.read" in _actions()


def test_a_possible_claim_says_what_agrees_and_hides_every_value(house: Flask) -> None:
    announced(AHMAD, "BE", opened=date(2025, 11, 11))
    actor = a_counsellor()
    case = a_case(actor, P2, country="IQ")
    checked(case)
    page = _page(house, actor, case)
    for said in (
        "may concern the same person", LEAD, "Belgium", "Nov 2025", "in kind", "open", "name (by sound)",
        "birth date (day and month could be swapped)", "nationality", "Why am I seeing this?",
        "Approval waits for review",
    ):  # fmt: skip
        assert said in page, said
    assert [value for value in HIDDEN if value in page] == []


def test_nothing_of_the_other_side_is_kept_or_logged(house: Flask, settings: Settings) -> None:
    announced(AHMAD, "BE")
    checked(a_case(a_counsellor(), P2, country="IQ"))
    if settings.is_sqlite:
        path = Path(settings.database_url.removeprefix("sqlite:///"))
        raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        assert [value for value in HIDDEN if value.encode() in raw] == []


def test_two_passports_are_shown_as_evidence_against(house: Flask) -> None:
    announced(ALI_TWO, "DE")
    actor = a_counsellor()
    case = a_case(actor, P6, country="EG")
    checked(case)
    assert "document (another one on each side)" in _page(house, actor, case)


def test_a_reduced_check_says_what_was_not_compared(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor, P4, country="GM")
    checked(case)
    assert "Reduced check – not compared: birth date, document" in _page(house, actor, case)


def test_an_earlier_return_is_no_duplicate(house: Flask) -> None:
    claim = announced(BESNIK, "SE", opened=date(2021, 5, 1)).reference
    completed(claim, date(2021, 11, 2))
    actor = a_counsellor()
    case = a_case(actor, P7, country="AL")
    checked(case)
    page = _page(house, actor, case)
    assert "Earlier episode: completed return 2021" in page
    assert "This is not a duplicate." in page
    assert claim in page
    assert LEAD not in page


def test_a_protected_claim_is_a_member_state(house: Flask) -> None:
    kept = announced(CHINEDU, "FR", is_protected=True)
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    page = _page(house, actor, case)
    assert "A Member State" in page
    assert "contact through the national desk" in page
    assert "France" not in page
    assert kept.reference not in page


def test_a_family_reads_that_shared_data_did_not_count(house: Flask) -> None:
    actor = a_counsellor()
    case = a_family_case(actor)
    checked(case)
    page = _page(house, actor, case)
    assert page.count("banner-good") == 4
    assert "shared family data not counted" in page


def test_without_an_answer_the_page_says_that_it_is_tried_again(house: Flask) -> None:
    house.extensions["returns.registry_down"] = True
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    page = _page(house, actor, case)
    assert "The registry did not answer. Your case is saved. We try again every 10 minutes." in page


def test_before_the_first_check_the_page_says_what_is_missing(house: Flask) -> None:
    actor = a_counsellor()
    assert "Add a name and nationality to check." in _page(house, actor, a_case(actor))


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (ClaimStatus.COMPLETED, ("Earlier episode: completed return 2021", "Completed", "completed")),
        (
            ClaimStatus.FORFEITED,
            ("Earlier episode: support ended in 2021", "Support ended", "could not be reached any"),
        ),
        (ClaimStatus.REPAID, ("support ended in 2021", "paid back in full. This is not a duplicate", "rules of your")),
    ],
)
def test_how_earlier_support_ended_is_said_in_words(house: Flask, last: ClaimStatus, said: tuple[str, ...]) -> None:
    claim = announced(CHINEDU, "BE", opened=date(2020, 3, 1)).reference
    registry().change_status(claim, ClaimStatus.DEPARTED, date(2020, 5, 1))
    registry().change_status(claim, last, date(2021, 5, 1))
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    page = _page(house, actor, case)
    assert [sentence for sentence in said if sentence not in page] == []


def test_asking_again_answers_at_once(house: Flask) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    checked(case)
    announced(CHINEDU, "BE")
    status, _text = _ask(_as(house, actor), case)
    assert status == 302
    assert checks_of(case)[0].hits[0]["status"] == ClaimStatus.OPEN.value
    assert "checks.check.asked" in _actions()


def test_one_check_too_many_is_refused_with_the_time_and_logged(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_counsellor()
    case = a_case(actor)
    client = _as(house, actor)
    move_clock(monkeypatch, timedelta())
    assert {_ask(client, case)[0] for _ in range(settings().checks_per_hour)} == {302}
    before = len(checks_of(case))
    status, text = _ask(client, case)
    assert status == 429
    assert "You have made 40 checks this hour. A check is for a person in front of you." in text
    assert "Next check possible at" in text
    assert "checks.check.limited" in _actions()
    assert len(checks_of(case)) == before
    move_clock(monkeypatch, timedelta(seconds=91))
    assert _ask(client, case)[0] == 302


def test_the_limit_is_each_persons_own(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office = people.an_organisation()
    first = people.an_actor(Role.COUNSELLOR, organisation=office)
    second = people.an_actor(Role.APPROVER, organisation=office)
    case = a_case(first)
    move_clock(monkeypatch, timedelta())
    client = _as(house, first)
    for _ in range(settings().checks_per_hour):
        _ask(client, case)
    assert _ask(client, case)[0] == 429
    assert _ask(_as(house, second), case)[0] == 302


@pytest.mark.parametrize(
    ("role", "is_own", "status"),
    [
        (Role.COUNSELLOR, True, 200),
        (Role.APPROVER, True, 200),
        (Role.FINANCE, True, 403),
        (Role.PARTNER, False, 403),
        (Role.COUNSELLOR, False, 404),
    ],
)
def test_who_may_read_it(house: Flask, role: Role, is_own: bool, status: int) -> None:  # noqa: FBT001
    owner = a_counsellor()
    case = a_case(owner)
    office = db.session().get_one(Organisation, owner.organisation_id) if is_own else people.an_organisation()
    reader = people.an_actor(role, organisation=office)
    client = _as(house, reader)
    assert client.get(f"/cases/{case}/registry-check").status_code == status
    if status != 200:
        assert _ask(client, case)[0] == status
