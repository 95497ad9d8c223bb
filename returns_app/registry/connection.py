"""Which registry this house talks to: the embedded one, or the services that a federation file names."""

from collections.abc import Callable

from flask import Flask, current_app

from returns_app.core.settings import ROOT, Settings, SettingsError
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings
from returns_app.peers.rules.federation import Federation
from returns_app.peers.service import Caller, HttpTransport, Transport, load_federation, own_identity
from returns_app.registry.mailbox import Mailbox
from returns_app.registry.rules import Registry
from returns_app.registry.service import EmbeddedRegistry, LocalKeys, RemoteRegistry, Trusted, watched_keys
from returns_app.registry.service.post_office import EmbeddedMailbox
from returns_app.registry.shelves import Shelves, read_shelves, use_shelves

PLACE = "returns.registry"
POST_PLACE = "returns.mailbox"
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
    """The carrier of sealed letters between states: the embedded one, until a remote one is configured."""
    house = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (the app itself, for later)
    found: Mailbox = house.extensions.setdefault(POST_PLACE, EmbeddedMailbox())
    return found


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


def _connect(house: Flask) -> Registry:
    may_fail = settings().registry_faults

    def is_down() -> bool:
        return may_fail and bool(house.extensions.get(SWITCHED_OFF))

    if settings().registry_shards:
        use_shelves(db.engine, load_shelves(settings()))
    if settings().serves == STORE:
        return EmbeddedRegistry(lambda: LocalKeys((), ()), is_down)
    if settings().is_federated:
        return remote(load_federation(settings()), is_down)
    return EmbeddedRegistry(watched_keys(key_store().directory), is_down)
