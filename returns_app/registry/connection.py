"""Which registry this house talks to: the embedded one, until a remote one is configured."""

from flask import Flask, current_app

from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import settings
from returns_app.registry.rules import Registry
from returns_app.registry.service import EmbeddedRegistry, local_keys

PLACE = "returns.registry"
SWITCHED_OFF = "returns.registry_down"


def registry() -> Registry:
    """The registry of the running house; its keys are read when it is first needed."""
    house = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  (the app itself, for later)
    if PLACE not in house.extensions:
        house.extensions[PLACE] = _embedded(house)
    found: Registry = house.extensions[PLACE]
    return found


def _embedded(house: Flask) -> EmbeddedRegistry:
    may_fail = settings().registry_faults
    return EmbeddedRegistry(
        local_keys(key_store().directory), lambda: may_fail and bool(house.extensions.get(SWITCHED_OFF))
    )
