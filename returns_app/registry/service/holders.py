"""Both key holders of the embedded registry, each with shares made of its own key files."""

from dataclasses import dataclass

from returns_app.blind.holder import KeyHolder, LocalHolder
from returns_app.blind.oprf import derive_key
from returns_app.db.keys import KeyDirectory, KeyMissing

HOLDERS = ("a", "b")


@dataclass(frozen=True, slots=True)
class LocalKeys:
    """The holders in the order in which they are asked, and the newest epoch that both know."""

    holders: tuple[KeyHolder, ...]
    epoch: int

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        """The public keys of an epoch."""
        return tuple(holder.commitment(epoch) for holder in self.holders)


def local_keys(directory: KeyDirectory) -> LocalKeys:
    """The holders of the key files in a directory."""
    shares = [_shares(directory, holder) for holder in HOLDERS]
    shared = set.intersection(*map(set, shares))
    if not shared:
        raise KeyMissing("the key holders share no epoch: run 'flask keys init'.")
    return LocalKeys(tuple(map(LocalHolder, shares)), max(shared))


def _shares(directory: KeyDirectory, holder: str) -> dict[int, bytes]:
    prefix = f"holder-{holder}-"
    epochs = {int(name.removeprefix(prefix)): name for name in directory.names(prefix)}
    return {epoch: derive_key(directory.key(name), _info(holder, epoch)) for epoch, name in epochs.items()}


def _info(holder: str, epoch: int) -> bytes:
    return f"returns/holder/{holder}/{epoch}".encode()
