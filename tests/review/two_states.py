"""The Netherlands and Belgium, each with a file: one person by two spellings."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from returns_app.accounts.models import Organisation
from returns_app.cases import service
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.service import promise, run_due
from returns_app.people.rules import PersonEntry, Sex
from returns_app.registry.connection import mailbox, signatory
from returns_app.registry.mailbox import Letter
from returns_app.review import queries
from returns_app.review.models import Review
from returns_app.review.service.carrying import COLLECT
from returns_app.review.service.sealing import seal
from returns_app.review.service.signing import Envelope, sign
from tests import people
from tests.cases import builders as case_builders
from tests.checks.builders import P2, checked, entry
from tests.counselling.builders import counsel
from tests.decisions.builders import approve, stored
from tests.review.builders import Bench, a_bench, the_pair

ALJBOORI = entry("Ahmad Husain", "Aljboori", PartialDate(1988, 5, 7, DatePrecision.SAID), "IQ", sex=Sex.MALE)
REASON = "The file shows why this is right."


@dataclass(frozen=True)
class Abroad:
    """Those who work in Belgium, and their case."""

    organisation: Organisation
    counsellor: Actor
    approver: Actor
    case_id: UUID


def in_belgium(person: PersonEntry = ALJBOORI) -> Abroad:
    """Belgium approved support and holds a claim."""
    house = people.an_organisation(member_state="BE", country="BE")
    counsellor, approver = (people.an_actor(role, organisation=house) for role in (Role.COUNSELLOR, Role.APPROVER))
    opening = case_builders.an_opening(principal=person, return_country="IQ", programme_code="BE-EURP")
    case_id = case_builders.open_case(counsellor, opening).id
    checked(case_id)
    submit(counsellor, case_id)
    approve(approver, case_id, motivation=REASON)
    return Abroad(house, counsellor, approver, case_id)


def submit(counsellor: Actor, case_id: UUID) -> None:
    """Hand the application over."""
    counsel(counsellor, case_id)
    version = stored(case_id).version
    with unit_of_work(counsellor) as work:
        service.submit_case(work, case_id, version)


def both_halves() -> tuple[Bench, Abroad, Review, Review]:
    """A bench in the Netherlands, an office in Belgium, and the two halves of one review, letters carried."""
    bench = a_bench()
    abroad = in_belgium()
    opening = case_builders.an_opening(principal=P2, return_country="IQ")
    case_id = case_builders.open_case(bench.office.counsellor, opening).id
    checked(case_id)
    submit(bench.office.counsellor, case_id)
    carry_all()
    return bench, abroad, the_pair(case_id), the_pair(abroad.case_id)


def carry_all() -> None:
    """The worker does what is due, and looks at the registry as it does every few minutes."""
    with unit_of_work(people.SEEDER) as work:
        promise(work, COLLECT, {"key": f"round|{uuid4()}"})
        work.record(Action.ROUND_BEGUN)
    for _ in range(4):
        run_due()
    db.session().rollback()


def handed_in(
    review: Review, body: Mapping[str, object], by: str = "NL", changed: Mapping[str, str] | None = None
) -> UUID:
    """A letter of the Netherlands to the other half, as anybody might write it; some of it may be changed after signing."""
    letter, to_key = uuid4(), mailbox().contact(review.thread_id, "NL", review.claim).key
    place = Envelope(review.thread_id, letter, to_key)
    signed = sign(body, signatory(by).key, by, clock.utc_now(), place)
    sealed = seal({**signed, **(changed or {})}, to_key, review.thread_id, letter)
    mailbox().post(Letter(letter, review.thread_id, "NL", sealed))
    return letter


def half_of(case_id: UUID) -> Review:
    """One half as it is stored."""
    db.session().rollback()
    with scope(people.SEEDER):
        return queries.list_of_case(db.session(), people.SEEDER, case_id)[0]
