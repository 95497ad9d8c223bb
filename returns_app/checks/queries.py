"""Reading checks and own claims; the caller has checked that the case may be seen."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.rules import asks_about_newborns
from returns_app.checks.models import CheckMark, OwnClaim, RegistryCheck, SettledClaim
from returns_app.checks.rules import BLOCKING, CheckAnswer, Settled, SettledAs, worst
from returns_app.people.models import Person
from returns_app.programmes.rules import PriorSupport
from returns_app.registry.rules import Episode
from returns_app.registry.statuses import FORGOTTEN, WAITING

Case = ReturnCase
Member = CaseMember
Check = RegistryCheck  # rooms above name the type without touching the table

MOST_LISTED = 50
_BATCH = 500


def latest_checks(session: Session, case_id: UUID) -> list[RegistryCheck]:
    """The newest check of everybody who still travels in the case, in the order of the family."""
    return list(session.scalars(_LATEST, {"case_id": case_id}))


def _latest() -> Select[RegistryCheck]:
    case_id = bindparam("case_id", type_=RegistryCheck.case_id.type)
    newest = _numbered(case_id).subquery()
    return (
        select(RegistryCheck)
        .join(newest, newest.c.id == RegistryCheck.id)
        .join(CaseMember, (CaseMember.case_id == case_id) & (CaseMember.person_id == RegistryCheck.person_id))
        .where(newest.c.place == 1, CaseMember.left_on.is_(None))
        .order_by(CaseMember.position)
    )


def list_checks(session: Session, case_id: UUID) -> list[RegistryCheck]:
    """Every check of a case, newest first, as far as a page shows them."""
    wanted = select(RegistryCheck).where(RegistryCheck.case_id == case_id)
    return list(session.scalars(wanted.order_by(RegistryCheck.asked_at.desc()).limit(MOST_LISTED)))


def list_unanswered(session: Session, case_id: UUID) -> dict[UUID, RegistryCheck]:
    """By person: the check that the registry has not answered yet."""
    wanted = select(RegistryCheck).where(RegistryCheck.case_id == case_id, RegistryCheck.answered_at.is_(None))
    return {check.person_id: check for check in session.scalars(wanted)}


def travellers(case: Case) -> list[Member]:
    """The members who still travel, in the order of the family."""
    return case.present


def to_be_asked(case: Case) -> list[Member]:
    """The travellers about whom the registry has to be asked: a newborn only where a rule says so."""
    return [member for member in travellers(case) if not _is_spared(case, member)]


def _is_spared(case: Case, member: Member) -> bool:
    on = member.joined_on or case.opened_on
    return member.is_newborn and not asks_about_newborns(case.member_state, on)


def case_answer(checks: Iterable[RegistryCheck]) -> CheckAnswer:
    """The answer for the whole family: the one that asks most."""
    return worst(check.answer for check in checks)


def blocking(checks: Iterable[RegistryCheck]) -> CheckAnswer | None:
    """The answer because of which an approval has to wait, if there is one."""
    answer = case_answer(checks)
    return answer if answer in BLOCKING else None


def prior_support(checks: Iterable[RegistryCheck]) -> tuple[PriorSupport, ...]:
    """Support that the registry knows of from earlier returns, each claim once."""
    earlier = {hit["claim"]: hit for check in checks for hit in check.hits if _is_of_another_return(hit)}
    return tuple(
        PriorSupport(hit["state"] or "", hit["completed_month"] or "", hit["status"], claim)
        for claim, hit in earlier.items()
    )


def settled_claims(session: Session, person_ids: Collection[UUID], on: date) -> dict[UUID, Settled]:
    """By person: what was found out about claims and still holds; it ends with its day or when the person's data change."""
    wanted = select(SettledClaim.person_id, SettledClaim.claim, SettledClaim.settled_as)
    wanted = wanted.join(Person, Person.id == SettledClaim.person_id).where(
        SettledClaim.person_id.in_(person_ids), SettledClaim.until >= on, SettledClaim.ended_at.is_(None),
        Person.changed_at <= SettledClaim.settled_at,
    )  # fmt: skip
    found: dict[UUID, dict[str, SettledAs]] = {person_id: {} for person_id in person_ids}
    for person_id, claim, settled_as in session.execute(wanted):
        found[person_id][claim] = settled_as
    return dict(found)


def find_settled(session: Session, person_id: UUID, claim: str) -> SettledClaim | None:
    """What was found out about this person and claim, in force or not."""
    return session.scalar(select(SettledClaim).where(SettledClaim.person_id == person_id, SettledClaim.claim == claim))


def find_own_claim(session: Session, claim: str) -> OwnClaim | None:
    """The claim this side announced under a reference."""
    return session.scalar(select(OwnClaim).where(OwnClaim.reference == claim))


def own_claims(session: Session, case_id: UUID) -> list[OwnClaim]:
    """What this side announced for a case."""
    return list(session.scalars(select(OwnClaim).where(OwnClaim.case_id == case_id).order_by(OwnClaim.reference)))


def list_reserved(session: Session, before: datetime) -> list[OwnClaim]:
    """Own reservations made before a moment that nothing followed."""
    reserved = select(OwnClaim).where(OwnClaim.status.in_([status.value for status in WAITING]))
    return list(session.scalars(reserved.where(OwnClaim.reserved_at < before)))


def list_by_reference(session: Session, references: Collection[str]) -> list[OwnClaim]:
    """Own claims by reference."""
    return list(session.scalars(select(OwnClaim).where(OwnClaim.reference.in_(references))))


def list_outdated(session: Session, epoch: int, version: str, after: str = "", limit: int = _BATCH) -> list[OwnClaim]:
    """Own claims that others can meet under another key epoch or by older match keys than these, in order."""
    ended = [status.value for status in FORGOTTEN]
    wanted = select(OwnClaim).where(OwnClaim.status.not_in(ended), OwnClaim.reference > after)
    wanted = wanted.where((OwnClaim.key_epoch != epoch) | (OwnClaim.key_version != version))
    return list(session.scalars(wanted.order_by(OwnClaim.reference).limit(limit)))


def count_outdated(session: Session, epoch: int, version: str) -> int:
    """How many of them there are."""
    ended = [status.value for status in FORGOTTEN]
    wanted = select(func.count()).select_from(OwnClaim).where(OwnClaim.status.not_in(ended))
    return session.scalar(wanted.where((OwnClaim.key_epoch != epoch) | (OwnClaim.key_version != version))) or 0


def list_waiting_cases(session: Session) -> list[UUID]:
    """Cases with a reservation or a grant, whose people have not left yet."""
    waiting = [status.value for status in WAITING]
    return list(session.scalars(select(OwnClaim.case_id).where(OwnClaim.status.in_(waiting)).distinct()))


def count_dates(session: Session, asker: UUID, name: bytes, since: datetime) -> int:
    """With how many different dates somebody asked about one name."""
    mine = (CheckMark.asked_by == asker) & (CheckMark.name_index == name) & (CheckMark.at > since)
    return session.scalar(select(func.count(func.distinct(CheckMark.born_index))).where(mine)) or 0


def knows_mark(session: Session, asker: UUID, born: bytes, since: datetime) -> bool:
    """Whether somebody asked about this name and date before."""
    mine = (CheckMark.asked_by == asker) & (CheckMark.born_index == born) & (CheckMark.at > since)
    return session.scalar(select(CheckMark.id).where(mine).limit(1)) is not None


def list_own_after(session: Session, after: str, limit: int) -> list[OwnClaim]:
    """Own claims in the order of their references, ended ones too."""
    wanted = select(OwnClaim).where(OwnClaim.reference > after).order_by(OwnClaim.reference).limit(limit)
    return list(session.scalars(wanted))


def count_own(session: Session, after: str = "") -> int:
    """How many own claims come after a reference."""
    return session.scalar(select(func.count()).select_from(OwnClaim).where(OwnClaim.reference > after)) or 0


def _is_of_another_return(hit: dict[str, Any]) -> bool:
    return bool(hit["episode"] == Episode.EARLIER.value or hit.get("settled") == SettledAs.OTHER_RETURN.value)


def _numbered(case_id: UUID | BindParameter[UUID]) -> Select[UUID, int]:
    newest_first = func.row_number().over(
        partition_by=RegistryCheck.person_id, order_by=(RegistryCheck.asked_at.desc(), RegistryCheck.id)
    )
    return select(RegistryCheck.id, newest_first.label("place")).where(RegistryCheck.case_id == case_id)


# Asked for every case page: put together once.
_LATEST = _latest()
