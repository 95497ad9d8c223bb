"""Which registry this house talks to: the embedded one, or the services that a federation file names."""

from collections.abc import Callable

from flask import Flask, current_app

from returns_app.core.settings import ROOT, Settings, SettingsError
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings
from returns_app.peers.rules.federation import Federation, Member
from returns_app.peers.service import Caller, HttpTransport, Identity, Transport, load_federation, own_identity
from returns_app.registry.mailbox import Mailbox
from returns_app.registry.rules import Registry
from returns_app.registry.service import (
    EmbeddedMailbox,
    EmbeddedRegistry,
    LocalKeys,
    RemoteMailbox,
    RemoteRegistry,
    Trusted,
    watched_keys,
)
from returns_app.registry.shelves import Shelves, read_shelves, use_shelves

PLACE = "returns.registry"
POST_PLACE = "returns.mailbox"
NODE_PLACE = "returns.node"
SWITCHED_OFF = "returns.registry_down"
NODE, STORE = "node", "store"
Opening = Callable[[str], Transport]


def registry() -> Registry:
    """The registry of the running house; its keys are read when it is first needed."""
    house = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (the app itself, for later)
    if PLACE not in house.extensions:
        house.extensions[PLACE] = _connect(house)
    found: Registry = house.extensions[PLACE]
    return found


def mailbox() -> Mailbox:
    """The carrier of sealed letters between states: in the registry of this process, or at the store."""
    house = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (the app itself, for later)
    if POST_PLACE not in house.extensions:
        node = known_node()
        is_down = _switch(house)
        house.extensions[POST_PLACE] = remote_mailbox(node, is_down) if node else EmbeddedMailbox(is_down)
    found: Mailbox = house.extensions[POST_PLACE]
    return found


def known_node() -> Federation | None:
    """The federation as this node knows it; None where the registry is in this process."""
    house = current_app.extensions
    if NODE_PLACE not in house:
        is_node = settings().is_federated and settings().serves == NODE
        house[NODE_PLACE] = load_federation(settings()) if is_node else None
    found: Federation | None = house[NODE_PLACE]
    return found


def spoken_for(states: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the states for which this house may speak: its own one in a federation, else every one it serves."""
    node = known_node()
    return states if node is None else tuple(one for one in states if one == node.members[node.name].state)


def signatory(state: str) -> Identity:
    """Who signs letters of a state: this node, or in a house without others the state itself."""
    node = known_node()
    return own_identity(key_store().directory, node.name if node else state)


def find_member(name: str) -> Member | None:
    """A node of the federation by name; in a house without others every state is one, and signs with the house's key."""
    node = known_node()
    if node is None:
        return Member(name, name, signatory(name).public_bytes)
    return node.members.get(name)


def remote_mailbox(
    federation: Federation, is_down: Callable[[], bool], open_to: Opening | None = None
) -> RemoteMailbox:
    """The mailbox of the store that a federation file names."""
    way = open_to or (lambda url: HttpTransport(url, federation.tls))
    identity = own_identity(key_store().directory, federation.name)
    return RemoteMailbox(Caller(federation.store_url, identity, way(federation.store_url)), is_down)


def remote(federation: Federation, is_down: Callable[[], bool], open_to: Opening | None = None) -> RemoteRegistry:
    """The registry that a federation file names; `open_to` is another way to reach its services, for tests."""
    way = open_to or (lambda url: HttpTransport(url, federation.tls))
    identity = own_identity(key_store().directory, federation.name)
    store, *holders = (
        Caller(url, identity, way(url)) for url in (federation.store_url, *(one.url for one in federation.holders))
    )
    commitments = tuple(holder.commitments for holder in federation.holders)
    storing = federation.storing_epoch or federation.epochs[0]
    return RemoteRegistry(store, tuple(holders), Trusted(commitments, federation.epochs, storing), is_down)


def load_shelves(of: Settings) -> Shelves:
    """The servers over which the addresses are spread; a file that can't be used stops the start."""
    try:
        return read_shelves((ROOT / of.registry_shards).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as fault:
        raise SettingsError(f"registry_shards = {of.registry_shards}: {fault}") from fault


def _switch(house: Flask) -> Callable[[], bool]:
    may_fail = settings().registry_faults
    return lambda: may_fail and bool(house.extensions.get(SWITCHED_OFF))


def _connect(house: Flask) -> Registry:
    is_down = _switch(house)
    if settings().registry_shards:
        use_shelves(db.engine, load_shelves(settings()))
    if settings().serves == STORE:
        return EmbeddedRegistry(lambda: LocalKeys((), ()), is_down)
    if settings().is_federated:
        return remote(load_federation(settings()), is_down)
    return EmbeddedRegistry(watched_keys(key_store().directory), is_down)
