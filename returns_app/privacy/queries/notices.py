"""Which notice about their data each person of a case was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account
from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.rules import ENDED
from returns_app.letters.rules import Way
from returns_app.people.display import display_name
from returns_app.privacy.models import NoticeGiven
from returns_app.privacy.rules.notices import current_version
from returns_app.work.models import Task
from returns_app.work.rules import TaskKind


@dataclass(frozen=True, slots=True)
class Given:
    """One person, one notice; the first one was given at intake and has no way on record."""

    person_id: UUID
    name: str
    version: str
    language: str
    given_on: date
    way: Way | None
    by: str


def list_given(session: Session, case: ReturnCase) -> list[Given]:
    """Every notice given, person by person, the latest first."""
    names = {member.person_id: display_name(member.person) or "–" for member in case.members}
    wanted = select(NoticeGiven, Account.name).outerjoin(Account, Account.id == NoticeGiven.recorded_by)
    rows = session.execute(wanted.where(NoticeGiven.case_id == case.id).order_by(NoticeGiven.recorded_at.desc()))
    later = [_later(row, names.get(row.person_id, "–"), by or "–") for row, by in rows]
    first = [
        Given(one, name, case.notice_version, case.notice_language, case.notice_given_on, None, case.counsellor.name)
        for one, name in names.items()
    ]
    places = {person_id: place for place, person_id in enumerate(names)}
    return sorted([*later, *first], key=lambda one: (places.get(one.person_id, 0), -one.given_on.toordinal()))


def without_current(session: Session, case: ReturnCase, on: date) -> set[UUID]:
    """Those still in the case who hold an older version than today's."""
    members = {member.person_id for member in case.members if member.left_on is None}
    code = current_version(on).code
    if case.notice_version == code:
        return set()
    told = select(NoticeGiven.person_id).where(NoticeGiven.case_id == case.id, NoticeGiven.version == code)
    return members - set(session.scalars(told))


def list_outdated(session: Session, on: date, most: int) -> Sequence[ReturnCase]:
    """Running cases in which somebody holds an older version and no task says so yet, the oldest first."""
    code = current_version(on).code
    told = select(NoticeGiven.id).where(
        NoticeGiven.case_id == ReturnCase.id, NoticeGiven.person_id == CaseMember.person_id, NoticeGiven.version == code
    )
    untold = select(CaseMember.id).where(
        CaseMember.case_id == ReturnCase.id, CaseMember.left_on.is_(None), ~told.exists()
    )
    asked = select(Task.id).where(
        Task.case_id == ReturnCase.id, Task.kind == TaskKind.GIVE_NOTICE, Task.ended_at.is_(None)
    )
    running = (ReturnCase.stage.not_in(ENDED), ReturnCase.notice_version != code)
    wanted = select(ReturnCase).where(*running, untold.exists(), ~asked.exists())
    return session.scalars(wanted.order_by(ReturnCase.opened_on, ReturnCase.id).limit(most)).all()


def find_giving(session: Session, request_key: UUID) -> bool:
    """True when an earlier sending of the same form was recorded."""
    return session.scalar(select(NoticeGiven.id).where(NoticeGiven.request_key == request_key).limit(1)) is not None


def _later(row: NoticeGiven, name: str, by: str) -> Given:
    return Given(row.person_id, name, row.version, row.language, row.given_on, row.way, by)
