"""Every table of the house, imported so that the metadata is complete."""

from returns_app.accounts import models as accounts
from returns_app.audit import models as audit
from returns_app.auditing import models as auditing
from returns_app.burden import models as burden
from returns_app.cases import models as cases
from returns_app.checks import models as checks
from returns_app.counselling import models as counselling
from returns_app.db import audit_log, encrypted
from returns_app.decisions import models as decisions
from returns_app.exports import models as exports
from returns_app.family import models as family
from returns_app.followup import models as followup
from returns_app.imports import models as imports
from returns_app.indicators import models as indicators
from returns_app.jobs import models as jobs
from returns_app.letters import models as letters
from returns_app.moments import models as moments
from returns_app.peers import models as peers
from returns_app.people import models as people
from returns_app.privacy import models as privacy
from returns_app.programmes import models as programmes
from returns_app.recovery import models as recovery
from returns_app.registry import models as registry
from returns_app.review import models as review
from returns_app.safeguards import models as safeguards
from returns_app.support import models as support
from returns_app.travel import models as travel
from returns_app.work import models as work

__all__ = [
    "accounts",
    "audit",
    "audit_log",
    "auditing",
    "burden",
    "cases",
    "checks",
    "counselling",
    "decisions",
    "encrypted",
    "exports",
    "family",
    "followup",
    "imports",
    "indicators",
    "jobs",
    "letters",
    "moments",
    "peers",
    "people",
    "privacy",
    "programmes",
    "recovery",
    "registry",
    "review",
    "safeguards",
    "support",
    "travel",
    "work",
]  # fmt: skip
