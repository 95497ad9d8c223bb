"""The version somebody read against the version that is stored."""

from returns_app.core.errors import Conflict
from returns_app.core.text import N_


def check_version(stored: int, sent: int | None) -> None:
    """Refuse what was written on an older version than the stored one."""
    if sent != stored:
        raise Conflict("cases.stale", N_("Somebody else changed this in the meantime. Nothing was overwritten."))
