"""Cases on their way through a decision: opened, checked, submitted, approved, departed, arrived."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.accounts.models import Organisation
from returns_app.cases import service as cases
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import find_circumstances, get_case, latest_check_key
from returns_app.cases.rules import NO_COUNTRY, CaseOpening, Circumstances, LegalStatus, Stage
from returns_app.checks.queries import latest_checks
from returns_app.checks.rules import CheckAnswer
from returns_app.checks.service import ask_again
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor, Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions import service
from returns_app.decisions.models import Decision
from returns_app.decisions.rules import Approval, Refusal, RefusalReason
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_now
from returns_app.people.details import linkage_details
from returns_app.registry.connection import registry
from returns_app.travel.rules import (
    ArrivalEntry,
    ArrivalProof,
    BookingEntry,
    DepartureEntry,
    DepartureProof,
    DocumentEntry,
    DocumentKind,
    DocumentState,
    Preparation,
)
from returns_app.travel.service import confirm_arrival, prepare_departure, record_departure
from tests import people
from tests.cases import builders as case_builders
from tests.counselling.builders import counsel
from tests.registry.builders import UNTIL, an_entry

CIRCUMSTANCES = Circumstances(
    LegalStatus.REJECTED_FINAL, residence_elsewhere=NO_COUNTRY,
    answers={
        "insufficient_means": True, "ends_procedures": True, "travel_document": True, "leaves_for_good": True,
        "dublin": False,
    },
)  # fmt: skip
LONG_ENOUGH = "The file shows why this is right."


@dataclass(frozen=True)
class Office:
    """The colleagues of one authority, and a partner in Nigeria."""

    organisation: Organisation
    counsellor: Actor
    approver: Actor
    travel_desk: Actor
    partner: Actor
    finance: Actor
    partner_organisation: Organisation


def an_office() -> Office:
    """One of each role."""
    own, partner = people.an_organisation(), case_builders.a_partner()
    return Office(
        own,
        people.an_actor(Role.COUNSELLOR, organisation=own),
        people.an_actor(Role.APPROVER, organisation=own),
        people.an_actor(Role.TRAVEL_DESK, organisation=own),
        people.an_actor(Role.PARTNER, organisation=partner),
        people.an_actor(Role.FINANCE, organisation=own),
        partner,
    )


def opened(office: Office, opening: CaseOpening | None = None, *, checked: bool = True) -> UUID:
    """A case at intake about which the registry was asked."""
    case_id = case_builders.open_case(office.counsellor, opening).id
    if checked:
        assert run_now(latest_check_key(db.session(), case_id))
    establish(office.counsellor, case_id)
    return case_id


def establish(actor: Actor, case_id: UUID, **changes: object) -> None:
    """What programmes ask for is recorded, so that nothing is unknown."""
    with unit_of_work(actor) as work:
        stored_version = find_circumstances(work.session, case_id)
        said = replace(CIRCUMSTANCES, **changes)  # type: ignore[arg-type]
        cases.record_circumstances(work, case_id, said, stored_version.version if stored_version else 0)


def counselled(office: Office, opening: CaseOpening | None = None) -> UUID:
    """A case at intake that lacks nothing."""
    case_id = opened(office, opening)
    counsel(office.counsellor, case_id)
    return case_id


def submitted(office: Office, opening: CaseOpening | None = None, *, checked: bool = True) -> UUID:
    """A case that waits for its decision."""
    case_id = opened(office, opening, checked=checked)
    submit(office, case_id)
    return case_id


def submit(office: Office, case_id: UUID) -> None:
    """The counsellor hands the application over, after all that has to come before."""
    counsel(office.counsellor, case_id)
    version = stored(case_id).version
    with unit_of_work(office.counsellor) as work:
        cases.submit_case(work, case_id, version)


def check_again(office: Office, case_id: UUID) -> None:
    """The registry is asked about the facts as they are now."""
    with unit_of_work(office.counsellor) as work:
        key = ask_again(work, case_id, uuid4())
    assert run_now(key)


def answer_with(case_id: UUID, answer: CheckAnswer) -> None:
    """As if the registry had answered this about everybody."""
    with unit_of_work(people.SEEDER) as work:
        for check in latest_checks(work.session, case_id):
            check.answer = answer
        work.record(Action.CHECK_ANSWERED, case_id=case_id)


def reserved_elsewhere(case_id: UUID) -> None:
    """Belgium reserves the same return first."""
    person = stored(case_id).members[0].person
    with scope(people.SEEDER):
        entry = an_entry(linkage_details(person, ()))
    registry().reserve(uuid4(), (entry,), (), UNTIL)


def approved(office: Office, opening: CaseOpening | None = None) -> UUID:
    """An approved case that the partner sees too."""
    case_id = submitted(office, opening)
    approve(office.approver, case_id)
    case_builders.share(office.counsellor, case_id, office.partner_organisation)
    return case_id


def prepared(office: Office, opening: CaseOpening | None = None) -> UUID:
    """An approved case in which everybody has a passport and flies today."""
    case_id = approved(office, opening)
    prepare(office.travel_desk, case_id)
    return case_id


def prepare(actor: Actor, case_id: UUID) -> None:
    """A passport for everybody, and one flight today."""
    with unit_of_work(actor) as work:
        prepare_departure(work, case_id, a_preparation(case_id))


def departed(office: Office, opening: CaseOpening | None = None) -> UUID:
    """Everybody of the case left today."""
    case_id = prepared(office, opening)
    with unit_of_work(office.travel_desk) as work:
        record_departure(work, case_id, a_departure(case_id))
    return case_id


def arrived(office: Office, opening: CaseOpening | None = None) -> UUID:
    """Everybody of the case left and arrived today."""
    case_id = departed(office, opening)
    with unit_of_work(office.partner) as work:
        confirm_arrival(work, case_id, an_arrival(case_id))
    return case_id


def approve(actor: Actor, case_id: UUID, *, key: UUID | None = None, motivation: str = "") -> Decision:
    """The approver says yes to the case as it stands."""
    return service.approve_case(actor, case_id, Approval(key or uuid4(), stored(case_id).version, motivation))


def refuse(
    actor: Actor, case_id: UUID, *reasons: RefusalReason, key: UUID | None = None, text: str = LONG_ENOUGH
) -> Decision:
    """The approver says no to the case as it stands."""
    chosen = reasons or (RefusalReason.IDENTITY,)
    return service.refuse_case(actor, case_id, Refusal(key or uuid4(), stored(case_id).version, chosen, text))


def a_preparation(case_id: UUID, *who: UUID, on: date | None = None) -> Preparation:
    """Passports that are valid for another year, and KL 587 from Schiphol to Lagos."""
    day, travellers = on or today(), who or members(case_id)
    passports = tuple(
        DocumentEntry(
            one, DocumentKind.PASSPORT, DocumentState.HELD, today(), uuid4(), number="A01234567",
            valid_until=day + timedelta(days=400),
        )
        for one in travellers
    )  # fmt: skip
    flight = BookingEntry(travellers, "KLM", "KL 587", "Schiphol", "Lagos", day, uuid4(), day, "X7Y2QP")
    return Preparation(passports, flight)


def a_departure(case_id: UUID, *who: UUID, on: date | None = None) -> DepartureEntry:
    """Left from Schiphol with a boarding confirmation; everybody unless somebody is named."""
    return DepartureEntry(who or members(case_id), on or today(), "Schiphol", DepartureProof.BOARDING, "KL 587")


def an_arrival(case_id: UUID, *who: UUID, on: date | None = None) -> ArrivalEntry:
    """Met at the airport."""
    return ArrivalEntry(who or members(case_id), on or today(), ArrivalProof.MET_AT_AIRPORT)


def members(case_id: UUID) -> tuple[UUID, ...]:
    """The persons of a case in their order."""
    return tuple(member.person_id for member in stored(case_id).members)


def telling(case_id: UUID, status: str) -> str:
    """The key of the promise to tell the registry how a case went."""
    db.session().rollback()
    wanted = select(Job.dedup_key).where(Job.dedup_key.startswith(f"tell|{case_id}|{status}|"))
    return str(db.session().scalars(wanted.order_by(Job.created_at.desc())).first())


def stored(case_id: UUID) -> ReturnCase:
    """The case as it stands in the database."""
    db.session().rollback()
    with scope(people.SEEDER):
        return get_case(db.session(), people.SEEDER, case_id)


def stage_of(case_id: UUID) -> Stage:
    """Where the case stands."""
    return stored(case_id).stage


def logged(case_id: UUID, action: Action) -> int:
    """How many entries of the log say this about the case."""
    with db.engine.connect() as connection:
        entries = select(AuditEvent.id).where(AuditEvent.case_id == case_id, AuditEvent.action == action)
        return len(connection.execute(entries).all())


def browser(app: Flask, actor: Actor) -> FlaskClient:
    """A browser signed in as the actor; the test's own session begins to read afresh."""
    client = people.client_for(app, actor)
    db.session().rollback()
    return client


@contextmanager
def registry_down() -> Iterator[Flask]:
    """The registry does not answer."""
    current_app.extensions["returns.registry_down"] = True
    try:
        yield current_app
    finally:
        current_app.extensions["returns.registry_down"] = False
