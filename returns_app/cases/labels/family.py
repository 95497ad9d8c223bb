"""How it stands with a member, and what happened to a family."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import MemberStatus

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
