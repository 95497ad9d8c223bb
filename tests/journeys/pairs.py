"""Two files of one person, in the Netherlands and in Belgium, and the way of a reviewer through a pair."""

import re
from uuid import UUID

from sqlalchemy import select

from returns_app.cases import service as cases
from returns_app.cases.queries import get_case
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.rules import Approval
from returns_app.decisions.service import approve_case
from returns_app.demo.service.founding import House
from returns_app.jobs.service import run_due
from returns_app.registry.connection import registry
from returns_app.registry.models import Claim
from returns_app.registry.statuses import ClaimStatus
from tests import people
from tests.cases.builders import an_opening
from tests.counselling.builders import counsel
from tests.journeys.desk import Desk
from tests.review.two_states import ALJBOORI

BE_COUNSELLOR, BE_APPROVER = "be-counsellor@ro-be.example", "be-approver@ro-be.example"
REVIEWER_1, REVIEWER_2 = "reviewer1@audit.example", "reviewer2@audit.example"
ADJUDICATOR, AUDITOR = "adjudicator@audit.example", "auditor@audit.example"
REASON = "Name by sound, dates swap"


def belgian_case(house: House) -> UUID:
    """Belgium itself supports Ahmad Husain Aljboori: its claim has a file behind it."""
    told = list(db.session().scalars(select(Claim.reference)))
    db.session().rollback()
    for claim in told:
        registry().change_status(claim, ClaimStatus.REVOKED, today())
    counsellor, approver = house.actors[BE_COUNSELLOR], house.actors[BE_APPROVER]
    opening = an_opening(principal=ALJBOORI, return_country="IQ", programme_code="BE-EURP")
    with unit_of_work(counsellor) as work:
        case_id = cases.open_case(work, opening).id
    work_off()
    counsel(counsellor, case_id)
    with unit_of_work(counsellor) as work:
        cases.submit_case(work, case_id, get_case(work.session, people.SEEDER, case_id).version)
    version = get_case(db.session(), people.SEEDER, case_id).version
    db.session().rollback()
    approve_case(
        approver, case_id, Approval(opening.request_key or case_id, version, "The file shows why this is right.")
    )
    return case_id


def work_off() -> None:
    """What the worker does within a minute."""
    for _ in range(4):
        run_due()
    db.session().rollback()


def judge(desk: Desk, who: str, verdict: str, missing: str = "") -> None:
    """A reviewer opens the first pair and says what it is."""
    desk.sign_in(who)
    open_pair(desk)
    desk.answer({"verdict": verdict, "reason": REASON})
    if missing:
        desk.find(f'main input[name="missing"][value="{missing}"]').check()
    desk.press("section[aria-labelledby=your-verdict] button[type=submit]")


def open_pair(desk: Desk) -> str:
    """The pair that waits longest; its address."""
    desk.visit("/reviews")
    desk.press("main .title-actions a.btn-primary")
    found = re.match(r"/reviews/[0-9a-f-]{36}", desk.page.url.removeprefix(desk.base))
    assert found
    return found[0]


def unfold(desk: Desk, form: str) -> None:
    """Open what hides a form."""
    details = desk.find(f'main details:has(form[action*="{form}"])').first
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()


def send(desk: Desk, form: str, status: int = 200) -> None:
    """Send the form that goes to an address."""
    desk.press(desk.find(f'main form[action*="{form}"] button[type=submit]').first, status)
