"""My work: what waits for the actor, queue by queue."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from returns_app.cases.labels import STAGE_NAMES, STAGE_TONES
from returns_app.cases.page import shown_name
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.desk import labels, queries
from returns_app.desk.queries import QueuePage
from returns_app.desk.rules import TASK_QUEUES, QueueCode, queues_of
from returns_app.desk.views.blueprint import pages
from returns_app.desk.views.parts import QueueTab, pager_of
from returns_app.desk.views.queue_of_tasks import task_queue
from returns_app.desk.views.tiles import primary_action, tiles_for
from returns_app.web.routing import Access, current_actor


@pages.get("/", allow=Access.SIGNED_IN)
def my_work() -> ResponseReturnValue:
    """What waits for the actor, queue by queue."""
    session, actor = db.session(), current_actor()
    counts = queries.count_waiting(session, actor, queues_of(actor))
    code = _chosen(list(counts), counts)
    if code in TASK_QUEUES:
        return task_queue(actor, code, counts[code], _tabs(counts, code))
    found = _rows(actor, code, counts) if code else None
    return render_template(
        "desk/my_work.html", code=code, found=found, tabs=_tabs(counts, code), tiles=tiles_for(actor),
        primary=primary_action(actor, code, found), names=_names(actor, found), pager=pager_of(found), labels=labels,
        since=labels.since_words, day=today(), stage_names=STAGE_NAMES, stage_tones=STAGE_TONES,
    )  # fmt: skip


def _chosen(codes: list[QueueCode], counts: dict[QueueCode, int]) -> QueueCode | None:
    asked = request.args.get("queue", "")
    if asked in codes:
        return QueueCode(asked)
    return next((code for code in codes if counts[code]), codes[0] if codes else None)


def _rows(actor: Actor, code: QueueCode, counts: dict[QueueCode, int]) -> QueuePage:
    number = request.args.get("page", 1, type=int)
    found = queries.list_waiting(db.session(), actor, code, page=number, total=counts[code])
    if found.cases:
        record_read(actor, Action.CASES_LISTED, queue=code.value, shown=len(found.cases))
    return found


def _names(actor: Actor, found: QueuePage | None) -> dict[UUID, str]:
    return {case.id: shown_name(case, actor) for case in found.cases} if found else {}


def _tabs(counts: dict[QueueCode, int], chosen: QueueCode | None) -> list[QueueTab]:
    return [
        QueueTab(
            str(labels.QUEUE_NAMES[code]), url_for("desk.my_work", queue=code.value), code is chosen, _shown(count)
        )
        for code, count in counts.items()
    ]


def _shown(count: int) -> str:
    return f"{queries.MOST_COUNTED}+" if count > queries.MOST_COUNTED else str(count)
