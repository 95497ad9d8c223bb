"""Days on which a return stood still: an appeal, an illness, a case on hold. They come off the net time of a stage.

A spell keeps one number per stage. From 0 on it is the days that come off. While a stage and its suspension are both
open nobody knows yet how many those will be, but how many days had gone by before is known and stays: it is kept as
-1 - days, so that the net time stands whatever the day it is looked at.
"""

from collections.abc import Iterable

import numpy as np

from returns_app.indicators.rules.cells import Numbers
from returns_app.indicators.rules.spells import LAST_DAY, NEVER

OPEN = LAST_DAY + 1  # the end of what has not ended


def stood_still(spans: Iterable[tuple[int, int]], begun: int, done: int) -> int:
    """What a spell keeps for a stage from `begun` to `done`; days covered by several suspensions come off once."""
    if begun == NEVER:
        return 0
    end, still, reached = OPEN if done == NEVER else done, 0, begun
    for start, stop in sorted(spans):
        since, until = max(start, reached), min(stop, end)
        if until <= since:
            continue
        if until == OPEN:
            return -1 - (since - begun - still)
        still, reached = still + until - since, until
    return still


def net_days(spent: Numbers, kept: Numbers) -> Numbers:
    """Days of a stage without those on which it stood still."""
    return np.where(kept < 0, np.minimum(-1 - kept, spent), np.maximum(spent - kept, 0))
