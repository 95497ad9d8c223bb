"""Where a file with cases stands."""

from enum import StrEnum

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_


class ImportState(StrEnum):
    """Looked at, under way, ended."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


def check_start(state: ImportState, ready: int) -> None:
    """A file is opened once, and only when it has something in it."""
    if state is not ImportState.READY:
        raise RuleBroken(
            "imports.state", N_("This file was already started or cancelled. Upload it again if you need to.")
        )
    if not ready:
        raise RuleBroken(
            "imports.nothing", N_("No row of this file can be opened. Correct the rows and upload it again.")
        )
