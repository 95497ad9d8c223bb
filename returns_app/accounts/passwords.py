"""Password hashing with argon2id, a bounded number at a time."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from returns_app.core.errors import Unavailable
from returns_app.core.settings import Settings
from returns_app.core.text import N_

_slots = BoundedSemaphore(2)
_PATIENCE = 10


@cache
def hasher(memory_kib: int, time_cost: int) -> PasswordHasher:
    """One hasher per setting."""
    return PasswordHasher(memory_cost=memory_kib, time_cost=time_cost, parallelism=1)


@cache
def dummy_hash(memory_kib: int, time_cost: int) -> str:
    """Verified when the account is unknown, so that the answer takes as long."""
    return hasher(memory_kib, time_cost).hash("nobody has this password")


def hash_password(settings: Settings, password: str) -> str:
    """The argon2id hash to keep."""
    with _slots:
        return hasher(settings.argon2_memory_kib, settings.argon2_time_cost).hash(password)


def is_right(settings: Settings, kept: str | None, password: str) -> bool:
    """True for the right password; takes the same time for an unknown account."""
    strength = (settings.argon2_memory_kib, settings.argon2_time_cost)
    if not _slots.acquire(timeout=_PATIENCE):
        raise Unavailable("accounts.busy", N_("Many people are signing in at once. Try again in a few seconds."))
    try:
        hasher(*strength).verify(kept or dummy_hash(*strength), password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    else:
        return kept is not None
    finally:
        _slots.release()
