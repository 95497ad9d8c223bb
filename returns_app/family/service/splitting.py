"""A family splits: some go on in a case of their own, from counselling, with what they signed and what is known of them."""

from uuid import UUID

from returns_app.cases.queries import find_by_request
from returns_app.cases.rules import MemberStatus, check_version
from returns_app.cases.service import leave_case, promise_check_of, split_case
from returns_app.core.actions import Action
from returns_app.counselling.service import copy_records
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family.models import CaseSplit
from returns_app.family.queries import Case
from returns_app.family.rules import SplitEntry, check_split
from returns_app.family.service.leaving import free_grants
from returns_app.family.service.relations import open_case
from returns_app.travel.queries import departures_of


def split_family(work: UnitOfWork, case_id: UUID, entry: SplitEntry, version: int | None) -> tuple[Case, list[str]]:
    """The new case, and the keys of what is promised to the registry; the same form sent twice splits once.

    The new case is decided about on its own: grants and claims of those who go end here. Declarations and screenings go
    along with their days; the talk does not, so that somebody speaks with them alone.
    """
    case = open_case(work, case_id)
    before = find_by_request(work.session, work.actor, entry.request_key)
    if before is not None:
        return before, []
    check_version(case.version, version)
    present = {member.person_id for member in case.present}
    left = departures_of(work.session, case_id)
    going, principal = check_split(entry, stage=case.stage, present=present, departed=left)
    members = [member for member in case.present if member.person_id in going]
    after = split_case(work, case, members, principal, entry.request_key)
    for member in sorted(members, key=lambda one: one.person_id == case.principal_id):
        heir = entry.heir if member.person_id == case.principal_id else None
        leave_case(work, case, member, MemberStatus.SPLIT_OFF, work.today, heir=heir, text=entry.reason)
    copy_records(work, case, after.id, going)
    work.add(
        CaseSplit(
            case_id=case.id, to_case_id=after.id, split_on=work.today, recorded_by=work.actor.account_id,
            request_key=entry.request_key,
        )
    )  # fmt: skip
    told = free_grants(work, case, *going)
    asked = promise_check_of(work, after, next(one for one in after.members if one.person_id == principal))
    work.record(Action.FAMILY_SPLIT, case_id=case.id, to=after.id, people=len(going))
    return after, [key for key in (told, asked) if key]
