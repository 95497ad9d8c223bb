"""Somebody more travels with the family: a newborn, or a member who was not there from the beginning."""

from uuid import UUID

from returns_app.cases.rules import MemberEntry, MemberRole, asks_about_newborns, check_joining, check_version
from returns_app.cases.service import join_case, promise_check_of
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family.queries import Member
from returns_app.family.rules import BirthEntry, RelationEntry, RelationKind, check_birth
from returns_app.family.service.relations import open_case, write_relation


def record_birth(work: UnitOfWork, case_id: UUID, entry: BirthEntry, version: int | None) -> str:
    """A child was born: a person, a member, the child of its parents. The key of the check, where a rule asks for one."""
    case = open_case(work, case_id)
    check_joining(case.stage)
    check_version(case.version, version)
    check_birth(entry, {member.person_id for member in case.present}, work.today)
    role = MemberRole.CHILD if case.principal_id in entry.parents else MemberRole.OTHER
    member = join_case(work, case, MemberEntry(entry.person, role), is_newborn=True)
    for parent in dict.fromkeys(entry.parents):
        write_relation(work, case, RelationEntry(parent, RelationKind.PARENT, member.person_id))
    return promise_check_of(work, case, member) if asks_about_newborns(case.member_state, work.today) else ""


def add_member(work: UnitOfWork, case_id: UUID, entry: MemberEntry, version: int | None) -> tuple[Member, str]:
    """Somebody joins a family that is under way; the registry is asked. The member, and the key of that check."""
    case = open_case(work, case_id)
    check_joining(case.stage)
    check_version(case.version, version)
    member = join_case(work, case, entry)
    return member, promise_check_of(work, case, member)
