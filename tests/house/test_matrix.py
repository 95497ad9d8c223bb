"""Role x route x (own, shared, foreign): made from the address map; a route without an expectation fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from returns_app.accounts.models import Organisation
from returns_app.cases.models import CaseAccess
from returns_app.core.clock import utc_now
from returns_app.core.permissions import GRANTS, Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.support import service as support
from returns_app.support.rules import DeliveryEntry, PlanLineEntry, SupportCategory, Upload
from returns_app.web.routing import Access
from tests import people
from tests.decisions.builders import an_office, arrived, stored
from tests.support.files import a_pdf

pytestmark = pytest.mark.postgres
PARTNER_ROLES = {Role.PARTNER, Role.PARTNER_COORDINATOR}
AUTHORITY_ROLES = [role for role in Role if role not in PARTNER_ROLES]

# Routes about one record, and whether a partner with whom the case is shared gets that far.
SHARED = {
    "desk.show_case": True,
    "cases.show_people": True,
    "cases.show_timeline": True,
    "travel.show_travel": True,
    "travel.confirm_arrival": True,
    "support.show_plan": True,
    "support.add_line": True,
    "support.log_delivery": True,
    "support.prove_delivery": True,
    "support.download_file": True,
    "cases.show_access_log": False,
    "cases.show_partners": False,
    "cases.share_case": False,
    "cases.end_access": False,
    "cases.correct_member": False,
    "cases.submit_case": False,
    "checks.show_checks": False,
    "checks.check_again": False,
    "closure.close_case": False,
    "closure.withdraw_case": False,
    "decisions.show_decision": False,
    "decisions.approve": False,
    "decisions.refuse": False,
    "travel.record_departure": False,
    "accounts.change_account": False,
    "accounts.invite_again": False,
}
# No record of an organisation: a draft is one's own by its name, a job belongs to the house, a link to its bearer.
NOBODYS = {"cases.save_draft", "cases.discard_draft", "jobs.resend", "accounts.accept_invitation"}
FILES = {"static", "built_file", "bootstrap_file"}


@dataclass(frozen=True)
class World:
    """One case with everything in it, its owner, its partner and a stranger."""

    ids: dict[str, UUID]
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
    with unit_of_work(office.counsellor) as work:
        entry = PlanLineEntry(case_id, uuid4(), SupportCategory.TOOLS, "Welding set", Decimal("900.00"))
        line = support.add_plan_line(work, entry)
    with unit_of_work(office.partner) as work:
        handed_over = DeliveryEntry(
            line_id=line.id, request_key=uuid4(), amount=Decimal("100.00"), currency="EUR", delivered_on=work.today,
            receipt_number="", supplier="Ade", description="", upload=Upload("receipt.pdf", a_pdf()),
        )  # fmt: skip
        delivery = support.log_delivery(work, handed_over)
    access = db.session().query(CaseAccess).filter_by(case_id=case_id, kind="partner").one()
    ids = {
        "case_id": case_id, "line_id": line.id, "delivery_id": delivery.id, "file_id": delivery.file_id,
        "person_id": stored(case_id).principal_id, "access_id": access.id, "account_id": office.counsellor.account_id,
    }  # fmt: skip
    assert all(ids.values())
    return World(ids, office.organisation, office.partner_organisation, people.an_organisation(member_state="BE"))  # type: ignore[arg-type]


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
    for endpoint in (name for name, is_shared in SHARED.items() if is_shared):
        rule = next(rule for rule, _method in _rules(house) if rule.endpoint == endpoint)
        assert _ask(client, world, rule, "GET") == 404, rule.rule


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
