"""Taking somebody out of files that were sent in: their rows go, what stays gets a new key."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from returns_app.db.key_epochs import renew_subject_keys
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.imports.rules import ImportState
from returns_app.jobs.service import TryLater
from returns_app.privacy.queries.sent_files import imports_with, traces_of, uploads_with

if TYPE_CHECKING:
    from returns_app.privacy.queries.holdings import Scope


def clean_files(work: UnitOfWork, scope: "Scope") -> dict[str, int]:
    """How many files of each kind held rows about the scope; an import under way is waited for."""
    traces = traces_of(work.session, scope)
    uploads = uploads_with(work.session, scope, traces)
    imports = imports_with(work.session, traces)
    if any(kept.state is ImportState.RUNNING for kept, _rows in imports):
        raise TryLater
    changed: set[UUID] = {one.id for one, _rows in uploads} | {one.id for one, _rows in imports}
    if changed:
        renew_subject_keys(work, changed)
    for upload, staying in uploads:
        upload.rows = json.dumps(staying, ensure_ascii=False)
    for kept, left in imports:
        kept.content = json.dumps(left, ensure_ascii=False) if left else ""
    work.session.flush()
    return {"delivery_upload": len(uploads), "case_import": len(imports)}
