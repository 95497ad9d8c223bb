"""What the house knows for the forms of the key moments: codes, days and sums, no names."""

from collections.abc import Iterator
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.cases.models import CaseAccess, CaseMember, ReturnCase
from returns_app.cases.queries import circumstances_of
from returns_app.cases.rules import AccessKind, Stage
from returns_app.core.permissions import system_actor
from returns_app.counselling.queries import latest_screenings, list_declarations
from returns_app.counselling.rules import DeclarationKind
from returns_app.db.session import scope
from returns_app.db.unit_of_work import today
from returns_app.moments.rules import Facts
from returns_app.support.queries import arrived_on, list_deliveries, list_lines, money_of, plan_status
from returns_app.support.rules import LineStatus, PlanStatus, Proof
from returns_app.travel.queries import departures_of

Case: TypeAlias = ReturnCase
NOT_SENT = frozenset({Stage.INTAKE, Stage.REFUSED, Stage.WITHDRAWN})
Values = dict[str, Any]


def partner_of(session: Session, case_id: UUID) -> Organisation | None:
    """The partner that works on the case now."""
    wanted = select(Organisation).join(CaseAccess, CaseAccess.organisation_id == Organisation.id)
    mine = (CaseAccess.case_id == case_id, CaseAccess.kind == AccessKind.PARTNER)
    is_live = or_(CaseAccess.ends_on.is_(None), CaseAccess.ends_on >= today())
    return session.scalars(wanted.where(*mine, is_live).order_by(CaseAccess.since.desc())).first()


def facts_of(session: Session, case: Case, *, is_masked: bool) -> Facts:
    """Everything the forms ask for; who may not read a protected family sees that there is something, not what."""
    money = money_of(session, case.id)
    lines = [line for line in list_lines(session, case.id) if line.status is not LineStatus.DROPPED]
    deliveries = list_deliveries(session, case.id)
    kept = [one for one in deliveries if one.delivery.reversal_of is None]
    reversed_ids = {one.delivery.reversal_of for one in deliveries}
    standing = [one for one in kept if one.delivery.id not in reversed_ids]
    values = _of_case(session, case, is_masked=is_masked) | _of_people(session, case, is_masked=is_masked) | {
        "arrived_on": arrived_on(session, case.id),
        "plan_approved": "yes" if plan_status(session, case.id) is PlanStatus.APPROVED else None,
        "all_proven": "yes" if standing and money.delivered == money.proven else None,
    }  # fmt: skip
    groups: dict[str, list[Values]] = {
        "member": [_of_member(one, is_masked=is_masked) for one in _travellers(case)],
        "line": [
            {"category": one.category, "item": one.item, "planned": one.planned, "delivered": one.delivered}
            for one in lines
        ],
        "delivery": [
            {"delivered_on": one.delivery.delivered_on, "amount_eur": one.delivery.amount_eur,
             "receipt": one.delivery.receipt_number or ("yes" if one.delivery.proof is Proof.PROVEN else "no")}
            for one in reversed(standing)
        ],
    }  # fmt: skip
    return Facts(values, groups)


def _of_case(session: Session, case: Case, *, is_masked: bool) -> Values:
    partner, said = partner_of(session, case.id), circumstances_of(session, case.id)
    departed = [one.departed_on for one in departures_of(session, case.id).values()]
    return {
        "submitted": None if case.stage in NOT_SENT else "yes",
        "return_country": case.return_country,
        "project": case.programme_version.programme.name,
        "eu_country": case.member_state,
        "organisation": case.organisation.name,
        "partner": partner.name if partner else None,
        "support_type": case.programme_version.programme.code,
        "return_type": case.return_type,
        "legal_status": "masked" if is_masked and said.legal_status else said.legal_status,
        "how_heard": said.how_heard,
        "departed_on": min(departed, default=None),
        "departure_on": said.days.get("departure_on"),
    }


def _of_people(session: Session, case: Case, *, is_masked: bool) -> Values:
    """Whether papers, signatures and screenings are there: yes or no, never what stands in them."""
    # The second wall hides counselling from partners. The house looks whether it is there, so that a partner can send;
    # what a screening found stays hidden.
    with scope(system_actor("moments")):
        live = {one.person_id for one in list_declarations(session, case.id)
                if one.withdrawn_on is None and one.kind is DeclarationKind.OWN_WILL}  # fmt: skip
        screened = latest_screenings(session, case.id)
        found = "yes" if any(one.found for one in screened.values()) else "no"
    found = "masked" if is_masked else found
    return {
        "id_document": "yes" if any(one.person.identifiers for one in _travellers(case)) else None,
        "consent": "yes" if case.principal_id in live else None,
        "vulnerable": found if screened else None,
    }


def _of_member(one: CaseMember, *, is_masked: bool) -> Values:
    person, hidden = one.person, is_masked and one.person.is_protected
    nationality = next((nation.country for nation in person.nationalities), None)
    born = person.born if person.born.is_known else None
    return {
        "role": one.role, "sex": person.sex, "born": "masked" if hidden else born,
        "nationality": "masked" if hidden else nationality,
    }  # fmt: skip


def _travellers(case: Case) -> Iterator[CaseMember]:
    return (one for one in case.members if one.left_on is None)
