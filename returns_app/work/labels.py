"""Words of notices."""

from flask_babel import lazy_gettext as _l

from returns_app.work.rules import MailMode, NoticeKind

NOTICE_NAMES = {
    NoticeKind.TASK_GIVEN: _l("A task for you"),
    NoticeKind.DUE_SOON: _l("A deadline is near"),
    NoticeKind.OVERDUE: _l("A deadline has passed"),
    NoticeKind.CASE_GIVEN: _l("A case was handed to you"),
    NoticeKind.REGISTRY_ANSWERED: _l("The registry answered"),
}
MAIL_MODES = {
    MailMode.AT_ONCE: _l("Within a few minutes"),
    MailMode.DAILY: _l("Once a day, at five in the afternoon"),
    MailMode.NEVER: _l("Never: I look in the app"),
}
