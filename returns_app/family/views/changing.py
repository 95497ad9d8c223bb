"""What changes a family: a relation, a birth, a new member, a death, leaving, coming back, a split."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import member_of
from returns_app.core.permissions import Permission
from returns_app.db.unit_of_work import unit_of_work
from returns_app.family import service
from returns_app.family.forms import BackForm, BirthForm, DeathForm, JoinForm, LeavingForm, RelationForm, SplitForm
from returns_app.family.views.blueprint import Names, done, family_form, names_of, own_case, pages
from returns_app.people.display import display_name
from returns_app.web.routing import current_actor

FAMILY = "/cases/<uuid:case_id>/family"
MEMBER = f"{FAMILY}/members/<uuid:person_id>"


@pages.form(f"{FAMILY}/relations/new", allow=Permission.FAMILY_WRITE)
def record_relation(case_id: UUID) -> ResponseReturnValue:
    """What two people are to each other."""
    form = RelationForm(names_of(own_case(case_id)))
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.record_relation(work, case_id, form.entry())
            return done(case_id, _("The relation is saved."))
    return family_form(form, "relation", case_id)


@pages.post(f"{FAMILY}/relations/<uuid:relation_id>/end", allow=Permission.FAMILY_WRITE)
def end_relation(case_id: UUID, relation_id: UUID) -> ResponseReturnValue:
    """It does not hold any more."""
    with unit_of_work(current_actor()) as work:
        service.end_relation(work, case_id, relation_id)
    return done(case_id, _("The relation is ended. It stays in the history."))


@pages.form(f"{FAMILY}/birth", allow=Permission.FAMILY_WRITE)
def record_birth(case_id: UUID) -> ResponseReturnValue:
    """A child was born."""
    case = own_case(case_id)
    form = BirthForm(names_of(case), data={"version": case.version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                key = service.record_birth(work, case_id, form.entry(), form.version.data)
            return done(case_id, _("The child is part of the case. Papers are needed before the departure."), key)
    return family_form(form, "birth", case_id)


@pages.form(f"{FAMILY}/members/new", allow=Permission.FAMILY_WRITE)
def add_member(case_id: UUID) -> ResponseReturnValue:
    """Somebody joins the family."""
    form = JoinForm(data={"version": own_case(case_id).version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                _member, key = service.add_member(work, case_id, form.member(), form.version.data)
            return done(case_id, _("The person is part of the case. The registry was asked."), key)
    return family_form(form, "join", case_id)


@pages.form(f"{MEMBER}/death", allow=Permission.FAMILY_WRITE)
def record_death(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """A member died."""
    form = DeathForm(_others(case_id, person_id), data={"version": own_case(case_id).version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                key = service.record_death(work, case_id, person_id, form.entry(), form.version.data)
            return done(case_id, _("Recorded. No letter goes to this person any more."), key)
    return family_form(form, "death", case_id, **_about(case_id, person_id))


@pages.form(f"{MEMBER}/leaving", allow=Permission.FAMILY_WRITE)
def record_leaving(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """A member does not return, or left the family."""
    form = LeavingForm(_others(case_id, person_id), data={"version": own_case(case_id).version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                key = service.record_leaving(work, case_id, person_id, form.entry(), form.version.data)
            return done(case_id, _("Recorded. The case goes on for the others."), key)
    return family_form(form, "leaving", case_id, **_about(case_id, person_id))


@pages.form(f"{MEMBER}/return", allow=Permission.FAMILY_WRITE)
def take_back(case_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Somebody is part of the return again."""
    form = BackForm(data={"version": own_case(case_id).version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.take_back(work, case_id, person_id, form.reason.data, form.version.data)
            return done(case_id, _("The person is part of the return again."))
    return family_form(form, "back", case_id, **_about(case_id, person_id))


@pages.form(f"{FAMILY}/split", allow=Permission.FAMILY_WRITE)
def split_family(case_id: UUID) -> ResponseReturnValue:
    """Some members go on in a case of their own."""
    case = own_case(case_id)
    form = SplitForm(names_of(case), data={"version": case.version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                after, keys = service.split_family(work, case_id, form.entry(), form.version.data)
                reference, after_id = after.reference, after.id
            message = _("%(reference)s is opened for them. A talk with them alone comes first.", reference=reference)
            return done(after_id, message, *keys)
    return family_form(form, "split", case_id)


def _others(case_id: UUID, person_id: UUID) -> Names:
    return names_of(own_case(case_id), without=person_id)


def _about(case_id: UUID, person_id: UUID) -> dict[str, object]:
    """Who the form is about, and whether somebody has to take the main applicant's place."""
    case = own_case(case_id)
    person = member_of(case, person_id).person
    others = [member for member in case.present if member.person_id != person_id]
    return {
        "person_name": display_name(person) or _("Name not known"), "others": len(others),
        "needs_heir": case.principal_id == person_id and bool(others),
    }  # fmt: skip
