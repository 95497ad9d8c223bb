"""The words of hand-overs to partners."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.cases.rules import PartnerReason

PARTNER_REASONS: Mapping[PartnerReason, LazyString] = {
    PartnerReason.CAPACITY: _l("No capacity now"),
    PartnerReason.AREA: _l("Does not work in that area"),
    PartnerReason.SERVICE: _l("Does not give this kind of help"),
    PartnerReason.SECURITY: _l("Not safe there now"),
    PartnerReason.CONFLICT: _l("Knows the family"),
    PartnerReason.OTHER: _l("Another reason"),
}
