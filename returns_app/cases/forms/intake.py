"""The intake: the main applicant, the family, return and programme, the notice that was given."""

from uuid import UUID

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import FormField

from returns_app.cases.forms.offered import OfferedField
from returns_app.cases.labels import MEMBER_ROLES, RETURN_TYPES
from returns_app.cases.rules import (
    NOTICE_LANGUAGES,
    NOTICE_VERSIONS,
    CaseOpening,
    MemberEntry,
    MemberRole,
    NoticeEntry,
    ReturnType,
)
from returns_app.core.countries import third_countries
from returns_app.people.forms import PersonQuestions
from returns_app.web.fields import ChoiceField, CountryField, DayField, RadioField, RowsField, latest_today
from returns_app.web.forms import Form


def languages() -> list[tuple[str, str]]:
    """Languages in which the notice exists or is read out, by name."""
    names = (get_locale() or Locale("en")).languages
    return sorted(((code, names.get(code, code)) for code in NOTICE_LANGUAGES), key=lambda pair: pair[1].casefold())


class MemberQuestions(PersonQuestions):
    """A member of the family; a row in which nothing was answered is no member."""

    role = ChoiceField(
        _l("Role in the family"),
        choices=[(role.value, name) for role, name in MEMBER_ROLES.items() if role is not MemberRole.PRINCIPAL],
        coerce=MemberRole,
        required=_l("Choose what this person is in the family."),
    )

    @property
    def is_blank(self) -> bool:
        """True when neither a name nor a date nor a role was given."""
        named = any(not row.form.is_blank for row in self.names.entries)
        return not (named or self.role.data or self.sex.data or any(self.born.typed.values()))

    def validate(self, extra_validators: object = None) -> bool:
        """A blank row has nothing wrong with it."""
        return self.is_blank or bool(super().validate(extra_validators))  # type: ignore[arg-type]

    def member(self) -> MemberEntry:
        """The member."""
        return MemberEntry(self.entry(), self.role.data)


class IntakeForm(Form):
    """Everything that is asked before the registry is."""

    principal = FormField(PersonQuestions)
    members = RowsField(MemberQuestions, _l("Family members"), least=0, most=20)
    return_country = CountryField(
        _l("Country of return"), only=third_countries, required=_l("Choose the country of return.")
    )
    return_type = RadioField(
        _l("Kind of return"),
        choices=[(kind.value, name) for kind, name in RETURN_TYPES.items()],
        coerce=ReturnType,
        required=_l("Choose the kind of return."),
    )
    programme_code = OfferedField(_l("Programme"), required=_l("Choose the programme."))
    notice_version = ChoiceField(
        _l("Version of the information notice"),
        choices=[(version, version) for version in NOTICE_VERSIONS],
        required=_l("Choose which version of the notice was given."),
    )
    notice_language = ChoiceField(
        _l("Language in which it was given"),
        choices=languages,
        required=_l("Choose the language in which the notice was given."),
    )
    notice_given_on = DayField(
        _l("Given on"), latest=latest_today, required=_l("Enter the day on which the notice was given.")
    )

    def opening(self, search_skipped: str) -> CaseOpening:
        """What the counsellor says."""
        principal = MemberEntry(self.principal.form.entry(), MemberRole.PRINCIPAL)
        assert self.notice_given_on.data is not None  # noqa: S101  (required, so the form did not pass without)
        family = [row.form.member() for row in self.members.entries if not row.form.is_blank]
        return CaseOpening(
            members=(principal, *family),
            return_country=self.return_country.data,
            programme_code=self.programme_code.data,
            notice=NoticeEntry(self.notice_version.data, self.notice_language.data, self.notice_given_on.data),
            return_type=self.return_type.data,
            request_key=UUID(self.request_key.data),
            search_skipped=search_skipped,
        )
