"""What the retention rules let go: counts and references, never names; held and asked-about cases stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import ENDED, Stage
from returns_app.privacy.models import ErasureCase
from returns_app.privacy.queries.inventory import retention
from returns_app.privacy.queries.requests import open_request_cases
from returns_app.privacy.rules import RetentionClass, RetentionRules, rules_on
from returns_app.safeguards.queries import held_cases

CLASSES = {Stage.CLOSED: "case_file", Stage.WITHDRAWN: "withdrawn", Stage.REFUSED: "withdrawn"}
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class DueClass:
    """One class of cases whose period is over."""

    kept: RetentionClass
    cases: tuple[UUID, ...]
    sample: tuple[str, ...]
    oldest: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the next run would erase, and what stays although its period is over."""

    rules: RetentionRules
    classes: tuple[DueClass, ...]
    held: int
    asked_about: int

    @property
    def cases(self) -> tuple[UUID, ...]:
        """Every case of the run."""
        return tuple(case for one in self.classes for case in one.cases)


def preview(session: Session, organisation_id: UUID, on: date) -> Preview:
    """What the rules of a day let go in one organisation."""
    rules = rules_on(retention(), on)
    found = [(code, list(_due(session, organisation_id, rules, code, on))) for code in sorted(set(CLASSES.values()))]
    ids = {row[0] for _code, rows in found for row in rows}
    held, asked = held_cases(session, ids), open_request_cases(session) & ids
    kept = [(code, [row for row in rows if row[0] not in held | asked]) for code, rows in found]
    classes = tuple(_class(rules.classes[code], rows) for code, rows in kept)
    return Preview(rules, classes, len(held), len(asked - held))


def _class(kept: RetentionClass, rows: list[tuple[UUID, str, date]]) -> DueClass:
    sample = tuple(reference for _id, reference, _on in rows[:SAMPLE])
    return DueClass(kept, tuple(row[0] for row in rows), sample, min((row[2] for row in rows), default=None))


def _due(
    session: Session, organisation_id: UUID, rules: RetentionRules, code: str, on: date
) -> Iterator[tuple[UUID, str, date]]:
    last = rules.classes[code].last_end(on)
    stages = [stage for stage in ENDED if CLASSES[stage] == code]
    if last is None:
        return
    wanted: Select[UUID, str, date] = select(ReturnCase.id, ReturnCase.reference, ReturnCase.stage_since)
    wanted = wanted.where(ReturnCase.organisation_id == organisation_id, ReturnCase.stage.in_(stages))
    wanted = wanted.where(ReturnCase.stage_since <= last, ReturnCase.id.not_in(_erased()))
    yield from session.execute(wanted.order_by(ReturnCase.stage_since))


def _erased() -> Select[UUID]:
    return select(ErasureCase.case_id).where(ErasureCase.done_at.is_not(None), ErasureCase.is_held.is_(False))
