"""Reads the dated events of cases as one line per person and case: the only place where figures meet case work.

One statement pivots the events in the database; nothing is decided here, codes and days are turned into columns by
`queries.spells`. What documents and bookings tell is read by `queries.papers`. Whoever holds a nationality of the Union
or of an associated state is left out (862/2007, article 7).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent, CaseMember, CasePause, ReturnCase
from returns_app.cases.rules import EventKind
from returns_app.checks.models import RegistryCheck
from returns_app.checks.rules import CheckAnswer
from returns_app.core.countries import MEMBER_STATES
from returns_app.indicators.models import ReturnStep
from returns_app.indicators.queries.followed import REACHED, followed
from returns_app.indicators.queries.papers import (
    ASKED,
    NUMBERS,
    REPLIED,
    earlier,
    has_paper,
    journeys,
    papers,
    reply_of,
)
from returns_app.indicators.rules.counting import quarter_of
from returns_app.indicators.rules.steps import Answer, StepKind
from returns_app.indicators.rules.tables import end_of, start_of
from returns_app.people.models import Person, PersonIdentifier, PersonNationality
from returns_app.people.rules import IdentifierKind
from returns_app.travel.models import Arrival, Departure

Lines: TypeAlias = Select[*tuple[Any, ...]]
AT_ONCE = 20_000
COUNTED_EVENTS = {
    "submitted": EventKind.SUBMITTED, "approved": EventKind.APPROVED, "refused": EventKind.REFUSED,
    "withdrawn": EventKind.WITHDRAWN, "delivered": EventKind.DELIVERED,
}  # fmt: skip
STEPS = {
    "notified": StepKind.DECISION, "ident_asked": StepKind.IDENT_REQUESTED, "ident_replied": StepKind.IDENT_REPLY,
    "requested": StepKind.REQUESTED, "replied": StepKind.REPLY, "lp_proposed": StepKind.LP_PROPOSED,
    "lp_replied": StepKind.LP_REPLY, "issued": StepKind.ISSUED, "booked": StepKind.BOOKED,
    "absconded": StepKind.ABSCONDED, "granted": StepKind.STATUS_GRANTED, "transferred": StepKind.TRANSFERRED,
    "deceased": StepKind.DECEASED, "reached6": StepKind.CONTACT_6, "reached12": StepKind.CONTACT_12,
    "met_again": StepKind.MET_AGAIN,
}  # fmt: skip
ANSWERS = {"ident": StepKind.IDENT_REPLY, "reply": StepKind.REPLY, "lp": StepKind.LP_REPLY}
FROM_PAPERS = (*ASKED.values(), "issued")


def read_lines(
    session: Session, organisation_id: UUID | None, since: datetime | None, quarter: str | None = None
) -> Iterator[Sequence[Any]]:
    """Lines in blocks, of every case or of those that changed since a moment; of one quarter of opening or of all."""
    found = _lines(organisation_id, since)
    if quarter is not None:
        found = found.where(ReturnCase.opened_on.between(start_of(quarter), end_of(quarter)))
    yield from session.execute(found.execution_options(yield_per=AT_ONCE)).partitions(AT_ONCE)


def list_quarters(session: Session, organisation_id: UUID, since: datetime | None) -> list[str]:
    """The quarters in which the cases were opened that changed since a moment, in order."""
    found = select(ReturnCase.opened_on).distinct().where(_of(organisation_id))
    if since is not None:
        found = found.where(ReturnCase.id.in_(select(changed_cases(organisation_id, since).c.id)))
    return sorted({quarter_of(day) for day in session.scalars(found)})


def list_organisations(session: Session) -> list[UUID]:
    """Every organisation that has cases."""
    return sorted(session.scalars(select(ReturnCase.organisation_id).distinct()))


def list_suspensions(session: Session, organisation_id: UUID | None) -> list[tuple[str, str | None, date, date | None]]:
    """Case, person or family, and the days between which a return was suspended: by law, or its case stood still."""
    by_law = select(
        cast(ReturnStep.case_id, String), cast(ReturnStep.person_id, String), ReturnStep.happened_on, ReturnStep.ends_on
    ).where(ReturnStep.kind == StepKind.SUSPENDED)
    by_law = by_law.join(ReturnCase, ReturnCase.id == ReturnStep.case_id).where(_of(organisation_id))
    stood = select(cast(CasePause.case_id, String), null(), CasePause.since, CasePause.ended_on)
    stood = stood.join(ReturnCase, ReturnCase.id == CasePause.case_id).where(_of(organisation_id))
    return [(one[0], one[1], one[2], one[3]) for found in (by_law, stood) for one in session.execute(found)]


def changed_cases(organisation_id: UUID | None, since: datetime) -> Subquery:
    """Cases in which anything that is counted was recorded since a moment."""
    touched = select(ReturnCase.id).where(_of(organisation_id), ReturnCase.changed_at > since)
    stepped = select(ReturnStep.case_id).where(ReturnStep.recorded_at > since)
    return union(touched, stepped).subquery("changed")


def _lines(organisation_id: UUID | None, since: datetime | None) -> Lines:
    changed = None if since is None else changed_cases(organisation_id, since)
    happened, family, person = _events(changed), _steps(changed, of_person=False), _steps(changed, of_person=True)
    paper, journey, after = papers(changed), journeys(changed), followed(changed)
    steps = _step_columns(family, person, paper, journey, after)
    found: Lines = select(*_person_columns(), *_travel_columns(), *_event_columns(happened), *steps)
    found = found.select_from(ReturnCase).join(CaseMember, CaseMember.case_id == ReturnCase.id)
    found = found.join(Person, Person.id == CaseMember.person_id)
    for table in (Departure, Arrival):
        both = (table.case_id == ReturnCase.id) & (table.person_id == CaseMember.person_id)
        found = found.outerjoin(table, both)
    found = found.outerjoin(happened, happened.c.case_id == ReturnCase.id)
    found = found.outerjoin(family, family.c.case_id == ReturnCase.id)
    for theirs in (person, paper, journey, after):
        own = (theirs.c.case_id == ReturnCase.id) & (theirs.c.person_id == CaseMember.person_id)
        found = found.outerjoin(theirs, own)
    if changed is not None:
        found = found.where(ReturnCase.id.in_(select(changed.c.id)))
    return found.where(_of(organisation_id), ~_is_union_citizen())


def _of(organisation_id: UUID | None) -> ColumnElement[bool]:
    return literal(value=True) if organisation_id is None else ReturnCase.organisation_id == organisation_id


def _person_columns() -> list[Any]:
    return [
        cast(ReturnCase.id, String).label("case_id"), cast(CaseMember.person_id, String).label("person_id"),
        cast(ReturnCase.family_handle, String).label("family"), ReturnCase.member_state, ReturnCase.return_country,
        cast(ReturnCase.return_type, String).label("return_type"), ReturnCase.opened_on,
        cast(Person.sex, String).label("sex"), _citizenship().label("citizen"), _has_passport().label("has_passport"),
        _has_birth().label("has_birth"), ReturnCase.members_count, _double().label("double_at"),
    ]  # fmt: skip


def _travel_columns() -> list[Any]:
    return [Departure.departed_on, Departure.evidence_level, Departure.recorded_at, Arrival.arrived_on]


def _event_columns(happened: Subquery) -> list[Any]:
    return [happened.c[name] for name in COUNTED_EVENTS]


def _step_columns(
    family: Subquery, person: Subquery, paper: Subquery, journey: Subquery, after: Subquery
) -> list[Any]:  # fmt: skip
    """What was recorded by hand, for one before for all, with what documents, bookings and surveys tell."""
    found: dict[str, ColumnElement[Any]] = {
        name: func.coalesce(person.c[name], family.c[name]) for name in (*STEPS, *ANSWERS)
    }
    for name in FROM_PAPERS:
        found[name] = earlier(found[name], paper.c[name])
    found["booked"] = earlier(found["booked"], journey.c.booked)
    for name, day in REPLIED.items():
        found[day], found[name] = reply_of((found[day], found[name]), (paper.c[day], paper.c[name]))
    for name in REACHED:
        found[name] = earlier(found[name], after.c[name])
    found["score"] = after.c.score
    return [column.label(name) for name, column in found.items()]


def _events(changed: Subquery | None) -> Subquery:
    firsts: list[Label[Any]] = [
        func.min(case((CaseEvent.kind == kind, CaseEvent.happened_on))).label(name)
        for name, kind in COUNTED_EVENTS.items()
    ]
    found = select(CaseEvent.case_id, *firsts).where(CaseEvent.kind.in_(COUNTED_EVENTS.values()))
    if changed is not None:
        found = found.where(CaseEvent.case_id.in_(select(changed.c.id)))
    return found.group_by(CaseEvent.case_id).subquery("happened")


def _steps(changed: Subquery | None, *, of_person: bool) -> Subquery:
    days = [_first(kind).label(name) for name, kind in STEPS.items()]
    answers = [
        func.min(
            case(*(((ReturnStep.kind == kind) & (ReturnStep.answer == one), number) for one, number in NUMBERS.items()))
        ).label(name)
        for name, kind in ANSWERS.items()
    ]
    keys = (ReturnStep.case_id, ReturnStep.person_id) if of_person else (ReturnStep.case_id,)
    found = select(*keys, *days, *answers).group_by(*keys)
    found = found.where(ReturnStep.person_id.is_not(None) if of_person else ReturnStep.person_id.is_(None))
    if changed is not None:
        found = found.where(ReturnStep.case_id.in_(select(changed.c.id)))
    return found.subquery("own_steps" if of_person else "family_steps")


def _first(kind: StepKind) -> ColumnElement[Any]:
    """The first day of a step; of answers the first that said yes, where one did."""
    first = func.min(case((ReturnStep.kind == kind, ReturnStep.happened_on)))
    if kind not in ANSWERS.values():
        return first
    is_yes = (ReturnStep.kind == kind) & (ReturnStep.answer == Answer.POSITIVE)
    return func.coalesce(func.min(case((is_yes, ReturnStep.happened_on))), first)


def _citizenship() -> ColumnElement[Any]:
    first = select(PersonNationality.country).where(PersonNationality.person_id == CaseMember.person_id)
    return first.order_by(PersonNationality.position, PersonNationality.country).limit(1).scalar_subquery()


def _is_union_citizen() -> ColumnElement[bool]:
    held = select(PersonNationality.id).where(PersonNationality.person_id == CaseMember.person_id)
    return held.where(PersonNationality.country.in_(MEMBER_STATES)).exists()


def _has_passport() -> ColumnElement[bool]:
    held = select(PersonIdentifier.id).where(PersonIdentifier.person_id == CaseMember.person_id)
    return or_(held.where(PersonIdentifier.kind == IdentifierKind.PASSPORT).exists(), has_paper())


def _has_birth() -> ColumnElement[bool]:
    return Person.born_line_ct.is_not(None)


def _double() -> ColumnElement[Any]:
    same_case, same_person = RegistryCheck.case_id == ReturnCase.id, RegistryCheck.person_id == CaseMember.person_id
    found = select(func.min(RegistryCheck.answered_at)).where(same_case, same_person)
    return found.where(or_(RegistryCheck.answer == CheckAnswer.STRONG)).scalar_subquery()
