"""Families, approvals, departures and deliveries as rows: figures are tested apart from the rooms that write them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid4

from returns_app.accounts.models import Account, Organisation
from returns_app.cases.models import CaseAccess, CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import AccessKind, EventKind, MemberRole, ReturnType, Stage
from returns_app.core.actions import Action
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.indicators import service as figures
from returns_app.indicators.models import FigureRelease
from returns_app.indicators.rules.guards import Audience
from returns_app.people.models import Person, PersonNationality
from returns_app.people.rules import NationalityStatus, Protection, Sex
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.support.models import Delivery, PlanLine
from returns_app.support.rules import Component, FundingSource, LineStatus, Proof, SupplyKind, SupportCategory
from returns_app.travel.models import Departure
from returns_app.travel.rules import EVIDENCE_LEVEL, DepartureProof
from tests import people

DAY = date(2026, 2, 10)
_numbers = count(1)


@dataclass
class Office:
    """An authority with a counsellor and a programme."""

    organisation: Organisation
    counsellor: Account
    programme: ProgrammeVersion


@dataclass
class Family:
    """A case and the ids of its members."""

    case_id: UUID
    persons: list[UUID] = field(default_factory=list)


def an_office(code: str = "NL-EURP", member_state: str = "NL") -> Office:
    """A place where returns are worked on."""
    organisation = people.an_organisation(member_state=member_state)
    counsellor = people.an_account(Role.COUNSELLOR, organisation=organisation)
    with unit_of_work(people.SEEDER) as work:
        programme = work.add(
            Programme(code=code, name=f"Programme {code}", member_state=member_state, funding_source="EURP")
        )
        work.session.flush()
        version = work.add(
            ProgrammeVersion(
                programme_id=programme.id, number=1, valid_from=date(2020, 1, 1), valid_to=None, rules={},
                source="test", is_verified=True, loaded_at=work.now,
            )
        )  # fmt: skip
        work.record(Action.PROGRAMME_LOADED, programme=code)
    return Office(organisation, counsellor, version)


def a_family(  # noqa: PLR0913  (a family is all these)
    office: Office, members: int = 1, *, country: str = "NG", nationality: str = "NG",
    kind: ReturnType = ReturnType.VOLUNTARY_ASSISTED, persons: Sequence[UUID] = (), opened_on: date = DAY,
) -> Family:  # fmt: skip
    """A case of so many new persons, or of persons who are already known."""
    with unit_of_work(people.SEEDER) as work:
        ids = list(persons) or [_a_person(work, office, nationality) for _ in range(members)]
        case = _a_case(work, office, country, kind, ids)
        case.opened_on = opened_on
        work.record(Action.CASE_OPENED, case_id=case.id)
    return Family(case.id, ids)


def approved(office: Office, family: Family, on: date = DAY) -> None:
    """The case was approved."""
    _happened(office, family, EventKind.APPROVED, Action.CASE_APPROVED, on)


def submitted(office: Office, family: Family, on: date = DAY) -> None:
    """The application was submitted."""
    _happened(office, family, EventKind.SUBMITTED, Action.CASE_SUBMITTED, on)


def _happened(office: Office, family: Family, kind: EventKind, action: Action, on: date) -> None:
    with unit_of_work(people.SEEDER) as work:
        work.add(
            CaseEvent(
                case_id=family.case_id,
                kind=kind,
                at=work.now,
                happened_on=on,
                details={},
                account_id=office.counsellor.id,
            )
        )
        work.record(action, case_id=family.case_id)


def departed(office: Office, family: Family, on: date = DAY, proof: DepartureProof = DepartureProof.EXIT_STAMP) -> None:
    """Everybody in the case left."""
    with unit_of_work(people.SEEDER) as work:
        for person in family.persons:
            work.add(
                Departure(
                    case_id=family.case_id, person_id=person, departed_on=on, border_point="Schiphol", proof=proof,
                    evidence_level=EVIDENCE_LEVEL[proof], recorded_by=office.counsellor.id, recorded_at=work.now,
                )
            )  # fmt: skip
        work.record(Action.DEPARTURE_RECORDED, case_id=family.case_id)


def let_out(office: Office, period: str = "2026-Q1", audience: Audience = Audience.PUBLIC) -> FigureRelease:
    """A quarter was frozen by one person and released by another."""
    with unit_of_work(people.SEEDER) as work:
        figures.refresh_figures(work, office.organisation.id)
    first, second = (people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation) for _time in range(2))
    with unit_of_work(first) as work:
        release_id = figures.freeze_release(work, figures.Freezing(period, audience)).id
    with unit_of_work(second) as work:
        return figures.publish_release(work, release_id)


def delivered(
    office: Office, family: Family, amount: str = "100.00", *, on: date = DAY, person: UUID | None = None,
    category: SupportCategory = SupportCategory.TOOLS,
) -> None:  # fmt: skip
    """Something was handed over, to one member or to the family."""
    with unit_of_work(people.SEEDER) as work:
        line = work.add(
            PlanLine(
                case_id=family.case_id, component=Component.POST_RETURN, person_id=person, position=0,
                category=category, kind=SupplyKind.GOODS, status=LineStatus.APPROVED, item="Tools", instalments=1,
                funding_source=FundingSource.EURP,
                planned=Decimal(amount), delivered=Decimal(amount),
                planned_by=office.counsellor.id, planned_at=work.now, request_key=uuid4(),
            )
        )  # fmt: skip
        work.session.flush()
        work.add(
            Delivery(
                line_id=line.id, case_id=family.case_id, organisation_id=office.organisation.id, request_key=uuid4(),
                amount=Decimal(amount), currency="EUR", per_euro=Decimal(1), rate_on=on, rate_source="EUR",
                amount_eur=Decimal(amount), delivered_on=on, proof=Proof.PROVEN, logged_by=office.counsellor.id,
                logged_at=work.now,
            )
        )  # fmt: skip
        work.record(Action.DELIVERY_LOGGED, case_id=family.case_id)


def _a_person(work: UnitOfWork, office: Office, nationality: str) -> UUID:
    person = work.add(
        Person(
            organisation_id=office.organisation.id, sex=Sex.UNKNOWN, protection=Protection.NO, created_at=work.now,
            changed_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    if nationality:
        work.add(
            PersonNationality(person_id=person.id, position=0, country=nationality, status=NationalityStatus.CLAIMED)
        )
    return person.id


def _a_case(work: UnitOfWork, office: Office, country: str, kind: ReturnType, persons: Sequence[UUID]) -> ReturnCase:
    case = work.add(
        ReturnCase(
            reference=f"NL-2026-{next(_numbers):06d}", organisation_id=office.organisation.id, member_state="NL",
            return_country=country, return_type=kind, programme_version_id=office.programme.id, stage=Stage.DEPARTED,
            stage_since=DAY, counsellor_id=office.counsellor.id, principal_id=persons[0], members_count=len(persons),
            opened_on=DAY, notice_version="3", notice_language="en", notice_given_on=DAY, family_handle=uuid4(),
            created_at=work.now, changed_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    work.add(
        CaseAccess(
            case_id=case.id, organisation_id=office.organisation.id, owner_id=office.organisation.id,
            kind=AccessKind.OWNER, since=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    for place, person in enumerate(persons):
        role = MemberRole.OTHER if place else MemberRole.PRINCIPAL
        work.add(CaseMember(case_id=case.id, person_id=person, position=place, role=role))
    return case
