"""Everybody who received data of a case: gathered from where each passing is recorded, not written down twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.cases.models import CaseAccess, ReturnCase
from returns_app.checks.models import OwnClaim, RegistryCheck
from returns_app.exports.models import ExportedCase, ListExport
from returns_app.letters.models import ServedLetter
from returns_app.letters.rules import Way
from returns_app.privacy.models import EmergencyAccess
from returns_app.privacy.rules.recipients import Passing, Received
from returns_app.review.models import Disclosure, Review, ReviewLetter
from returns_app.review.rules import DisclosureState


def list_received(session: Session, case: ReturnCase) -> list[Received]:
    """Who received data of a case that the caller may see, the latest first."""
    sources = (_shared, _registry, _reviews, _fields, _lawyers, _exports, _emergencies)
    found = [line for source in sources for line in source(session, case.id)]
    return sorted(found, key=lambda line: line.at, reverse=True)


def _shared(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(CaseAccess.since, CaseAccess.kind, Organisation.name, Organisation.country)
    wanted = wanted.join(Organisation, Organisation.id == CaseAccess.organisation_id)
    others = wanted.where(CaseAccess.case_id == case_id, CaseAccess.organisation_id != CaseAccess.owner_id)
    for since, _kind, name, country in session.execute(others):
        yield Received(since, Passing.SHARED, name, country)


def _registry(session: Session, case_id: UUID) -> Iterator[Received]:
    asked = select(RegistryCheck.asked_at, RegistryCheck.person_id, RegistryCheck.reference)
    for at, person_id, reference in session.execute(asked.where(RegistryCheck.case_id == case_id)):
        yield Received(at, Passing.REGISTRY_ASKED, person_id=person_id, detail=reference)
    claims = select(OwnClaim.reserved_at, OwnClaim.changed_at, OwnClaim.person_id, OwnClaim.reference)
    for reserved_at, changed_at, person_id, reference in session.execute(claims.where(OwnClaim.case_id == case_id)):
        yield Received(reserved_at or changed_at, Passing.REGISTRY_CLAIM, person_id=person_id, detail=reference)


def _reviews(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(ReviewLetter.posted_at, ReviewLetter.kind, Review.other_state, Review.person_id)
    wanted = wanted.join(Review, Review.id == ReviewLetter.review_id)
    ours = wanted.where(ReviewLetter.case_id == case_id, ReviewLetter.is_ours, ReviewLetter.posted_at.is_not(None))
    for at, kind, state, person_id in session.execute(ours):
        assert at is not None  # noqa: S101  (asked for above)
        yield Received(at, Passing.REVIEW_LETTER, state=state or "", person_id=person_id, detail=kind.value)


def _fields(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(Disclosure.answered_at, Disclosure.field, Review.other_state, Review.person_id)
    wanted = wanted.join(Review, Review.id == Disclosure.review_id).where(Disclosure.case_id == case_id)
    theirs = wanted.where(Disclosure.is_ours.is_(False), Disclosure.state == DisclosureState.GRANTED)
    for at, field, state, person_id in session.execute(theirs):
        if at is not None:
            yield Received(at, Passing.FIELD_SHOWN, state=state or "", person_id=person_id, detail=field.value)


def _lawyers(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(ServedLetter.served_on).where(ServedLetter.case_id == case_id, ServedLetter.way == Way.LAWYER)
    for day in session.scalars(wanted):
        yield Received(datetime.combine(day, time(12), UTC), Passing.LAWYER)


def _exports(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(ListExport.exported_at, ListExport.id, Organisation.name)
    wanted = wanted.join(ExportedCase, ExportedCase.export_id == ListExport.id)
    wanted = wanted.join(Organisation, Organisation.id == ListExport.organisation_id)
    for at, number, name in session.execute(wanted.where(ExportedCase.case_id == case_id)):
        yield Received(at, Passing.EXPORTED, name, detail=str(number)[:8])


def _emergencies(session: Session, case_id: UUID) -> Iterator[Received]:
    wanted = select(EmergencyAccess.opened_at, Organisation.name, Organisation.country)
    wanted = wanted.join(Organisation, Organisation.id == EmergencyAccess.organisation_id)
    for at, name, country in session.execute(wanted.where(EmergencyAccess.case_id == case_id)):
        yield Received(at, Passing.EMERGENCY, name, country)
