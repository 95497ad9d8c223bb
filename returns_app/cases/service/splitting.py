"""A case of its own for some members of another: same persons, same programme and country, a new number, from intake."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from returns_app.cases.models import CaseAccess, CaseCircumstances, CaseMember, ReturnCase
from returns_app.cases.queries import find_circumstances
from returns_app.cases.rules import AccessKind, EventKind, MemberRole, MemberStatus, Stage
from returns_app.cases.service.changes import add_event, begin_authors
from returns_app.cases.service.duties import follow_stage
from returns_app.cases.service.opening import next_reference
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import UnitOfWork

KEPT = (
    "organisation_id", "member_state", "return_country", "return_type", "programme_version_id", "counsellor_id",
    "notice_version", "notice_language", "notice_given_on", "family_handle",
)  # fmt: skip


def split_case(
    work: UnitOfWork, before: ReturnCase, members: Sequence[CaseMember], principal_id: UUID, request_key: UUID
) -> ReturnCase:
    """Open the case; what it may receive and who may see it begins anew, partners see nothing of it yet."""
    case = ReturnCase(
        reference=next_reference(work, before.member_state), stage=Stage.INTAKE, stage_since=work.today,
        principal_id=principal_id, members_count=len(members), opened_on=work.today, request_key=request_key,
        is_protected=any(member.person.is_protected for member in members), created_at=work.now, changed_at=work.now,
        **{name: getattr(before, name) for name in KEPT},
    )  # fmt: skip
    work.add(case)
    work.session.flush()
    owner = case.organisation_id
    work.add(CaseAccess(case_id=case.id, organisation_id=owner, owner_id=owner, kind=AccessKind.OWNER, since=work.now))
    work.session.flush()
    set_committed_value(case, "members", [_member(work, case, place, one) for place, one in enumerate(members)])
    _copy_circumstances(work, before, case)
    begin_authors(work, case)
    details = {"members": len(members), "split_from": before.reference}
    add_event(work, case, EventKind.OPENED, happened_on=work.today, details=details)
    work.record(Action.CASE_OPENED, case_id=case.id, members=len(members), split_from=before.id)
    follow_stage(work, case, case.stage, since=work.today)
    return case


def _member(work: UnitOfWork, case: ReturnCase, place: int, before: CaseMember) -> CaseMember:
    role = MemberRole.PRINCIPAL if before.person_id == case.principal_id else _role(before)
    return work.add(
        CaseMember(
            case_id=case.id, person_id=before.person_id, position=place, role=role, status=MemberStatus.INCLUDED,
            is_newborn=before.is_newborn,
        )
    )  # fmt: skip


def _role(member: CaseMember) -> MemberRole:
    """What somebody was to the former main applicant; only a main applicant can't stay one."""
    return MemberRole.OTHER if member.role is MemberRole.PRINCIPAL else member.role


def _copy_circumstances(work: UnitOfWork, before: ReturnCase, after: ReturnCase) -> None:
    found = find_circumstances(work.session, before.id)
    if found is None:
        return
    row = work.add(CaseCircumstances(case_id=after.id))
    row.facts, row.legal_status = found.facts, found.legal_status
    row.recorded_by, row.changed_at = found.recorded_by, work.now
