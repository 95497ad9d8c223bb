"""A worker process for the kill tests: one effect per job, in the job's own transaction."""

import sys
import time
from typing import Any
from uuid import uuid4

from returns_app import create_app
from returns_app.accounts.rules import OrganisationKind
from returns_app.accounts.service import OrganisationEntry, add_organisation
from returns_app.core.settings import load_settings
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs import service


@service.handles("test.count")
def count(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Leave one countable trace; slow enough to be killed in the middle."""
    code = f"job-{payload['number']}-{uuid4().hex[:6]}"
    add_organisation(work, OrganisationEntry(code, code, OrganisationKind.NGO, "NG", None))
    work.session.flush()
    time.sleep(0.01)


if __name__ == "__main__":
    with create_app(load_settings("testing")).app_context():
        print("ready", flush=True)
        while True:
            if not service.run_due(5):
                time.sleep(0.05)
            sys.stdout.flush()
