"""The overview of a case: the next step, the registry, the money, what is open, what happened last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.labels import EVENT_NAMES, MEMBER_ROLES, PAUSE_KINDS
from returns_app.cases.page import case_page, lacking_lines, owns
from returns_app.cases.queries import get_named_case
from returns_app.cases.rules import (
    BEFORE_DEPARTURE,
    ENDED,
    WITH_SUPPORT,
    EventKind,
    Missing,
    Stage,
    missing_facts,
)
from returns_app.checks.queries import latest_checks, to_be_asked
from returns_app.closure.rules import AFTER_DEPARTURE
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor, Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.desk import queries
from returns_app.desk.labels import STEP_NAMES, STEP_PAGES, WAITING_FOR
from returns_app.desk.queries import Case, LatestEvent, TaskRow
from returns_app.desk.rules import CaseSigns, Step, next_step
from returns_app.desk.views.blueprint import pages
from returns_app.desk.views.queue_of_tasks import TASK_WORDS
from returns_app.people.display import display_name
from returns_app.support.queries import money_of
from returns_app.web.filters import money as in_words
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor
from returns_app.work.queries import list_standstills

PARTNERS_OWN = (
    EventKind.SHARED,
    EventKind.DEPARTED,
    EventKind.ARRIVED,
    EventKind.PLANNED,
    EventKind.DELIVERED,
    EventKind.CLOSED,
)
PREPARED_FOR = {Stage.INTAKE: Stage.SUBMITTED, Stage.APPROVED: Stage.DEPARTED}  # steps that have to be prepared
GRANTED = frozenset({Stage.APPROVED, Stage.CLOSED, *AFTER_DEPARTURE})
MILESTONES = frozenset(EventKind) - {EventKind.CHANGED, EventKind.CHECKED, EventKind.SHARED, EventKind.PLANNED}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    kind: str
    title: str
    at: datetime
    by: str
    text: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one primary button, or who is waited for."""

    label: str
    url: str
    waiting_for: str
    is_sent: bool = False  # true when the button itself does it, false when it opens a page


@pages.get("/cases/<uuid:case_id>", allow=Permission.CASE_READ)
def show_case(case_id: UUID) -> ResponseReturnValue:
    """Where a case stands and what comes next."""
    session, actor = db.session(), current_actor()
    case = get_named_case(session, actor, case_id)
    is_own = owns(actor, case)
    asks_registry = is_own and case.stage in BEFORE_DEPARTURE and actor.may(Permission.CHECK_READ)
    checks = latest_checks(session, case_id) if asks_registry else []
    money = money_of(session, case_id) if case.stage in GRANTED and actor.may(Permission.SUPPORT_READ) else None
    events = queries.latest_events(session, case_id, () if is_own else PARTNERS_OWN)
    partners, gaps = queries.count_partners(session, case_id), _gaps(case) if is_own else []
    lacking = lacking_lines(case, PREPARED_FOR[case.stage]) if is_own and case.stage in PREPARED_FOR else []
    tasks = _tasks(actor, case_id)
    record_read(actor, Action.CASE_READ, case_id=case_id, part="overview")
    return case_page(
        "desk/case.html", case, is_own=is_own, checks=checks, money=money, partners=partners,
        tasks=tasks, stood=list_standstills(session, [row.task.id for row in tasks]), task_words=TASK_WORDS, on=today(),
        step=_next(actor, case, is_own=is_own, first=lacking[0][1] if lacking and not gaps else "", is_complete=not gaps),
        happenings=[_happening(event) for event in events],
        names={member.person_id: display_name(member.person) for member in case.members}, roles=MEMBER_ROLES,
        points=[*lacking, *_open_points(case, gaps, len(checks) if asks_registry else None, partners)] if is_own else [],
        paused=PAUSE_KINDS.get(case.paused, ""), can_reopen=is_own and actor.may(Permission.CASE_REOPEN) and case.stage in ENDED,
        can_pause=is_own and actor.may(Permission.CASE_PAUSE) and case.stage not in ENDED,
        can_hand_over=is_own and actor.may(Permission.CASE_WRITE) and case.stage not in ENDED,
        unproven=in_words(money.delivered - money.proven) if money and money.delivered > money.proven else "",
        can_withdraw=is_own and actor.may(Permission.CASE_WITHDRAW) and case.stage in BEFORE_DEPARTURE,
        can_close=is_own and actor.may(Permission.CASE_CLOSE) and case.stage in AFTER_DEPARTURE,
    )  # fmt: skip


def _tasks(actor: Actor, case_id: UUID) -> list[TaskRow]:
    """What the actor's organisation still has to do in this case."""
    return queries.tasks_of_case(db.session(), actor, case_id) if actor.may(Permission.TASK_WRITE) else []


def _next(actor: Actor, case: Case, *, is_own: bool, is_complete: bool, first: str) -> NextStep:
    plan = queries.plan_signs(db.session(), case.id) if case.stage in WITH_SUPPORT else (False, False)
    signs = CaseSigns(is_own, *plan)
    step, waiting = next_step(case.stage, actor, signs), str(WAITING_FOR[case.stage])
    if step is None:
        return NextStep("", "", waiting)
    if step is Step.SUBMIT and not is_complete:
        return NextStep(_("Complete the facts"), url_for("cases.show_people", case_id=case.id), waiting)
    if step is Step.SUBMIT and first:
        return NextStep(_("Go on with counselling"), first, waiting)
    if step is Step.DEPART and first:
        return NextStep(_("Prepare the departure"), first, waiting)
    return NextStep(str(STEP_NAMES[step]), url_for(STEP_PAGES[step], case_id=case.id), waiting, step is Step.SUBMIT)


def _gaps(case: Case) -> list[Missing]:
    """What is missing before the application can be submitted; nobody asks afterwards."""
    if case.stage is not Stage.INTAKE:
        return []
    return list(missing_facts([member.person for member in case.present]))


def _open_points(case: Case, gaps: list[Missing], checked: int | None, partners: int) -> Iterator[tuple[str, str]]:
    """Sentences about what is missing, each with the page that mends it."""
    for gap in gaps:
        person_id = case.present[gap.member].person_id
        yield say(gap.sentence), url_for("cases.correct_member", case_id=case.id, person_id=person_id)
    if case.stage in {Stage.INTAKE, Stage.SUBMITTED} and checked is not None and checked < len(to_be_asked(case)):
        yield _("The registry has not been asked about everybody yet."), url_for("checks.show_checks", case_id=case.id)
    if case.stage in {Stage.APPROVED, *AFTER_DEPARTURE} and not partners:
        sentence = _("No partner sees this case yet. Share it before the family arrives.")
        yield sentence, url_for("cases.show_partners", case_id=case.id)


def _happening(event: LatestEvent) -> Happening:
    kind = "milestone" if event.kind in MILESTONES else "system" if event.by is None else "entry"
    amount = in_words(Decimal(event.amount_eur)) if event.amount_eur else ""
    return Happening(kind, str(EVENT_NAMES[event.kind]), event.at, event.by or _("The house"), amount)
