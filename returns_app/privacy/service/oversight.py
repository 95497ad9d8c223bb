"""Confirming access anew, quarter by quarter."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.privacy.models import Recertification
from returns_app.privacy.queries.oversight import list_colleagues
from returns_app.privacy.rules.oversight import quarter_of
from returns_app.work.queries import accounts_with_role
from returns_app.work.rules import NoticeKind, TaskKind
from returns_app.work.service import close_tasks, tell


def review_access(work: UnitOfWork, account_id: UUID, *, is_kept: bool) -> None:
    """Say whether somebody still needs the access; said twice in a quarter, the last word counts."""
    found = next(
        (one for one in list_colleagues(work.session, work.actor, work.now) if one.account.id == account_id), None
    )
    if found is None:
        raise NotFound
    review = found.review or work.add(
        Recertification(
            organisation_id=work.actor.organisation_id, account_id=account_id, quarter=quarter_of(work.today),
            is_kept=is_kept, roles=[], at=work.now,
        )
    )  # fmt: skip
    review.is_kept, review.roles = is_kept, [role.value for role in found.roles]
    review.by_id, review.at = work.actor.account_id, work.now
    work.record(Action.ACCESS_REVIEWED, account=account_id, kept=is_kept, quarter=review.quarter)
    organisation_id = found.account.organisation_id
    if not is_kept:
        admins = accounts_with_role(work.session, organisation_id, Role.ADMIN)
        tell(work, NoticeKind.ACCESS_DOUBTED, admins, organisation_id)
    work.session.flush()
    if all(one.review for one in list_colleagues(work.session, work.actor, work.now)):
        close_tasks(work, (TaskKind.REVIEW_ACCESS,), case_id=None, subject_id=organisation_id)
