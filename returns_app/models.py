"""Every table of the house, imported so that the metadata is complete."""

from returns_app.accounts import models as accounts
from returns_app.audit import models as audit
from returns_app.cases import models as cases
from returns_app.checks import models as checks
from returns_app.db import audit_log, encrypted
from returns_app.decisions import models as decisions
from returns_app.jobs import models as jobs
from returns_app.people import models as people
from returns_app.programmes import models as programmes
from returns_app.registry import models as registry
from returns_app.support import models as support
from returns_app.travel import models as travel

__all__ = [
    "accounts", "audit", "audit_log", "cases", "checks", "decisions", "encrypted", "jobs", "people",
    "programmes", "registry", "support", "travel",
]  # fmt: skip
