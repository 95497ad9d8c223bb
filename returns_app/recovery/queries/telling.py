"""What came back of support, as the room of support tells finance and funders: below zero, per fund and day."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import visible_cases
from returns_app.core.permissions import Actor
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.recovery.models import RecoveryEntry, RecoveryLine, RecoveryShare
from returns_app.recovery.rules import EntryKind
from returns_app.support.models import PlanLine
from returns_app.support.queries import CameBack, Recovered


class MoneyBack:
    """Answers the two questions that the room of support asks."""

    def per_fund(self, session: Session, actor: Actor, first: date, last: date) -> list[Recovered]:
        """What was paid back in a period, by fund and programme; a payment that bounced is taken off on its day."""
        mine = visible_cases(actor).with_only_columns(ReturnCase.id)
        wanted = (
            select(
                RecoveryLine.funding_source, Programme.code, func.count(RecoveryEntry.case_id.distinct()),
                func.count(RecoveryEntry.id.distinct()), func.sum(RecoveryShare.amount),
            )
            .join(RecoveryEntry, RecoveryEntry.id == RecoveryShare.entry_id)
            .join(RecoveryLine, RecoveryLine.id == RecoveryShare.recovery_line_id)
            .join(ReturnCase, ReturnCase.id == RecoveryEntry.case_id)
            .join(ProgrammeVersion, ProgrammeVersion.id == ReturnCase.programme_version_id)
            .join(Programme, Programme.id == ProgrammeVersion.programme_id)
            .where(RecoveryEntry.kind == EntryKind.PAYMENT, RecoveryEntry.on.between(first, last))
            .where(RecoveryEntry.case_id.in_(mine))
            .group_by(RecoveryLine.funding_source, Programme.code)
        )  # fmt: skip
        return [Recovered(*row) for row in session.execute(wanted)]

    def of_case(self, session: Session, case_id: UUID) -> list[CameBack]:
        """Every share of every entry of a case, in the order of their days."""
        wanted = (
            select(RecoveryEntry, RecoveryLine.funding_source, PlanLine, RecoveryShare.amount)
            .join(RecoveryShare, RecoveryShare.entry_id == RecoveryEntry.id)
            .join(RecoveryLine, RecoveryLine.id == RecoveryShare.recovery_line_id)
            .join(PlanLine, PlanLine.id == RecoveryLine.line_id)
            .where(RecoveryEntry.case_id == case_id)
            .order_by(RecoveryEntry.on, RecoveryEntry.booked_at, RecoveryLine.position)
        )
        return [
            CameBack(entry.on, line.position, line.item, fund, entry.kind.value, -amount, entry.reference)
            for entry, fund, line, amount in session.execute(wanted)
        ]
