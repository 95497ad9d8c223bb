"""The registry: in this process, or at the other end of a wire; the contract is the same."""

from returns_app.registry.service.claims import new_reference
from returns_app.registry.service.embedded import EmbeddedRegistry
from returns_app.registry.service.holders import (
    LocalKeys,
    evaluate_for,
    local_keys,
    one_holder,
    shares_of,
    watched_keys,
)
from returns_app.registry.service.post_office import EmbeddedMailbox
from returns_app.registry.service.remote import RemoteRegistry, Trusted
from returns_app.registry.service.remote_post import RemoteMailbox
from returns_app.registry.service.rotation import (
    Step,
    advance,
    advance_node,
    check_administrator,
    destroy_shares,
    finish,
    finish_node,
    new_share,
)

__all__ = [
    "EmbeddedMailbox",
    "EmbeddedRegistry",
    "LocalKeys",
    "RemoteMailbox",
    "RemoteRegistry",
    "Step",
    "Trusted",
    "advance",
    "advance_node",
    "check_administrator",
    "destroy_shares",
    "evaluate_for",
    "finish",
    "finish_node",
    "local_keys",
    "new_reference",
    "new_share",
    "one_holder",
    "shares_of",
    "watched_keys",
]
