"""Words of notices and of terms."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from returns_app.work.rules import MailMode, NoticeKind, Unit

NOTICE_NAMES = {
    NoticeKind.TASK_GIVEN: _l("A task for you"),
    NoticeKind.DUE_SOON: _l("A deadline is near"),
    NoticeKind.OVERDUE: _l("A deadline has passed"),
    NoticeKind.CASE_GIVEN: _l("A case was handed to you"),
    NoticeKind.PROPOSED: _l("A colleague proposed something that a second person must confirm"),
    NoticeKind.REGISTRY_ANSWERED: _l("The registry answered"),
}
MAIL_MODES = {
    MailMode.AT_ONCE: _l("Within a few minutes"),
    MailMode.DAILY: _l("Once a day, at five in the afternoon"),
    MailMode.NEVER: _l("Never: I look in the app"),
}
UNITS = {
    Unit.WORKING_DAYS: lambda number: ngettext("%(num)s working day", "%(num)s working days", number),
    Unit.DAYS: lambda number: ngettext("%(num)s day", "%(num)s days", number),
    Unit.WEEKS: lambda number: ngettext("%(num)s week", "%(num)s weeks", number),
    Unit.MONTHS: lambda number: ngettext("%(num)s month", "%(num)s months", number),
}
