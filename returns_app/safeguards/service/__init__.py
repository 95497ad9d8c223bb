"""Writing safeguards: marks and the register of recipients."""

from returns_app.safeguards.service.marks import despite_restriction, lift_mark, set_mark
from returns_app.safeguards.service.recipients import record_recipient

__all__ = ["despite_restriction", "lift_mark", "record_recipient", "set_mark"]
