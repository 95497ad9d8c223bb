"""Words about letters."""

from flask_babel import lazy_gettext as _l

from returns_app.letters.rules import Way

WAYS = {
    Way.IN_PERSON: _l("In person"),
    Way.POST: _l("By post"),
    Way.LAWYER: _l("Through the lawyer"),
    Way.ONLINE: _l("In the personal online account"),
}
