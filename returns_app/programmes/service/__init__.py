"""Writing programmes: loaded from files, drafted and published by two people, rolled back in one step."""

from returns_app.programmes.service.drafting import drop_draft, keep_trial, publish_draft, roll_back, save_draft
from returns_app.programmes.service.loading import load_programmes

__all__ = ["drop_draft", "keep_trial", "load_programmes", "publish_draft", "roll_back", "save_draft"]
