"""Reading data protection: the inventory."""

from returns_app.privacy.queries.inventory import inventory, retention

__all__ = ["inventory", "retention"]
