"""Follow-up of a case, the answers of one survey, and who is to be asked."""

from datetime import timedelta
from uuid import UUID

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from returns_app.cases.page import case_page
from returns_app.cases.queries import get_case
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.followup import labels, presenting, queries
from returns_app.followup.forms import RoundFilter
from returns_app.followup.rules import template_of, template_on
from returns_app.followup.views.blueprint import TAB, pages
from returns_app.web.routing import current_actor

SOON = timedelta(days=30)


@pages.get("/follow-up", allow=Permission.FOLLOWUP_READ)
def list_rounds() -> ResponseReturnValue:
    """Who is to be asked now or within a month, and how many of those due answered."""
    session, actor, form = db.session(), current_actor(), RoundFilter()
    moment = form.moment.data if form.validate() else None
    rounds = queries.list_waiting(session, actor, today() + SOON, moment)
    record_read(actor, Action.SURVEYS_LISTED, rounds=len(rounds))
    page = render_template(
        "followup/list.html", filters=form, rounds=rounds, rates=queries.rates_in_sight(session, actor, today()),
        labels=labels, today=today(),
    )  # fmt: skip
    return make_response(page)


@pages.get("/cases/<uuid:case_id>/follow-up", allow=Permission.FOLLOWUP_READ)
def show_follow_up(case_id: UUID) -> ResponseReturnValue:
    """Who was asked when, what it says, which help is needed."""
    session, actor = db.session(), current_actor()
    case = get_case(session, actor, case_id)
    rounds, sheets = queries.list_rounds(session, case_id), queries.sheets_of(session, case_id)
    rates = queries.rates_in_sight(session, actor, today()) if sheets else {}
    record_read(actor, Action.SURVEY_READ, case_id=case_id, rounds=len(rounds))
    by_person = {one.person_id: [row for row in rounds if row.person_id == one.person_id] for one in rounds}
    return make_response(
        case_page(
            "followup/case.html", case, tab=TAB, people=by_person, names=presenting.names_of(case), labels=labels,
            scores=presenting.shown_scores(rounds, sheets, rates), sheets=sheets, today=today(), soon=today() + SOON,
            needs=queries.list_needs(session, case_id), visits=queries.list_visits(session, case_id), survey=template_on(today()),
        )
    )  # fmt: skip


@pages.get("/cases/<uuid:case_id>/follow-up/<uuid:round_id>", allow=Permission.FOLLOWUP_READ)
def show_answers(case_id: UUID, round_id: UUID) -> ResponseReturnValue:
    """What somebody answered at one moment, with the score and what it rests on."""
    session, actor = db.session(), current_actor()
    case = get_case(session, actor, case_id)
    row = queries.get_round(session, case_id, round_id)
    sheet = queries.sheets_of(session, case_id).get(round_id)
    if sheet is None:
        raise NotFound
    rate = queries.rates_in_sight(session, actor, today())[row.moment]
    record_read(actor, Action.SURVEY_READ, case_id=case_id, round=round_id)
    return make_response(
        case_page(
            "followup/answers.html", case, tab=TAB, row=row, sheet=sheet, score=presenting.shown_score(sheet, rate),
            answers=presenting.shown_answers(sheet), name=presenting.names_of(case).get(row.person_id, ""),
            labels=labels, survey=template_of(sheet.template),
            least=labels.share_words(template_of(sheet.template).least_answered),
        )
    )  # fmt: skip
