"""The one blueprint of this room, and what its pages share."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.cases.queries import get_own_case
from returns_app.core.actions import Action
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read
from returns_app.family.queries import Case
from returns_app.jobs.service import run_now
from returns_app.people.display import display_name
from returns_app.web.forms import Form
from returns_app.web.routing import Pages, current_actor

pages = Pages("family", "returns_app.family", template_folder="templates")
TAB = "family.show_family"
Names = list[tuple[UUID, str]]


def own_case(case_id: UUID) -> Case:
    """The case, when it is the actor's organisation's own."""
    return get_own_case(db.session(), current_actor(), case_id)


def names_of(case: Case, *, without: UUID | None = None) -> Names:
    """Those who are part of the return, by name."""
    return [
        (member.person_id, display_name(member.person) or _("Name not known"))
        for member in case.present
        if member.person_id != without
    ]


def family_form(form: Form, template: str, case_id: UUID, **context: object) -> ResponseReturnValue:
    """A form about the family on a page of its case; who reads the names is logged."""
    case = own_case(case_id)
    record_read(current_actor(), Action.FAMILY_READ, case_id=case_id, members=len(case.members))
    return form.page(f"family/{template}.html", **case_frame(case, current_actor(), TAB), **context)


def done(case_id: UUID, message: str, *keys: str) -> ResponseReturnValue:
    """Say what happened; what was promised to the registry is tried at once."""
    for key in filter(None, keys):
        run_now(key)
    flash(message, "good")
    return redirect(url_for(TAB, case_id=case_id))
