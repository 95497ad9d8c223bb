"""What happened to whom in a year, in the cases of the actor's organisation: one statement per figure.

Departures and deliveries are read from their own rows, for one family's members can leave on different days and a
delivery can be for one of them; approvals, which hold for the whole family, from the dated events of the case.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from returns_app.cases.models import CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import EventKind, ReturnType
from returns_app.core.countries import MEMBER_STATES, third_countries
from returns_app.core.permissions import Actor, Permission
from returns_app.indicators.rules.catalogue import Dimension, FigureId
from returns_app.indicators.rules.counting import UNKNOWN, Fact, Question
from returns_app.indicators.rules.disclosure import Contributor
from returns_app.people.models import PersonNationality
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.support.models import Delivery, PlanLine
from returns_app.support.rules import SupportCategory
from returns_app.travel.models import Departure
from returns_app.travel.rules import COUNTED_LEVELS

VOLUNTARY = (ReturnType.VOLUNTARY_ASSISTED, ReturnType.VOLUNTARY_UNASSISTED)
Facts: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a figure's events stand: the columns every statement needs."""

    event_id: ColumnElement[UUID] | InstrumentedAttribute[UUID]
    person: InstrumentedAttribute[UUID]
    on: InstrumentedAttribute[date]
    worth: ColumnElement[Any] | InstrumentedAttribute[Any]


def list_facts(session: Session, actor: Actor, question: Question) -> list[Fact]:
    """Every person in every event that counts, with the category of the question's dimension."""
    if question.figure.id is FigureId.DEPARTURES:
        return list_departures(session, actor, question, COUNTED_LEVELS)
    if question.figure.id is FigureId.APPROVALS:
        return _read(session, _approvals(actor, question))
    return _read(session, _deliveries(actor, question))


def list_departures(session: Session, actor: Actor, question: Question, levels: Collection[int]) -> list[Fact]:
    """Departures with evidence of these levels."""
    source = _Source(Departure.id, Departure.person_id, Departure.departed_on, literal(0))
    found = _facts(actor, question, source).join(Departure, Departure.case_id == ReturnCase.id)
    return _read(session, found.where(ReturnCase.return_type.in_(VOLUNTARY), Departure.evidence_level.in_(levels)))


def list_categories(session: Session, actor: Actor, by: Dimension) -> tuple[str, ...]:
    """Every category a dimension can have, from code lists and programmes, never from the cases themselves."""
    codes = programme_names(session, actor) if by is Dimension.PROGRAMME else third_countries()
    return (*codes, UNKNOWN)


def programme_names(session: Session, actor: Actor) -> dict[str, str]:
    """Code and name of the programmes of the actor's member state."""
    found = select(Programme.code, Programme.name).order_by(Programme.code)
    if not actor.is_system:
        found = found.where(Programme.member_state == actor.member_state)
    return {row.code: row.name for row in session.execute(found)}


def _approvals(actor: Actor, question: Question) -> Facts:
    source = _Source(CaseEvent.id, CaseMember.person_id, CaseEvent.happened_on, literal(0))
    found = _facts(actor, question, source).join(CaseEvent, CaseEvent.case_id == ReturnCase.id)
    return found.join(CaseMember, CaseMember.case_id == ReturnCase.id).where(
        CaseEvent.kind == EventKind.APPROVED, _still_member(CaseEvent.happened_on)
    )


def _deliveries(actor: Actor, question: Question) -> Facts:
    source = _Source(Delivery.id, CaseMember.person_id, Delivery.delivered_on, Delivery.amount_eur)
    found = _facts(actor, question, source).join(Delivery, Delivery.case_id == ReturnCase.id)
    found = found.join(PlanLine, PlanLine.id == Delivery.line_id)
    # What is planned for nobody in particular is for the whole family.
    for_whom = or_(
        PlanLine.person_id == CaseMember.person_id, PlanLine.person_id.is_(None) & _still_member(Delivery.delivered_on)
    )
    found = found.join(CaseMember, (CaseMember.case_id == ReturnCase.id) & for_whom)
    return found.where(PlanLine.category != SupportCategory.CASH_INSTEAD)


def _facts(actor: Actor, question: Question, source: _Source) -> Facts:
    columns = (source.event_id, ReturnCase.id, source.person, ReturnCase.family_handle)
    found: Facts = select(*columns, _category(question.by, source.person), source.on, source.worth)
    found = found.select_from(ReturnCase).where(_within(actor), ~_is_union_citizen(source.person))
    if question.by is Dimension.PROGRAMME:
        found = found.join(ProgrammeVersion, ProgrammeVersion.id == ReturnCase.programme_version_id)
        found = found.join(Programme, Programme.id == ProgrammeVersion.programme_id)
    return found.where(source.on.between(date(question.year, 1, 1), date(question.year, 12, 31)))


def _within(actor: Actor) -> ColumnElement[bool]:
    if not actor.may(Permission.FIGURES_READ):
        return false()
    return literal(value=True) if actor.is_system else ReturnCase.organisation_id == actor.organisation_id


def _category(by: Dimension, person: InstrumentedAttribute[UUID]) -> ColumnElement[str] | InstrumentedAttribute[str]:
    if by is Dimension.RETURN_COUNTRY:
        return ReturnCase.return_country
    if by is Dimension.PROGRAMME:
        return Programme.code
    first = select(PersonNationality.country).where(PersonNationality.person_id == person)
    first = first.order_by(PersonNationality.position, PersonNationality.country).limit(1)
    return func.coalesce(first.scalar_subquery(), UNKNOWN)


def _is_union_citizen(person: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    held = select(PersonNationality.id).where(PersonNationality.person_id == person)
    return held.where(PersonNationality.country.in_(MEMBER_STATES)).exists()


def _still_member(day: InstrumentedAttribute[date]) -> ColumnElement[bool]:
    return or_(CaseMember.left_on.is_(None), CaseMember.left_on > day)


def _read(session: Session, statement: Facts) -> list[Fact]:
    return [
        Fact(event_id, case_id, Contributor(str(person), str(family)), category, on, int(worth * 100))
        for event_id, case_id, person, family, category, on, worth in session.execute(statement)
    ]
