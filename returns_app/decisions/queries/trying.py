"""A dry run: the rules of a draft against cases that were decided under other rules. Counts come out, nobody's name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.queries import circumstances_of
from returns_app.checks.queries import latest_checks
from returns_app.core.permissions import Actor
from returns_app.decisions.queries.weighing import facts_of, total_of
from returns_app.people.models import Person
from returns_app.programmes.models import ProgrammeVersion
from returns_app.programmes.rules import CaseFacts, evaluate, tariff

MOST_TRIED = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case under the old rules and the new."""

    changed: tuple[str, ...]
    before: Decimal
    after: Decimal


def try_rules(session: Session, actor: Actor, programme_id: UUID, rules: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What the newest cases of the actor's organisation would have come to; at most `MOST_TRIED` of them."""
    outcomes = [
        _compare(case.programme_version.rules, rules, facts_of(case, latest_checks(session, case.id), said, on))
        for case in _historic(session, actor, programme_id)
        for said in (circumstances_of(session, case.id),)
    ]
    by_criterion = Counter(code for outcome in outcomes for code in outcome.changed)
    return {
        "cases": len(outcomes),
        "verdicts": sum(bool(outcome.changed) for outcome in outcomes),
        "amounts": sum(outcome.before != outcome.after for outcome in outcomes),
        "before": str(sum((outcome.before for outcome in outcomes), Decimal("0.00"))),
        "after": str(sum((outcome.after for outcome in outcomes), Decimal("0.00"))),
        "by_criterion": dict(sorted(by_criterion.items())),
    }


def _compare(old: Mapping[str, Any], new: Mapping[str, Any], facts: CaseFacts) -> Outcome:
    before, after = ({one.code: one.verdict for one in evaluate(rules, facts)} for rules in (old, new))
    changed = tuple(sorted(code for code in {*before, *after} if before.get(code) != after.get(code)))
    return Outcome(changed, total_of(tariff(old, facts)), total_of(tariff(new, facts)))


def _historic(session: Session, actor: Actor, programme_id: UUID) -> list[ReturnCase]:
    people = selectinload(ReturnCase.members).joinedload(CaseMember.person)
    wanted = (
        select(ReturnCase)
        .join(ReturnCase.programme_version)
        .where(ProgrammeVersion.programme_id == programme_id, ReturnCase.organisation_id == actor.organisation_id)
        .options(
            joinedload(ReturnCase.programme_version),
            people.options(selectinload(Person.names), selectinload(Person.nationalities)),
        )
        .order_by(ReturnCase.opened_on.desc(), ReturnCase.reference.desc())
        .limit(MOST_TRIED)
    )
    return list(session.scalars(wanted))
