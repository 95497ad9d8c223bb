"""Words for the parts of the work."""

from flask_babel import lazy_gettext as _l

from returns_app.burden.rules import Part

PART = {
    Part.INTAKE: _l("Intake"),
    Part.CASE_FILE: _l("Case file"),
    Part.COUNSELLING: _l("Counselling"),
    Part.DECISION: _l("Decision"),
    Part.TRAVEL: _l("Travel"),
    Part.SUPPORT: _l("Support"),
    Part.CLOSURE: _l("Closure"),
    Part.OTHER: _l("Other"),
}
