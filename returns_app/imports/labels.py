"""Words about files with cases."""

from flask_babel import lazy_gettext as _l

from returns_app.imports.rules import ImportState

STATES = {
    ImportState.READY: _l("Looked at, not opened"),
    ImportState.RUNNING: _l("Under way"),
    ImportState.DONE: _l("Done"),
    ImportState.CANCELLED: _l("Cancelled"),
}
TONES = {
    ImportState.READY: "warn", ImportState.RUNNING: "info", ImportState.DONE: "good", ImportState.CANCELLED: "neutral",
}  # fmt: skip
