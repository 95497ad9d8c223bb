"""A print of the figures of an organisation: the same before and after an erasure, or something was counted out."""

import json
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent, CaseMember, ReturnCase
from returns_app.people.models import Person, PersonNationality
from returns_app.support.models import Delivery, PlanLine, SupportAccount
from returns_app.travel.models import Arrival, Departure


def figures_print(session: Session, organisation_id: UUID) -> str:
    """A digest over every count and sum that releases are made from."""
    rows = [sorted(map(str, session.execute(one).all())) for one in _statements(organisation_id)]
    return sha256(json.dumps(rows).encode()).hexdigest()


def _statements(organisation_id: UUID) -> list[Select[*tuple[object, ...]]]:
    own = ReturnCase.organisation_id == organisation_id
    by_case = (ReturnCase.return_country, ReturnCase.return_type, ReturnCase.programme_version_id)
    person = select(Person.sex, PersonNationality.country, PersonNationality.position, *by_case)
    people = person.select_from(ReturnCase).join(CaseMember, CaseMember.case_id == ReturnCase.id)
    people = people.join(Person, Person.id == CaseMember.person_id).outerjoin(
        PersonNationality, PersonNationality.person_id == Person.id
    )
    return [
        people.where(own),
        _joined(select(*by_case, CaseEvent.kind, CaseEvent.happened_on, ReturnCase.family_handle), CaseEvent, own),
        _joined(select(*by_case, Departure.departed_on, Departure.evidence_level), Departure, own),
        _joined(select(*by_case, Arrival.arrived_on), Arrival, own),
        _joined(select(*by_case, Delivery.delivered_on, PlanLine.category, Delivery.amount_eur), Delivery, own).join(
            PlanLine, PlanLine.id == Delivery.line_id
        ),
        _joined(select(func.sum(SupportAccount.delivered), SupportAccount.component), SupportAccount, own).group_by(
            SupportAccount.component
        ),
        select(ReturnCase.stage, ReturnCase.stage_since, ReturnCase.outcome_code, ReturnCase.members_count).where(own),
    ]


def _joined(statement: Select[*tuple[object, ...]], table: type, own: object) -> Select[*tuple[object, ...]]:
    found = statement.select_from(ReturnCase).join(table, table.case_id == ReturnCase.id)  # type: ignore[attr-defined]
    return found.where(own)  # type: ignore[arg-type]
