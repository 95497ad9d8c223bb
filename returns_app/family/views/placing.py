"""Places for people of a group who are not known yet: added, filled, removed."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.family import service
from returns_app.family.forms import JoinForm, PlacesForm
from returns_app.family.queries import get_place
from returns_app.family.views.blueprint import done, family_form, own_case, pages
from returns_app.family.views.showing import family_page
from returns_app.web.routing import current_actor

PLACES = "/cases/<uuid:case_id>/family/places"


@pages.post(PLACES, allow=Permission.FAMILY_WRITE)
def add_places(case_id: UUID) -> ResponseReturnValue:
    """So many more are expected."""
    own_case(case_id)
    form = PlacesForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.add_places(work, case_id, form.entry(), form.version.data)
            return done(
                case_id, _("The places are counted in the case. Fill them in or remove them before the decision.")
            )
    return family_page(case_id, form)


@pages.form(f"{PLACES}/<uuid:place_id>/person", allow=Permission.FAMILY_WRITE)
def fill_place(case_id: UUID, place_id: UUID) -> ResponseReturnValue:
    """Somebody is known now."""
    case = own_case(case_id)
    get_place(db.session(), case_id, place_id)
    form = JoinForm(data={"version": case.version})
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                key = service.fill_place(work, case_id, place_id, form.member(), form.version.data)
            return done(case_id, _("The person is part of the case. The registry was asked."), key)
    return family_form(form, "join", case_id)


@pages.post(f"{PLACES}/<uuid:place_id>/removal", allow=Permission.FAMILY_WRITE)
def remove_place(case_id: UUID, place_id: UUID) -> ResponseReturnValue:
    """Nobody comes for it."""
    with unit_of_work(current_actor()) as work:
        service.remove_place(work, case_id, place_id)
    return done(case_id, _("The place is removed."))
