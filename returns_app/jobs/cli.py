"""The worker."""

import signal
import time
from types import FrameType

import click
from flask import Blueprint

from returns_app.audit.service import seal
from returns_app.db.session import keep_statistics
from returns_app.jobs import service

jobs_cli = Blueprint("jobs_cli", __name__, cli_group="jobs")
PAUSE = 1.0
STATISTICS_EVERY = 3600.0


class _Stop:
    """Remembers that somebody asked the worker to stop."""

    def __init__(self) -> None:
        """Listen to the usual signals."""
        self.asked = False
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


@jobs_cli.cli.command("run")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def run_jobs(*, once: bool) -> None:
    """Do jobs and seal the audit log until asked to stop."""
    stop, looked_at = _Stop(), 0.0
    while True:
        if time.monotonic() - looked_at > STATISTICS_EVERY or not looked_at:
            keep_statistics()
            service.begin_night()
            looked_at = time.monotonic()
        service.begin_rounds()
        done = service.run_due()
        seal()
        if once or stop.asked:
            click.echo(f"{done} jobs done.")
            return
        if not done:
            time.sleep(PAUSE)
