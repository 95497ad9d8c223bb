"""docs/access.md: which role may do what, from the one table that grants it."""

from returns_app.core.permissions import GRANTS, Permission, Role
from tools.tables import MADE, table

INTRODUCTION = """# Who may do what

A permission opens an action; which records the action reaches is narrowed in the queries by organisation,
member state and case. A record out of reach answers like one that does not exist. Rules of two pairs of eyes
come on top and no permission lifts them.

"""


def access_page() -> str:
    """Role by role in words, then the whole table."""
    return MADE + INTRODUCTION + _by_role() + "\n" + _matrix()


def _by_role() -> str:
    rows = ((role.value, ", ".join(f"`{p}`" for p in Permission if p in GRANTS[role])) for role in Role)
    return table(("Role", "May"), rows)


def _matrix() -> str:
    rows = ((f"`{p}`", *("yes" if p in GRANTS[role] else "" for role in Role)) for p in Permission)
    return table(("Permission", *(role.value.replace("_", " ") for role in Role)), rows)
