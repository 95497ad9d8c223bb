"""How it stands with a member, and what happened to a family."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import MemberStatus
from returns_app.core.actions import Action

MEMBER_STATUSES: Mapping[MemberStatus, LazyString] = {
    MemberStatus.INCLUDED: _l("Included"),
    MemberStatus.LEFT: _l("Left the case"),
    MemberStatus.WITHDRAWN: _l("Does not return any more"),
    MemberStatus.SPLIT_OFF: _l("Continues in a case of their own"),
    MemberStatus.DIED: _l("Died"),
}
FAMILY_STEPS: Mapping[str, LazyString] = {
    "born": _l("A child was born"),
    "joined": _l("Somebody joined the family"),
    **{status.value: words for status, words in MEMBER_STATUSES.items() if status is not MemberStatus.INCLUDED},
    "back": _l("Part of the return again"),
    "principal": _l("Main applicant from now on"),
    "places": _l("Places for people not known yet were added"),
    "place_removed": _l("A place was removed"),
    "relation": _l("A relation was recorded"),
    "relation_ended": _l("A relation was ended"),
}
FAMILY_ACTIONS: Mapping[str, LazyString] = {
    Action.FAMILY_READ.value: _l("Read the family"),
    Action.RELATION_RECORDED.value: _l("Recorded a relation"),
    Action.RELATION_ENDED.value: _l("Ended a relation"),
    Action.MEMBER_JOINED.value: _l("Added a member"),
    Action.MEMBER_LEFT.value: _l("Recorded that a member is no longer part of the return"),
    Action.MEMBER_BACK.value: _l("Took a member back into the return"),
    Action.FAMILY_SPLIT.value: _l("Split the family"),
    Action.PLACES_CHANGED.value: _l("Changed places for people not known yet"),
}
