"""What a stage asks of whom: opened when a case comes to it, closed when it goes on."""

from returns_app.cases.rules.stages import ENDED, Stage
from returns_app.core.permissions import Role
from returns_app.work.rules import TaskEnd, TaskKind

# Stage -> what to do and whose work it is. A counsellor's task is the case's own counsellor's; a partner's falls to the
# counsellor while no partner sees the case. A new stage adds its line here, and its term to config/deadlines.toml.
STAGE_DUTIES: dict[Stage, tuple[tuple[TaskKind, Role], ...]] = {
    Stage.INTAKE: ((TaskKind.SUBMIT, Role.COUNSELLOR),),
    Stage.SUBMITTED: ((TaskKind.DECIDE, Role.APPROVER),),
    Stage.APPROVED: ((TaskKind.SERVE_LETTER, Role.COUNSELLOR), (TaskKind.RECORD_DEPARTURE, Role.COUNSELLOR)),
    Stage.REFUSED: ((TaskKind.SERVE_LETTER, Role.COUNSELLOR),),
    Stage.DEPARTED: ((TaskKind.CONFIRM_ARRIVAL, Role.PARTNER),),
    Stage.ARRIVED: ((TaskKind.PLAN_SUPPORT, Role.PARTNER), (TaskKind.CLOSE_CASE, Role.COUNSELLOR)),
    Stage.SUPPORTING: ((TaskKind.CLOSE_CASE, Role.COUNSELLOR),),
}
STAYING = frozenset({TaskKind.SERVE_LETTER})  # still to be done when the case has gone on
OUTLIVING = frozenset(
    {
        TaskKind.PASS_MOMENT,
        TaskKind.SURVEY_1,
        TaskKind.SURVEY_6,
        TaskKind.SURVEY_12,
        TaskKind.VISIT,
        TaskKind.HELP_NEEDED,
    }
)  # goes on when the case is closed
BY_STAGE = frozenset(kind for duties in STAGE_DUTIES.values() for kind, _role in duties) - STAYING


def duties_of(stage: Stage) -> tuple[tuple[TaskKind, Role], ...]:
    """What a stage asks for."""
    return STAGE_DUTIES.get(stage, ())


def ends_with(stage: Stage) -> frozenset[TaskKind]:
    """The kinds of task that a case leaves behind when it comes to this stage; at its end all but those it asks for."""
    asked = {kind for kind, _role in duties_of(stage)}
    if stage is Stage.CLOSED:
        asked |= OUTLIVING
    return (frozenset(TaskKind) if stage in ENDED else BY_STAGE) - asked


def how_ended(kind: TaskKind, before: Stage, after: Stage) -> TaskEnd:
    """Done when the case went on by it; not needed when the case ended another way."""
    was_asked = kind in {asked for asked, _role in duties_of(before)}
    return TaskEnd.DONE if was_asked and after is not Stage.WITHDRAWN else TaskEnd.NOT_NEEDED
