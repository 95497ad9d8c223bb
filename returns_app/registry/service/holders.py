"""Both key holders of the embedded registry, each with shares made of its own key files."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from returns_app.blind.holder import Evaluated, KeyHolder, LocalHolder
from returns_app.blind.oprf import derive_key
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.audit_log import Event, append
from returns_app.db.encrypted import key_store
from returns_app.db.keys import KeyDirectory, KeyMissing
from returns_app.db.session import db, writing

HOLDERS = ("a", "b")
_ACTOR = system_actor("holder")


@dataclass(frozen=True, slots=True)
class LocalKeys:
    """The holders in the order in which they are asked, and the epochs that both know, the newest first."""

    holders: tuple[KeyHolder, ...]
    epochs: tuple[int, ...]

    @property
    def epoch(self) -> int:
        """The newest epoch."""
        return self.epochs[0]

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        """The public keys of an epoch."""
        return tuple(holder.commitment(epoch) for holder in self.holders)


def local_keys(directory: KeyDirectory) -> LocalKeys:
    """The holders of the key files in a directory."""
    shares = [_shares(directory, holder) for holder in HOLDERS]
    shared = set.intersection(*map(set, shares))
    if not shared:
        raise KeyMissing("the key holders share no epoch: run 'flask keys init'.")
    return LocalKeys(tuple(map(LocalHolder, shares)), tuple(sorted(shared, reverse=True)))


def watched_keys(directory: KeyDirectory) -> Callable[[], LocalKeys]:
    """The holders of the key files as they are now: read again when a share was added or destroyed."""
    known: dict[tuple[str, ...], LocalKeys] = {}

    def look() -> LocalKeys:
        names = tuple(directory.names("holder-"))
        if names not in known:
            known.clear()
            known[names] = local_keys(directory)
        return known[names]

    return look


def one_holder(directory: KeyDirectory, holder: str) -> KeyHolder:
    """The only holder of a process that is nothing else."""
    shares = _shares(directory, holder)
    if not shares:
        raise KeyMissing(f"holder {holder} has no share: run 'flask keys init'.")
    return LocalHolder(shares)


def shares_of(directory: KeyDirectory, holder: str) -> tuple[int, ...]:
    """The epochs for which a holder has a share."""
    return tuple(sorted(_shares(directory, holder)))


def evaluate_for(holder: KeyHolder, state: str, request_id: UUID, epoch: int, elements: tuple[bytes, ...]) -> Evaluated:
    """The product for another organisation; who asked, and for how many, is logged."""
    product = holder.evaluate(epoch, elements)
    told = {"request": request_id, "state": state, "elements": len(elements), "epoch": epoch}
    with writing(), db.engine.begin() as connection:
        append(connection, key_store(), _ACTOR, clock.utc_now(), [Event(Action.REGISTRY_EVALUATED, None, told)])
    return product


def _shares(directory: KeyDirectory, holder: str) -> dict[int, bytes]:
    prefix = f"holder-{holder}-"
    epochs = {int(name.removeprefix(prefix)): name for name in directory.names(prefix)}
    return {epoch: derive_key(directory.key(name), _info(holder, epoch)) for epoch, name in epochs.items()}


def _info(holder: str, epoch: int) -> bytes:
    return f"returns/holder/{holder}/{epoch}".encode()
