"""The room's own pages, and what several of them need."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from returns_app.cases.queries import get_own_case
from returns_app.db.session import db
from returns_app.people.display import display_name
from returns_app.travel.forms import Names
from returns_app.travel.queries import Case
from returns_app.web.routing import Pages, current_actor

pages = Pages("travel", "returns_app.travel", template_folder="templates")
TAB = "travel.show_travel"


def own_case(case_id: UUID) -> Case:
    """The actor's own case."""
    return get_own_case(db.session(), current_actor(), case_id)


def family(case: Case) -> Names:
    """Those who are part of this return."""
    return [(one.person_id, display_name(one.person)) for one in case.members if one.left_on is None]


def done(case_id: UUID, message: str) -> ResponseReturnValue:
    """Back to the journey, with a word about what happened."""
    flash(message, "good")
    return redirect(url_for(TAB, case_id=case_id))
