"""The page of a family: who belongs to it, what they are to each other, what is open, what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.labels import FAMILY_STEPS, MEMBER_ROLES, MEMBER_STATUSES
from returns_app.cases.page import case_frame
from returns_app.cases.queries import list_events
from returns_app.cases.rules import BEFORE_DEPARTURE, ENDED, EventKind, Stage
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read
from returns_app.family import labels, queries
from returns_app.family.forms import PlacesForm
from returns_app.family.rules import RelationKind
from returns_app.family.views.blueprint import TAB, own_case, pages
from returns_app.people.display import display_name
from returns_app.travel.queries import booked_journeys, departures_of
from returns_app.web.routing import current_actor


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history of a family."""

    on: date
    what: str
    name: str
    text: str
    by: str


@pages.get("/cases/<uuid:case_id>/family", allow=Permission.FAMILY_READ)
def show_family(case_id: UUID) -> ResponseReturnValue:
    """Who belongs to the family and what can be done."""
    return family_page(case_id, PlacesForm(formdata=None, data={"version": own_case(case_id).version}))


def family_page(case_id: UUID, form: PlacesForm) -> ResponseReturnValue:
    """The page with the form for places as it was sent, or fresh."""
    session, actor = db.session(), current_actor()
    case = own_case(case_id)
    names = {one.person_id: display_name(one.person) or _("Name not known") for one in case.members}
    record_read(actor, Action.FAMILY_READ, case_id=case_id, members=len(case.members))
    relatives = queries.list_relatives(session, case, departures_of(session, case_id))
    is_open = case.stage not in ENDED and actor.may(Permission.FAMILY_WRITE)
    events = list_events(session, case_id, kinds={EventKind.FAMILY})
    return form.page(
        "family/show.html", **case_frame(case, actor, TAB), relatives=relatives, names=names,
        relations=queries.list_relations(session, case),
        splits=queries.list_splits(session, case_id), steps=list(_steps(events, names)), labels=labels,
        places=[one for one in queries.list_places(session, case_id) if one.ended_at is None],
        roles=MEMBER_ROLES, statuses=MEMBER_STATUSES, is_open=is_open,
        may_join=is_open and case.stage in BEFORE_DEPARTURE, is_approved=case.stage is Stage.APPROVED,
        may_return=is_open and case.stage in {Stage.INTAKE, Stage.SUBMITTED},
        booked=_booked(case, names),
        unsigned=[names[one.member.person_id] for one in relatives if one.unsigned],
    )  # fmt: skip


def _booked(case: queries.Case, names: dict[UUID, str]) -> list[str]:
    """Those who do not travel any more and still have a seat."""
    seats, left = booked_journeys(db.session(), case.id), departures_of(db.session(), case.id)
    gone = [one.person_id for one in case.members if one.left_on is not None]
    return [names[person] for person in gone if person in seats and person not in left]


def _steps(events: Iterable[queries.Event], names: dict[UUID, str]) -> Iterator[Step]:
    for event in events:
        step = event.details.get("step", "")
        what = str(FAMILY_STEPS.get(step, _("Family changed")))
        if step.startswith("relation"):
            other = names.get(UUID(event.details["other"]), "")
            kind = labels.RELATIONS[RelationKind(event.details["kind"])]
            what = f"{what} ({_('%(kind)s of %(name)s', kind=kind, name=other)})"
        by = event.account.name if event.account else _("The house")
        yield Step(event.happened_on, what, names.get(event.person_id, "") if event.person_id else "", event.text, by)
