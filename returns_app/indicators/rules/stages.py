"""The stages T1 to T8: who is in which, how long each was or is in it, and how it ended."""

from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import Numbers
from returns_app.indicators.rules.spells import NEVER, Reply, Spells
from returns_app.indicators.rules.suspending import net_days
from returns_app.indicators.rules.tables import Crowd

LONGEST = 1095  # three years: what takes longer is shown as not reached
STAGE_DAYS: dict[str, tuple[str, str]] = {
    "T1": ("notified", "applied"), "T2": ("applied", "first_asked"), "T3": ("asked", "answered"),
    "T4": ("answered", "issued"), "T5": ("issued", "booked"), "T6": ("booked", "departed"),
    "T7": ("notified", "departed"), "T8": ("arrived", "planned"),
}  # fmt: skip
DOCUMENT_STAGES = ("T2", "T3", "T4")


class Duration(NamedTuple):
    """Spells that entered a stage, how long each was or is in it, and whether it ended as meant (1) or otherwise (2)."""

    crowd: Crowd
    days: Numbers
    cause: Numbers


def duration_of(stage: str, spells: Spells, cut_off: int, *, net: bool = False) -> Duration:
    """The stage as it stands at the cut-off; `net` takes suspended days away.

    A passport on file skips its documents. Whoever had the end of a stage before its beginning has skipped it too: a
    journey booked before the document came took no time after it. A request that the member state took back has had no
    answer: it competes.
    """
    start, end = STAGE_DAYS[stage]
    entered = ~((spells[end] != NEVER) & (spells[end] < spells[start]))
    if stage == "T4":
        entered &= spells["answer"] == Reply.POSITIVE
    if stage in DOCUMENT_STAGES:
        entered &= spells["has_passport"] == 0
    crowd = Crowd.of(spells, np.asarray(entered), start)
    begun, done, over = (spells[name][crowd.rows] for name in (start, end, "ended"))
    is_back = (spells["answer"][crowd.rows] == Reply.WITHDRAWN_BY_MS) & (stage == "T3")
    is_done = (done != NEVER) & ~is_back
    competes = ~is_done & (((over != NEVER) & (over >= begun)) | is_back) & (stage != "T8")
    until = np.where(is_done | is_back, done, np.where(competes, over, cut_off))
    spent = np.maximum(until - begun, 0)
    if net:
        spent = net_days(spent, spells.rows["suspended"][crowd.rows, int(stage[1]) - 1].astype(np.int64))
    return Duration(crowd, spent, np.where(is_done, 1, np.where(competes, 2, 0)))
