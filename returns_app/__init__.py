"""Returns: assisted voluntary return and reintegration, with a blind registry between member states."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from returns_app.core.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The application for one set of settings."""
    # Imported here so that the pure rooms (linkage, blind, core) can be used without loading the web.
    from returns_app.assembly import build  # noqa: PLC0415

    return build(settings)
