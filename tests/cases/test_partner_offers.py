"""A case is handed to a partner: offered, accepted or declined, told to an approver when silent, ended with the work."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import TransferBasis
from returns_app.cases import queries, service
from returns_app.cases.models import CaseAccess, PartnerOffer
from returns_app.cases.rules import (
    ENDED,
    OfferState,
    PartnerOfferEntry,
    PartnerReason,
    Refused,
    Stage,
    last_day_of_access,
)
from returns_app.closure.rules import Closing, ClosureReason, Reopening, Withdrawal, WithdrawalReason
from returns_app.closure.service import close_case, reopen_case, withdraw_case
from returns_app.core import clock
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role, system_actor
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.safeguards.rules import RecipientRole, RegisterEntry, RegisterLine
from returns_app.safeguards.service import record_recipient
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind
from tests import people
from tests.cases import builders
from tests.decisions import builders as decided

pytestmark = pytest.mark.postgres
NOTE = "Three children; a workshop is planned."


class Bureau:
    """A counsellor with a case, and a partner of the country of return."""

    def __init__(self) -> None:
        self.counsellor = people.an_actor()
        self.partner = builders.a_partner()
        self.helper = people.an_actor(Role.PARTNER, organisation=self.partner)
        self.case_id = builders.open_case(self.counsellor).id

    def offer(self, partner: Organisation | None = None, **told: object) -> UUID:
        entry = PartnerOfferEntry((partner or self.partner).id, note=NOTE, **told)  # type: ignore[arg-type]
        with unit_of_work(self.counsellor) as work:
            return service.offer_to_partner(work, self.case_id, entry).id

    def accept(self, offer_id: UUID, actor: Actor | None = None) -> None:
        with unit_of_work(actor or self.helper) as work:
            service.accept_partner_offer(work, offer_id)

    def decline(self, offer_id: UUID, said: Refused) -> None:
        with unit_of_work(self.helper) as work:
            service.decline_partner_offer(work, offer_id, said)


@pytest.fixture
def bureau(house: Flask) -> Bureau:
    return Bureau()


def tasks(kind: TaskKind) -> list[Task]:
    db.session().rollback()
    return list(db.session().scalars(select(Task).where(Task.kind == kind, Task.ended_at.is_(None))))


def state_of(offer_id: UUID) -> OfferState:
    db.session().rollback()
    return db.session().scalars(select(PartnerOffer.state).where(PartnerOffer.id == offer_id)).one()


def night() -> None:
    with unit_of_work(system_actor("jobs")) as work:
        service.tell_of_silence(work)


@given(st.sampled_from(sorted(ENDED)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_access_outlives_only_a_closed_case(stage: Stage, day: date) -> None:
    assert (last_day_of_access(stage, day) >= day) == (stage is Stage.CLOSED)


def test_before_it_accepts_a_partner_sees_a_summary_and_404(house: Flask, bureau: Bureau) -> None:
    offer_id = bureau.offer()
    client = decided.browser(house, bureau.helper)
    page = client.get("/partner-offers").text
    assert NOTE in page
    assert "Nigeria" in page
    assert "Okafor" not in page
    assert [client.get(f"/cases/{bureau.case_id}{part}").status_code for part in ("", "/people", "/support")] == [
        404
    ] * 3
    assert [task.organisation_id for task in tasks(TaskKind.ANSWER_OFFER)] == [bureau.partner.id]
    for _again in range(2):
        assert client.post(f"/partner-offers/{offer_id}/acceptance").status_code == 302
    assert client.get(f"/cases/{bureau.case_id}/people").status_code == 200
    assert tasks(TaskKind.ANSWER_OFFER) == []


def test_without_contacts_the_partner_reads_none(house: Flask, bureau: Bureau) -> None:
    bureau.accept(bureau.offer(with_contacts=False))
    client = decided.browser(house, bureau.helper)
    page = client.get(f"/cases/{bureau.case_id}/people").text
    assert "Okafor" in page
    assert "Not shared" in page
    assert "0612345678" not in page


def test_a_declined_offer_comes_back_to_the_counsellor_with_its_reason(house: Flask, bureau: Bureau) -> None:
    offer_id = bureau.offer()
    with pytest.raises(Malformed):
        bureau.decline(offer_id, Refused(PartnerReason.OTHER))
    for _again in range(2):
        bureau.decline(offer_id, Refused(PartnerReason.OTHER, "Our office there closed."))
    assert [task.owner_id for task in tasks(TaskKind.OFFER_AGAIN)] == [bureau.counsellor.account_id]
    page = decided.browser(house, bureau.counsellor).get(f"/cases/{bureau.case_id}/partners").text
    assert "Our office there closed." in page
    with pytest.raises(RuleBroken, match="no longer open"):
        bureau.accept(offer_id)
    bureau.offer(builders.a_partner())
    assert tasks(TaskKind.OFFER_AGAIN) == []


def test_silence_is_told_to_an_approver_on_the_fifth_day_and_ends_nothing(bureau: Bureau) -> None:
    now = clock.utc_now()
    with clock.travelling(now - timedelta(days=4)):
        offer_id = bureau.offer()
    night()
    assert tasks(TaskKind.PARTNER_SILENT) == []
    with clock.travelling(now + timedelta(days=1)):
        for _again in range(2):
            night()
    assert [(task.role, task.subject_id) for task in tasks(TaskKind.PARTNER_SILENT)] == [(Role.APPROVER, offer_id)]
    assert state_of(offer_id) is OfferState.OPEN
    bureau.accept(offer_id)
    assert tasks(TaskKind.PARTNER_SILENT) == []


def test_a_partner_is_asked_once_and_two_partners_side_by_side(bureau: Bureau) -> None:
    bureau.offer()
    with pytest.raises(RuleBroken, match="open offer"):
        bureau.offer()
    bureau.offer(builders.a_partner())
    with pytest.raises(Malformed, match="past"):
        bureau.offer(builders.a_partner(), until=today() - timedelta(days=1))


def test_without_a_ground_nothing_is_offered_and_one_that_ended_stops_the_answer(bureau: Bureau) -> None:
    with pytest.raises(RuleBroken, match="no legal basis"):
        bureau.offer(builders.a_partner(basis=TransferBasis.NONE))
    offer_id, owner_id = bureau.offer(), bureau.counsellor.organisation_id
    assert owner_id is not None
    line = RegisterLine(RecipientRole.CONTROLLER, TransferBasis.NONE, "", today(), None)
    with unit_of_work(people.SEEDER) as work:
        record_recipient(work, owner_id, RegisterEntry(bureau.partner.id, line))
    with pytest.raises(RuleBroken, match="no legal basis"):
        bureau.accept(offer_id)
    assert state_of(offer_id) is OfferState.OPEN


def test_an_offer_is_its_partners_alone_and_is_taken_back_by_its_sender(bureau: Bureau) -> None:
    offer_id = bureau.offer()
    for stranger in (people.an_actor(Role.PARTNER, organisation=builders.a_partner()), bureau.counsellor):
        with pytest.raises(NotFound):
            bureau.accept(offer_id, stranger)
    with pytest.raises(NotFound), unit_of_work(people.an_actor()) as work:
        service.take_partner_offer_back(work, bureau.case_id, offer_id)
    for _again in range(2):
        with unit_of_work(bureau.counsellor) as work:
            service.take_partner_offer_back(work, bureau.case_id, offer_id)
    assert tasks(TaskKind.ANSWER_OFFER) == []
    with pytest.raises(RuleBroken, match="no longer open"):
        bureau.accept(offer_id)


def test_access_ends_with_the_work_and_on_the_day_that_was_offered(house: Flask, bureau: Bureau) -> None:
    until = today() + timedelta(days=40)
    bureau.accept(bureau.offer(until=until))
    waiting = bureau.offer(builders.a_partner())
    access = db.session().scalars(select(CaseAccess).where(CaseAccess.organisation_id == bureau.partner.id)).one()
    assert access.ends_on == until
    with unit_of_work(bureau.counsellor) as work:
        withdraw_case(work, bureau.case_id, Withdrawal(WithdrawalReason.CHANGED_MIND))
    assert state_of(waiting) is OfferState.TAKEN_BACK
    client = decided.browser(house, bureau.helper)
    assert client.get(f"/cases/{bureau.case_id}").status_code == 404
    db.session().rollback()
    with scope(people.SEEDER):
        assert queries.live_partners(db.session(), bureau.case_id, today()) == []


def test_access_outlives_a_closed_case_for_a_while_and_a_reopened_one_goes_on(house: Flask) -> None:
    office = decided.an_office()
    case_id = decided.arrived(office)
    arrived = queries.partners.arrived_on(db.session(), case_id)
    assert arrived is not None
    ends = [arrived + timedelta(days=395), None]
    with unit_of_work(office.counsellor) as work:
        close_case(work, case_id, Closing(ClosureReason.NO_CONTACT))
    assert [one.ends_on for one in queries.live_partners(db.session(), case_id, today())] == ends[:1]
    with unit_of_work(office.counsellor) as work:
        reopen_case(work, case_id, Reopening("She called from Lagos."))
    db.session().rollback()
    assert [one.ends_on for one in queries.live_partners(db.session(), case_id, today())] == ends[1:]
