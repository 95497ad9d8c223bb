"""Role x route x (own, shared, foreign): made from the address map; a route without an expectation fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import ProposalKind
from returns_app.accounts.service import propose
from returns_app.auditing.models import AuditFinding
from returns_app.auditing.rules import FindingState, Population
from returns_app.cases.models import CaseAccess, PartnerOffer
from returns_app.core.clock import utc_now
from returns_app.core.permissions import GRANTS, Permission, Role
from returns_app.counselling.models import Declaration
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.queries import list_decisions
from returns_app.family.models import CasePlace, FamilyRelation
from returns_app.family.rules import PlaceKind, Proof, RelationKind
from returns_app.imports.service import receive_file
from returns_app.indicators import service as figures
from returns_app.indicators.rules.guards import Audience
from returns_app.moments.service import begin_moments
from returns_app.review.models import Disclosure
from returns_app.review.rules import AlertClass, DisclosedField, DisclosureState, Finding, Origin
from returns_app.review.service import open_pair
from returns_app.review.service.noticing import issue_notice
from returns_app.web.routing import Access
from returns_app.work.rules import Duty, TaskKind
from returns_app.work.service import open_task
from tests import people
from tests.cases.corrections import a_correction
from tests.decisions.builders import Office, an_office, arrived, stored
from tests.followup.builders import followup_ids
from tests.house.reach import SHARED
from tests.privacy.builders import desk_ids
from tests.recovery.builders import recovery_ids
from tests.support.world import supported
from tests.travel.builders import travel_ids

pytestmark = pytest.mark.postgres
PARTNER_ROLES = {Role.PARTNER, Role.PARTNER_COORDINATOR}
AUTHORITY_ROLES = [role for role in Role if role not in PARTNER_ROLES]

# No record of an organisation: a draft is one's own by its name, a job belongs to the house, a link to its bearer.
NOBODYS = {
    "cases.save_draft", "cases.discard_draft", "jobs.resend", "accounts.accept_invitation", "desk.read_calendar",
    # A programme belongs to a member state; tests/programmes/test_drafting.py asks who gets in.
    "programmes.show_programme", "programmes.edit_draft", "programmes.drop_draft", "programmes.publish_draft",
    "programmes.roll_back", "decisions.try_draft",
    # An offer is its receiver's alone; tests/cases/test_handover.py asks who answers it.
    "cases.accept_offer", "cases.decline_offer",
    # The same for a partner's: tests/cases/test_partner_offers.py.
    "cases.accept_partner_offer", "cases.decline_partner_offer",
    # A file belongs to whoever made it; tests/exports asks who else gets it.
    "exports.fetch_file",
    # Emergency access is its opener's alone; tests/privacy/test_emergencies.py asks who else gets it.
    "privacy.show_emergency",
    # Definitions, drawings and series of public figures have no owner.
    "indicators.show_definition", "indicators.download_drawing", "indicators.download_working_drawing", "indicators.show_series",
}  # fmt: skip
# A partner's own record: it does not end with its access to a case.
THEIR_OWN = {
    "support.show_upload", "support.book_upload", "support.cancel_upload", "support.refused_rows",
}  # fmt: skip
FILES = {"static", "built_file", "bootstrap_file"}


@dataclass(frozen=True)
class World:
    """One case with everything in it, its owner, its partner and a stranger."""

    ids: dict[str, Any]
    own: Organisation
    shared: Organisation
    foreign: Organisation

    def path(self, rule: Rule) -> str:
        """The address of a route with this world's ids."""
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(self.ids[found[1]]), rule.rule)


@pytest.fixture
def world(house: Flask) -> World:
    office = an_office()
    case_id = arrived(office)
    ids = supported(office, case_id)
    with unit_of_work(office.counsellor) as work:
        imported, moments = receive_file(work, []), begin_moments(work, case_id)
        task = open_task(work, Duty(TaskKind.FOLLOW_UP, office.organisation.id, Role.COUNSELLOR, case_id))
    access = db.session().query(CaseAccess).filter_by(case_id=case_id, kind="partner").one()
    with unit_of_work(people.SEEDER) as work:
        told_of = Finding(
            case_id, stored(case_id).principal_id, "BE-1", AlertClass.D1, "strong", 20.0, (), "BE", "2025-11"
        )
        review = open_pair(work, told_of, Origin.CHECK)
        notice = issue_notice(work, review)
        asked = Disclosure(
            request_id=uuid4(), review_id=review.id, case_id=case_id, is_ours=False, field=DisclosedField.BORN,
            asked_at=work.now, state=DisclosureState.ASKED,
        )  # fmt: skip
        asked.reason = "The day and month could be swapped."
        work.add(asked)
        finding = AuditFinding(
            reference="AF-1", member_state="NL", organisation_id=office.organisation.id, subject=Population.DELIVERIES,
            subject_id=ids["delivery_id"], case_id=case_id, owner="approver", due_on=work.today, state=FindingState.OPEN,
            found_at=work.now, request_key=uuid4(),
        )  # fmt: skip
        finding.text = "The receipt can't be read."
        work.add(finding)
    ids |= {
        "event_id": a_correction(office.counsellor, case_id), "case_id": case_id, "task_id": task.id,
        "access_id": access.id, "person_id": stored(case_id).principal_id,
        "account_id": office.counsellor.account_id, "review_id": review.id, "notice_id": notice.id,
        "disclosure_id": asked.id, "decision_id": list_decisions(db.session(), case_id)[0].id, "kind": "csv",
        "release_id": _a_release(office.organisation), "import_id": imported.id, "key_moment_id": moments[0].id,
        "finding_id": finding.id, "item_id": ids["delivery_id"],
    }  # fmt: skip
    offered = db.session().query(PartnerOffer).filter_by(case_id=case_id).one()
    ids |= {"partner_offer_id": offered.id}
    ids |= {**_later(office, case_id), **recovery_ids(office, case_id, ids["line_id"]), **followup_ids(case_id)}
    assert all(ids.values())
    return World(ids, office.organisation, office.partner_organisation, people.an_organisation(member_state="BE"))


def _later(office: Office, case_id: UUID) -> dict[str, Any]:
    """What came after the case was opened: declaration, desk, journey, a proposal to end a mark."""
    declaration = db.session().query(Declaration).filter_by(case_id=case_id).first()
    assert declaration is not None
    relation = FamilyRelation(
        case_id=case_id, person_id=declaration.person_id, other_id=declaration.person_id, kind=RelationKind.SIBLING,
        proof=Proof.DECLARED, recorded_at=utc_now(),
    )  # fmt: skip
    with unit_of_work(people.SEEDER) as work:
        work.add(relation)
        place = work.add(CasePlace(case_id=case_id, kind=PlaceKind.ADULT, position=1, opened_at=work.now))
        work.events.append(people.AN_EVENT)
    ids = {
        "declaration_id": declaration.id,
        "relation_id": relation.id,
        "place_id": place.id,
        **desk_ids(office, case_id),
        **travel_ids(office, case_id),
    }
    return ids | {"motion_id": _a_proposal(office.organisation, ids["mark_id"])}


def _a_proposal(organisation: Organisation, mark_id: UUID) -> UUID:
    people.an_actor(Role.DPO, organisation=organisation)
    with unit_of_work(people.an_actor(Role.ADMIN, organisation=organisation)) as work:
        return propose(work, ProposalKind.HOLD_ENDED, "The claim was settled.", subject_id=mark_id).id


def _a_release(organisation: Organisation) -> UUID:
    manager = people.an_actor(Role.PROGRAMME_MANAGER, organisation=organisation)
    with unit_of_work(manager) as work:
        over = (work.today - timedelta(days=140)).replace(day=1)
        freezing = figures.Freezing(f"{over.year}-Q{(over.month + 2) // 3}", Audience.PUBLIC)
        return figures.freeze_release(work, freezing).id


def _rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.arguments and rule.endpoint not in FILES | NOBODYS:
            yield from ((rule, method) for method in sorted({"GET", "POST"} & (rule.methods or set())))


def _ask(client: FlaskClient, world: World, rule: Rule, method: str) -> int:
    with client.open(world.path(rule), method=method) as response:
        return response.status_code


def _expected(app: Flask, rule: Rule, role: Role, relation: str) -> str:
    if Permission(str(_allow(app, rule))) not in GRANTS[role]:
        return "denied"
    if relation == "own":
        return "open"
    return "open" if relation == "shared" and SHARED[rule.endpoint] and role in PARTNER_ROLES else "not there"


def _allow(app: Flask, rule: Rule) -> object:
    return getattr(app.view_functions[rule.endpoint], "allow", None)


def _seen(status: int) -> str:
    return {403: "denied", 404: "not there"}.get(status, "open" if status < 500 else f"fault {status}")


def test_every_route_about_a_record_has_an_expectation(built_app: Flask) -> None:
    about_records = {rule.endpoint for rule, _method in _rules(built_app)}
    assert about_records == set(SHARED)
    for rule, _method in _rules(built_app):
        assert isinstance(_allow(built_app, rule), Permission), rule.rule


def test_routes_without_a_record_follow_the_grants_alone(house: Flask) -> None:
    for role in Role:
        client = people.client_for(house, people.an_actor(role))
        db.session.remove()
        for rule in house.url_map.iter_rules():
            allow = _allow(house, rule)
            if (
                rule.arguments
                or allow is None
                or isinstance(allow, Access)
                or rule.endpoint == "indicators.list_cases_behind"
            ):
                continue
            method = "GET" if "GET" in (rule.methods or set()) else "POST"
            with client.open(rule.rule, method=method) as response:
                assert (response.status_code == 403) == (allow not in GRANTS[role]), (role, rule.rule)


@pytest.mark.parametrize(
    ("relation", "roles"), [("own", AUTHORITY_ROLES), ("shared", list(Role)), ("foreign", list(Role))]
)
def test_the_matrix(house: Flask, world: World, relation: str, roles: list[Role]) -> None:
    organisation = getattr(world, relation)
    accounts = {role: people.an_account(role, organisation=organisation) for role in roles}
    clients = {role: people.client_for(house, account) for role, account in accounts.items()}
    db.session.remove()
    last = sorted(_rules(house), key=lambda pair: pair[0].endpoint in {"cases.end_access", "closure.close_case"})
    wrong = [
        (role.value, method, rule.rule, expected, status)
        for rule, method in last
        for role, client in clients.items()
        if (expected := _expected(house, rule, role, relation)) != _seen(status := _ask(client, world, rule, method))
    ]
    assert wrong == []


def test_access_that_has_ended_is_no_access(house: Flask, world: World) -> None:
    client = people.client_for(house, people.an_account(Role.PARTNER, organisation=world.shared))
    with unit_of_work(people.SEEDER) as work:
        access = work.session.get_one(CaseAccess, world.ids["access_id"])
        access.ends_on = (utc_now() - timedelta(days=2)).date()
        work.events.append(people.AN_EVENT)
    db.session.remove()
    for endpoint in (name for name, is_shared in SHARED.items() if is_shared and name not in THEIR_OWN):
        rule = next(rule for rule, _method in _rules(house) if rule.endpoint == endpoint)
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        is_theirs = _allow(house, rule) in GRANTS[Role.PARTNER]
        assert _ask(client, world, rule, method) == (404 if is_theirs else 403), rule.rule


@pytest.mark.parametrize("unknown", ["00000000-0000-4000-8000-000000000000", "not-an-id", str(2**63)])
def test_what_is_not_there_looks_like_what_is_not_yours(house: Flask, world: World, unknown: str) -> None:
    client = people.client_for(house, people.an_account(Role.COUNSELLOR, organisation=world.foreign))
    db.session.remove()
    with client.get(f"/cases/{world.ids['case_id']}") as theirs, client.get(f"/cases/{unknown}") as nobodys:
        hidden = re.compile(
            rb"[0-9a-f]{8}-[0-9a-f-]{27}|not-an-id|\d{10,}|content=\"[^\"]*\"|value=\"[^\"]*\"|\d\d:\d\d(:\d\d)?"
        )
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        assert hidden.sub(b"", theirs.data) == hidden.sub(b"", nobodys.data)
