"""A pair under review: P2 in the Netherlands, a claim in Belgium; reviewers of an audit body."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from returns_app.accounts.rules import OrganisationKind
from returns_app.cases import service as cases
from returns_app.core.partial_date import PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.service import run_due, run_now
from returns_app.people.details import entry_of
from returns_app.people.rules import PersonEntry
from returns_app.review import queries, service
from returns_app.review.models import Review
from returns_app.review.rules import MissingFact, Opinion, PairVerdict
from tests import people
from tests.cases import builders as case_builders
from tests.checks.builders import P2, P6, checked
from tests.decisions.builders import Office, an_office, stored
from tests.registry.builders import AHMAD, ALI_TWO, announced

REASON = "Name by sound and date."
BELGIUM = date(2025, 11, 11)
OTHER_SIDE = ("aljboori", "ahmad husain", "07-05-1988", "1988-05-07", "7 may 1988", "7 mai 1988")


@dataclass(frozen=True)
class Bench:
    """Those who look at pairs, and the office whose case it is."""

    office: Office
    first: Actor
    second: Actor
    adjudicator: Actor
    auditor: Actor


def a_bench() -> Bench:
    """Two reviewers, an adjudicator and an auditor of one audit body, and a Dutch office."""
    body = people.an_organisation(kind=OrganisationKind.AUDIT_BODY)
    reviewer, adjudicator = Role.DUPLICATE_REVIEWER, Role.ADJUDICATOR
    return Bench(
        an_office(), people.an_actor(reviewer, organisation=body), people.an_actor(reviewer, organisation=body),
        people.an_actor(adjudicator, organisation=body), people.an_actor(Role.AUDITOR, organisation=body),
    )  # fmt: skip


def a_pair(bench: Bench) -> Review:
    """P2 was entered in the Netherlands; Belgium knows him by another spelling and a swapped date."""
    announced(AHMAD, "BE", opened=BELGIUM)
    return the_pair(a_case(bench, P2, "IQ"))


def namesakes(bench: Bench) -> Review:
    """P6 and another Mohamed Ali with another passport, known in Germany."""
    announced(ALI_TWO, "DE", opened=BELGIUM)
    return the_pair(a_case(bench, P6, "EG"))


def the_pair(case_id: UUID) -> Review:
    """The review of a case, as it is stored."""
    db.session().rollback()
    with scope(people.SEEDER):
        (review,) = queries.list_of_case(db.session(), people.SEEDER, case_id)
        return review


def say(actor: Actor, review: Review, verdict: PairVerdict, *, reason: str = REASON, key: UUID | None = None) -> Review:
    """A reviewer's word on the pair as it stands now; the check that follows is done."""
    now = the_pair(review.case_id)
    with scope(people.SEEDER):
        facts = queries.own_side(db.session(), now).person.version
    missing = (MissingFact.DOCUMENT,) if verdict is PairVerdict.CANNOT_TELL else ()
    with unit_of_work(actor) as work:
        _, check = service.give_verdict(
            work, review.id, Opinion(key or uuid4(), now.round, facts, verdict, reason, missing)
        )
    if check:
        assert run_now(check)
    return the_pair(review.case_id)


def agreed(bench: Bench, review: Review, verdict: PairVerdict) -> Review:
    """Both reviewers say the same."""
    say(bench.first, review, verdict)
    return say(bench.second, review, verdict)


def stored_rows(*tables: str) -> dict[str, list[str]]:
    """Every row of some tables, byte for byte."""
    db.session().rollback()
    with scope(people.SEEDER):
        rows = {name: db.session().execute(db.metadata.tables[name].select()).all() for name in tables}
    return {name: sorted(repr(tuple(row)) for row in found) for name, found in rows.items()}


def a_case(bench: Bench, person: PersonEntry, country: str) -> UUID:
    """A checked case of the Dutch office."""
    opening = case_builders.an_opening(principal=person, return_country=country)
    case_id = case_builders.open_case(bench.office.counsellor, opening).id
    checked(case_id)
    return case_id


def corrected(bench: Bench, review: Review, born: PartialDate) -> None:
    """The birth date turns out to be another one; the check that follows is done."""
    case = stored(review.case_id)
    person = case.members[0].person
    entry = entry_of(person)
    with unit_of_work(bench.office.counsellor) as work:
        changed = type(entry)(**{**{name: getattr(entry, name) for name in entry.__slots__}, "born": born})
        cases.correct_member(work, case.id, person.id, changed, person.version)
    run_due()
