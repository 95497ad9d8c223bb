"""What two people agree to: nobody confirms their own, nothing gets around it, and it ends in time."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.accounts import service
from returns_app.accounts.models import Account, Organisation, Proposal
from returns_app.accounts.queries import get_proposal
from returns_app.accounts.rules import ProposalKind, ProposalState, proposal_life, proposal_terms
from returns_app.accounts.service import AccountEntry
from returns_app.core.errors import Denied, Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role, system_actor
from returns_app.db.audit_log import AuditEvent
from returns_app.db.encrypted import SubjectKey, key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.jobs.service import run_due
from returns_app.people.models import Person
from returns_app.people.service import record_person
from returns_app.work.models import Notice
from tests import people

pytestmark = pytest.mark.postgres
WHY = "The colleague starts on Monday."
HOUSE = system_actor("tests")


@pytest.fixture
def office(house: Flask) -> Organisation:
    return people.an_organisation()


def two(office: Organisation) -> tuple[Actor, Actor]:
    return people.an_actor(Role.ADMIN, organisation=office), people.an_actor(Role.ADMIN, organisation=office)


def asked(actor: Actor, kind: ProposalKind, subject: UUID | None = None) -> UUID:
    with unit_of_work(actor) as work:
        return service.propose(work, kind, WHY, subject_id=subject).id


def said_yes(actor: Actor, proposal_id: UUID) -> str | None:
    with unit_of_work(actor) as work:
        return service.confirm(work, proposal_id)


def kept(proposal_id: UUID) -> Proposal:
    db.session().rollback()
    db.session().expunge_all()
    return get_proposal(db.session(), HOUSE, proposal_id)


def roles_of(account_id: UUID) -> list[str]:
    db.session().rollback()
    return db.session().get_one(Account, account_id, populate_existing=True).roles


def test_somebody_becomes_an_administrator_by_two_and_by_no_other_way(office: Organisation) -> None:
    first, second = two(office)
    clerk = people.an_account(Role.COUNSELLOR, organisation=office)
    entry = AccountEntry(clerk.email, clerk.name, (Role.COUNSELLOR, Role.ADMIN))
    with pytest.raises(RuleBroken, match="Two administrators must agree"), unit_of_work(first) as work:
        service.change_account(work, clerk.id, entry, is_active=True)
    with pytest.raises(RuleBroken, match="Two administrators must agree"), unit_of_work(first) as work:
        service.create_account(work, office.id, AccountEntry("new@example.org", "New", (Role.ADMIN,)))
    proposal = asked(first, ProposalKind.ADMIN_GRANTED, clerk.id)
    with pytest.raises(RuleBroken, match="Another person must confirm"):
        said_yes(first, proposal)
    assert "admin" not in roles_of(clerk.id)
    assert said_yes(second, proposal) is None
    assert roles_of(clerk.id) == ["admin", "counsellor"]
    with pytest.raises(RuleBroken, match="answered already"):
        said_yes(second, proposal)


def test_a_closed_administrator_is_not_opened_by_one(office: Organisation) -> None:
    first, second = two(office)
    entry = AccountEntry("x@example.org", "Robin Example", (Role.ADMIN,))
    assert second.account_id is not None
    with unit_of_work(first) as work:
        service.change_account(work, second.account_id, entry, is_active=False)
    with pytest.raises(RuleBroken, match="Two administrators must agree"), unit_of_work(first) as work:
        service.change_account(work, second.account_id, entry, is_active=True)


def test_with_one_administrator_nothing_is_proposed_until_a_second_is_made_on_the_server(
    office: Organisation, house: Flask
) -> None:
    first = people.an_actor(Role.ADMIN, organisation=office)
    with pytest.raises(RuleBroken, match="flask accounts second-admin"):
        asked(first, ProposalKind.EPOCH_CHANGED)
    runner = house.test_cli_runner()
    made = runner.invoke(args=["accounts", "second-admin", "second@example.org", office.code])
    assert (made.exit_code, "/invitations/" in made.output) == (0, True), made.output
    asked(first, ProposalKind.EPOCH_CHANGED)
    again = runner.invoke(args=["accounts", "second-admin", "third@example.org", office.code])
    assert (again.exit_code, "exactly one administrator" in again.output) == (1, True)
    assert runner.invoke(args=["accounts", "second-admin", "x@example.org", "nowhere"]).exit_code == 1


def test_a_proposal_lapses_and_can_be_made_anew(office: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two(office)
    proposal = asked(first, ProposalKind.EPOCH_CHANGED)
    with pytest.raises(RuleBroken, match="proposed already"):
        asked(second, ProposalKind.EPOCH_CHANGED)
    with unit_of_work(HOUSE) as work:
        get_proposal(work.session, HOUSE, proposal).expires_at = work.now
        work.record(people.AN_EVENT.action)
    with pytest.raises(RuleBroken, match="Nobody confirmed this in time"):
        said_yes(second, proposal)
    asked(second, ProposalKind.EPOCH_CHANGED)
    assert kept(proposal).state is ProposalState.EXPIRED


def test_a_second_person_declines_and_nothing_happens(office: Organisation) -> None:
    first, second = two(office)
    proposal = asked(first, ProposalKind.DATA_KEYS_RENEWED)
    with unit_of_work(second) as work:
        service.decline(work, proposal)
    assert kept(proposal).state is ProposalState.DECLINED
    with pytest.raises(RuleBroken, match="answered already"):
        said_yes(second, proposal)


def test_the_two_halves_of_a_new_password_are_of_use_together_only(office: Organisation) -> None:
    first, second = two(office)
    locked = people.an_account(Role.ADMIN, organisation=office)
    with pytest.raises(RuleBroken, match="Propose it instead"), unit_of_work(first) as work:
        service.invite_again(work, locked.id)
    with unit_of_work(first) as work:
        code = service.propose_reset(work, locked.id, "The telephone was lost.")
    proposal = db.session().scalars(select(Proposal)).one().id
    with pytest.raises(RuleBroken, match="Another person must confirm"):
        said_yes(people.actor_of(locked), proposal)
    link = said_yes(second, proposal)
    assert link
    new = "quite another long sentence"
    for wrong in ("", "0" * 12, code[:-1]):
        with pytest.raises(Malformed, match="Enter the code"):
            service.accept_invitation(link, new, wrong)
    service.accept_invitation(link, new, f" {code.upper()} ")
    assert service.sign_in(db.session(), locked.email, new, "127.0.0.1")


def test_only_administrators_of_the_same_authority(office: Organisation) -> None:
    first, _second = two(office)
    clerk = people.an_actor(Role.COUNSELLOR, organisation=office)
    with pytest.raises(Denied):
        asked(clerk, ProposalKind.EPOCH_CHANGED)
    proposal = asked(first, ProposalKind.EPOCH_CHANGED)
    stranger = people.an_actor(Role.ADMIN)
    with pytest.raises(NotFound):
        said_yes(stranger, proposal)
    charity = people.an_organisation(member_state=None)
    helper, _other = two(charity)
    with pytest.raises(RuleBroken, match="the authority that runs this installation"):
        asked(helper, ProposalKind.EPOCH_CHANGED)
    with pytest.raises(RuleBroken, match="Say why"), unit_of_work(first) as work:
        service.propose(work, ProposalKind.MASTER_RENEWED, "   ")


def test_whoever_could_confirm_is_told_and_the_log_keeps_both(office: Organisation) -> None:
    first, second = two(office)
    proposal = asked(first, ProposalKind.EPOCH_CHANGED)
    told = db.session().scalars(select(Notice.account_id).where(Notice.kind == "proposed")).all()
    assert told == [second.account_id]
    said_yes(second, proposal)
    wanted = select(AuditEvent.actor).where(AuditEvent.action.like("accounts.proposal.%")).order_by(AuditEvent.id)
    assert db.session().scalars(wanted).all() == [str(first.account_id), str(second.account_id)]
    details = (
        db.session().scalars(select(AuditEvent.details).where(AuditEvent.action == "accounts.proposal.made")).one()
    )
    assert WHY not in str(details)


@pytest.mark.parametrize("kind", [ProposalKind.EPOCH_CHANGED, ProposalKind.DATA_KEYS_RENEWED])
def test_a_change_of_keys_runs_stops_and_goes_on(office: Organisation, kind: ProposalKind) -> None:
    first, second = two(office)
    with unit_of_work(HOUSE) as work:
        found = [record_person(work, office.id, people.a_person_entry(place_of_birth="Enugu")).id for _ in range(3)]
    before = {key.id: bytes(key.wrapped) for key in db.session().scalars(select(SubjectKey))}
    db.session().rollback()
    epoch = key_store().epoch
    proposal = asked(first, kind)
    said_yes(second, proposal)
    with unit_of_work(first) as work:
        service.stop_run(work, proposal)
    run_due()
    assert kept(proposal).state is ProposalState.STOPPED
    assert key_store().epoch == epoch
    with unit_of_work(second) as work:
        service.resume_run(work, proposal)
    run_due()
    ended = kept(proposal)
    assert (ended.state, ended.done) == (ProposalState.DONE, ended.total)
    after = {key.id: bytes(key.wrapped) for key in db.session().scalars(select(SubjectKey))}
    assert all(after[one] != wrapped for one, wrapped in before.items())
    assert {db.session().get_one(Person, one).place_of_birth for one in found} == {"Enugu"}
    assert key_store().epoch == epoch + (kind is ProposalKind.EPOCH_CHANGED)
    assert db.session().scalar(select(func.count()).where(SubjectKey.before.is_not(None))) == 0


def test_the_term_is_dated_data_with_a_source(house: Flask) -> None:
    assert proposal_life(today()) == timedelta(hours=proposal_terms()[-1].hours)
    assert all(term.source for term in proposal_terms())


def test_the_pages_lead_two_administrators_through(office: Organisation, house: Flask) -> None:
    first, second = two(office)
    clerk = people.an_account(Role.COUNSELLOR, organisation=office)
    one, other = people.client_for(house, first), people.client_for(house, second)
    refused = one.post(f"/accounts/{clerk.id}", data={
        "email": clerk.email, "name": clerk.name, "roles": ["admin"], "locale": "en", "is_active": "1",
    })  # fmt: skip
    assert (refused.status_code, "Two administrators must agree" in refused.text) == (409, True)
    assert one.post(f"/accounts/{clerk.id}/administrator", data={"reason": ""}).status_code == 422
    assert one.post(f"/accounts/{clerk.id}/administrator", data={"reason": WHY}).status_code == 302
    twice = one.post(f"/accounts/{clerk.id}/administrator", data={"reason": WHY})
    assert (twice.status_code, "This is proposed already" in twice.text, WHY in twice.text) == (409, True, True)
    proposal = db.session().scalars(select(Proposal.id)).one()
    db.session().rollback()
    assert f"/proposals/{proposal}/confirmation" not in one.get("/proposals").text
    assert f"/proposals/{proposal}/confirmation" in other.get("/proposals").text
    own = one.post(f"/proposals/{proposal}/confirmation")
    assert (own.status_code, "Another person must confirm" in own.text) == (409, True)
    assert other.post(f"/proposals/{proposal}/confirmation").status_code == 200
    assert "admin" in roles_of(clerk.id)
    reset = one.post(f"/accounts/{second.account_id}/reset", data={"reason": "Telephone lost."})
    assert (reset.status_code, "Your half" in reset.text) == (200, True)
    keys = one.post("/proposals", data={"kind": "data_keys_renewed", "reason": "x" * 600})
    assert (keys.status_code, "x" * 600 in keys.text) == (422, True)
    assert one.post("/proposals", data={"kind": "data_keys_renewed", "reason": WHY}).status_code == 302


def test_the_commands_do_the_same(office: Organisation, house: Flask) -> None:
    emails = [people.an_account(Role.ADMIN, organisation=office).email for _ in range(2)]
    who = [["--as", email, "--password", people.PASSWORD] for email in emails]
    db.session().rollback()
    runner = house.test_cli_runner()
    made = runner.invoke(args=["proposals", "make", "epoch_changed", "--reason", "Monthly.", *who[0]])
    assert made.exit_code == 0, made.output
    proposal = str(db.session().scalars(select(Proposal.id)).one())
    db.session().rollback()
    assert runner.invoke(args=["proposals", "confirm", proposal, *who[0]]).exit_code == 1
    done = runner.invoke(args=["proposals", "confirm", proposal, *who[1]])
    assert (done.exit_code, "Confirmed" in done.output) == (0, True), done.output
    listed = runner.invoke(args=["proposals", "list", *who[1]])
    assert f"{proposal}  epoch_changed  running" in listed.output
