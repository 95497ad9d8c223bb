"""Reading checks and own claims; the caller has checked that the case may be seen."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from returns_app.blind.addresses import ADDRESS_BYTES
from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.checks.models import OwnClaim, RegistryCheck
from returns_app.checks.rules import BLOCKING, CheckAnswer, worst
from returns_app.programmes.rules import PriorSupport
from returns_app.registry.queries import find_missing
from returns_app.registry.rules import Episode
from returns_app.registry.statuses import FORGOTTEN, ClaimStatus

Case = ReturnCase
Member = CaseMember

MOST_LISTED = 50
_BATCH = 500


def latest_checks(session: Session, case_id: UUID) -> list[RegistryCheck]:
    """The newest check of everybody who still travels in the case, in the order of the family."""
    newest = _numbered(case_id).subquery()
    wanted = (
        select(RegistryCheck)
        .join(newest, newest.c.id == RegistryCheck.id)
        .join(CaseMember, (CaseMember.case_id == case_id) & (CaseMember.person_id == RegistryCheck.person_id))
        .where(newest.c.place == 1, CaseMember.left_on.is_(None))
    )
    return list(session.scalars(wanted.order_by(CaseMember.position)))


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
    return [member for member in case.members if member.left_on is None]


def case_answer(checks: Iterable[RegistryCheck]) -> CheckAnswer:
    """The answer for the whole family: the one that asks most."""
    return worst(check.answer for check in checks)


def blocking(checks: Iterable[RegistryCheck]) -> CheckAnswer | None:
    """The answer because of which an approval has to wait, if there is one."""
    answer = case_answer(checks)
    return answer if answer in BLOCKING else None


def prior_support(checks: Iterable[RegistryCheck]) -> tuple[PriorSupport, ...]:
    """Support that the registry knows of from earlier returns, each claim once."""
    earlier = {hit["claim"]: hit for check in checks for hit in check.hits if hit["episode"] == Episode.EARLIER.value}
    return tuple(
        PriorSupport(hit["state"] or "", hit["completed_month"] or "", hit["status"], claim)
        for claim, hit in earlier.items()
    )


def own_claims(session: Session, case_id: UUID) -> list[OwnClaim]:
    """What this side announced for a case."""
    return list(session.scalars(select(OwnClaim).where(OwnClaim.case_id == case_id).order_by(OwnClaim.reference)))


def list_reserved(session: Session, before: datetime) -> list[OwnClaim]:
    """Own reservations made before a moment that nothing followed."""
    reserved = select(OwnClaim).where(OwnClaim.status == ClaimStatus.RESERVED.value)
    return list(session.scalars(reserved.where(OwnClaim.reserved_at < before)))


def list_by_reference(session: Session, references: Collection[str]) -> list[OwnClaim]:
    """Own claims by reference."""
    return list(session.scalars(select(OwnClaim).where(OwnClaim.reference.in_(references))))


def find_unmatched(session: Session) -> list[str]:
    """Own claims, not ended, of which the registry lacks an address: it and we disagree about them."""
    return [name for batch in _living_claims(session) for name in _unmatched(session, batch)]


def _living_claims(session: Session) -> Iterator[dict[str, set[bytes]]]:
    """References of own claims that others can meet, with their addresses, in batches."""
    ended = [status.value for status in FORGOTTEN]
    last = ""
    while True:
        wanted = select(OwnClaim.reference, OwnClaim.addresses).where(OwnClaim.status.not_in(ended))
        rows = session.execute(wanted.where(OwnClaim.reference > last).order_by(OwnClaim.reference).limit(_BATCH)).all()
        if not rows:
            return
        yield {reference: _split(bytes(addresses)) for reference, addresses in rows}
        last = rows[-1][0]


def _unmatched(session: Session, batch: dict[str, set[bytes]]) -> list[str]:
    missing = find_missing(session, set().union(*batch.values()))
    return [name for name, addresses in batch.items() if addresses & missing]


def _split(joined: bytes) -> set[bytes]:
    return {joined[start : start + ADDRESS_BYTES] for start in range(0, len(joined), ADDRESS_BYTES)}


def _numbered(case_id: UUID) -> Select[UUID, int]:
    newest_first = func.row_number().over(
        partition_by=RegistryCheck.person_id, order_by=(RegistryCheck.asked_at.desc(), RegistryCheck.id)
    )
    return select(RegistryCheck.id, newest_first.label("place")).where(RegistryCheck.case_id == case_id)
