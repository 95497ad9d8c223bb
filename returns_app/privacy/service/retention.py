"""A retention run: asked from a preview, confirmed by a second person, done by the same engine as every erasure."""

from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.privacy.models import Erasure
from returns_app.privacy.queries.retention import preview
from returns_app.privacy.rules.erasing import ErasureReason
from returns_app.privacy.service.erasing import begin_erasure


def ask_retention_run(work: UnitOfWork, organisation_id: UUID) -> Erasure:
    """Take what is due today into one run."""
    due = preview(work.session, organisation_id, work.today)
    if not due.cases:
        raise RuleBroken("privacy.nothing_due", N_("Nothing is due today."))
    run = begin_erasure(work, organisation_id, ErasureReason.RETENTION, [(case_id, []) for case_id in due.cases])
    run.rules_code = due.rules.code
    return run
