"""Words of the access log about follow-up after the return."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.core.actions import Action

FOLLOW_UP_ACTIONS: Mapping[str, LazyString] = {
    Action.SURVEY_EXPECTED.value: _l("Planned the surveys"),
    Action.SURVEY_RECORDED.value: _l("Recorded a survey"),
    Action.SURVEY_MISSED.value: _l("Recorded that nobody answered"),
    Action.SURVEY_READ.value: _l("Read the follow-up"),
    Action.VISIT_SAVED.value: _l("Saved a monitoring visit"),
    Action.HELP_NOTED.value: _l("Noted that help is needed"),
    Action.HELP_ENDED.value: _l("Recorded what became of a need"),
}
