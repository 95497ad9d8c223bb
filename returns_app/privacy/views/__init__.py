"""Pages of data protection."""

from returns_app.privacy.views import breaches, case, erasures, inventory, marks, oversight, requests, retention
from returns_app.privacy.views.blueprint import pages

__all__ = ["breaches", "case", "erasures", "inventory", "marks", "oversight", "pages", "requests", "retention"]
