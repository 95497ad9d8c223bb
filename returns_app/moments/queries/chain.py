"""Reading key moments: those of a case, and those that wait for somebody."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import get_case, visible_cases
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.core.settings import ROOT
from returns_app.moments.models import KeyMoment, KeyMomentStep
from returns_app.moments.queries.facts import Case
from returns_app.moments.rules import TURN, Moment, MomentForm, MomentState, Step, form_of, read_forms, roles_of

KeyMomentRow: TypeAlias = KeyMoment
MOST_LISTED = 300
ENDED = frozenset({MomentState.ACCEPTED, MomentState.WAITING})


@dataclass(frozen=True, slots=True)
class Taken:
    """A step with the name of who took it."""

    step: KeyMomentStep
    name: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key moment of a queue and the number of its case."""

    moment: KeyMoment
    reference: str
    return_country: str


@cache
def moment_table() -> dict[str, Any]:
    """The forms and words as they stand in config/key_moments.toml."""
    return tomllib.loads((ROOT / "config" / "key_moments.toml").read_text(encoding="utf-8"))


def get_form(moment: Moment, on: date) -> MomentForm:
    """The form of a moment on a day."""
    return form_of(read_forms(moment_table()), moment, on)


def list_moments(session: Session, case_id: UUID) -> list[KeyMoment]:
    """The three moments of a case in their order; none before they were begun. The caller has checked the case."""
    return list(session.scalars(select(KeyMoment).where(KeyMoment.case_id == case_id).order_by(KeyMoment.moment)))


def get_moment(session: Session, actor: Actor, key_moment_id: UUID) -> tuple[Case, KeyMoment]:
    """A key moment and its case."""
    found = session.scalars(
        select(KeyMoment).where(KeyMoment.id == key_moment_id).execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    return get_case(session, actor, found.case_id), found


def list_steps(session: Session, case_id: UUID) -> dict[UUID, list[Taken]]:
    """What was done with each moment of a case, oldest first."""
    wanted = select(KeyMomentStep, Account.name).join(Account, Account.id == KeyMomentStep.account_id)
    found: dict[UUID, list[Taken]] = {}
    for step, name in session.execute(wanted.where(KeyMomentStep.case_id == case_id).order_by(KeyMomentStep.at)):
        found.setdefault(step.key_moment_id, []).append(Taken(step, name))
    return found


def who_acted(session: Session, moment: KeyMoment) -> set[UUID]:
    """Who sent or confirmed it since it was sent."""
    wanted = select(KeyMomentStep.account_id).where(
        KeyMomentStep.key_moment_id == moment.id, KeyMomentStep.round == moment.round,
        KeyMomentStep.step.in_((Step.SEND, Step.CONFIRM)),
    )  # fmt: skip
    return set(session.scalars(wanted))


def at_turn(actor: Actor) -> Select[KeyMoment]:
    """What waits for the actor: their party's turn, and nothing they sent or confirmed themselves."""
    acted = exists().where(
        KeyMomentStep.key_moment_id == KeyMoment.id, KeyMomentStep.round == KeyMoment.round,
        KeyMomentStep.account_id == actor.account_id,
    )  # fmt: skip
    mine = [
        and_(KeyMoment.state == state, KeyMoment.moment == moment)
        for state, party in TURN.items()
        for moment in Moment
        if actor.has(*roles_of(party, moment))
    ]
    is_writing = KeyMoment.state.in_((MomentState.OPEN, MomentState.REJECTED))
    return _seen(actor).where(or_(false(), *mine), or_(is_writing, ~acted))


def retroactive(actor: Actor) -> Select[KeyMoment]:
    """Applications begun after the departure that nobody has accepted: they wait here, and no time rejects them."""
    return _seen(actor).where(
        KeyMoment.moment == Moment.APPLICATION, KeyMoment.is_retroactive, KeyMoment.state.not_in(ENDED)
    )


def list_waiting(session: Session, wanted: Select[KeyMoment]) -> list[Waiting]:
    """The rows of a queue, the longest waiting first."""
    rows = wanted.add_columns(ReturnCase.reference, ReturnCase.return_country)
    found = session.execute(rows.order_by(KeyMoment.since, KeyMoment.id).limit(MOST_LISTED))
    return [Waiting(*row) for row in found]


def count_waiting(session: Session, wanted: Select[KeyMoment]) -> int:
    """How many."""
    return session.scalar(select(func.count()).select_from(wanted.with_only_columns(KeyMoment.id).subquery())) or 0


def _seen(actor: Actor) -> Select[KeyMoment]:
    condition = visible_cases(actor).whereclause
    joined = select(KeyMoment).join(ReturnCase, ReturnCase.id == KeyMoment.case_id)
    return joined if condition is None else joined.where(condition)
