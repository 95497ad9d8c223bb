"""Who we are to others: a key file, and the federation file that says who they are."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from returns_app.core.settings import ROOT, Settings, SettingsError
from returns_app.db.keys import KeyDirectory
from returns_app.peers.rules.federation import BadFederation, Federation, read_federation

PEER_KEY = "peer"


@dataclass(frozen=True, slots=True)
class Identity:
    """Our name, and the key that signs what we say."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public_bytes(self) -> bytes:
        """What others need to verify our signatures."""
        return self.key.public_key().public_bytes_raw()


def own_identity(directory: KeyDirectory, name: str) -> Identity:
    """The identity whose seed is the key file `peer.key`."""
    return Identity(name, Ed25519PrivateKey.from_private_bytes(directory.key(PEER_KEY)))


def load_federation(settings: Settings) -> Federation:
    """The federation of the settings; a file that can't be used stops the start."""
    path = ROOT / settings.federation
    try:
        return read_federation(Path(path).read_text(encoding="utf-8"))
    except (OSError, BadFederation) as fault:
        raise SettingsError(f"federation = {settings.federation}: {fault}") from fault
