"""The registry in this process: the same contract as a remote one, in short transactions of its own."""

from returns_app.registry.service.claims import new_reference
from returns_app.registry.service.embedded import EmbeddedRegistry
from returns_app.registry.service.holders import LocalKeys, local_keys

__all__ = ["EmbeddedRegistry", "LocalKeys", "local_keys", "new_reference"]
