"""Who may not write in a case now: its former counsellor, and nobody plans or delivers while it is suspended."""

from sqlalchemy import exists, select

from returns_app.cases.models import CaseHandover, ReturnCase
from returns_app.cases.rules import EventKind, HandoverState, PauseKind
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork


def refuse_former(work: UnitOfWork, case: ReturnCase) -> None:
    """A former counsellor who handed the case over does not write in it, unless it came back."""
    me = work.actor.account_id
    if me is None or case.counsellor_id == me or case.organisation_id != work.actor.organisation_id:
        return  # partners never had the case
    handed = exists().where(
        CaseHandover.case_id == case.id, CaseHandover.from_id == me, CaseHandover.state == HandoverState.ACCEPTED
    )
    if work.session.scalar(select(handed)):
        raise RuleBroken(
            "cases.handed_over",
            N_("You handed this case over. You can read it, but no longer write in it. Ask the counsellor who has it."),
        )


def refuse_suspended(case: ReturnCase, kind: EventKind) -> None:
    """Payments are blocked while a case is suspended."""
    if case.paused is PauseKind.SUSPENSION and kind in {EventKind.PLANNED, EventKind.DELIVERED}:
        raise RuleBroken(
            "cases.suspended",
            N_("This case is suspended: nothing is planned or delivered until the suspension is lifted."),
        )
