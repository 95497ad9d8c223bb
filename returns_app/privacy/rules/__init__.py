"""Rules of data protection."""

from returns_app.privacy.rules.inventory import Entry, Inventory, Purpose, Told, by_table, take_inventory
from returns_app.privacy.rules.retention import RetentionClass, RetentionRules, read_retention, rules_on

__all__ = [
    "Entry",
    "Inventory",
    "Purpose",
    "RetentionClass",
    "RetentionRules",
    "Told",
    "by_table",
    "read_retention",
    "rules_on",
    "take_inventory",
]
