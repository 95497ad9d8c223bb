"""The reviews of one case, for those who work on it: what waits, what the person says about it."""

import json
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page
from returns_app.cases.queries import get_own_case
from returns_app.checks.panel import state_in_words
from returns_app.core.actions import Action
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.people.display import display_name
from returns_app.review import labels, presenting, queries, service
from returns_app.review.forms import (
    AnswerForm,
    DeclineForm,
    DeliveredForm,
    MessageForm,
    NoticeAnswerForm,
    RulingForm,
)
from returns_app.review.queries import ReviewOfCase
from returns_app.review.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.i18n import language_name
from returns_app.web.routing import current_actor


@pages.get("/cases/<uuid:case_id>/reviews", allow=Permission.REVIEW_FOLLOW)
def show_case(case_id: UUID) -> ResponseReturnValue:
    """What is being looked at, and what is known of it."""
    return make_response(_page(case_id))


@pages.post("/cases/<uuid:case_id>/reviews/<uuid:review_id>/answer", allow=Permission.REVIEW_ASK_PERSON)
def record_answer(case_id: UUID, review_id: UUID) -> ResponseReturnValue:
    """Write down what the person says."""
    form = AnswerForm()
    get_own_case(db.session(), current_actor(), case_id)
    if queries.get_review(db.session(), current_actor(), review_id).case_id != case_id:
        raise NotFound
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.record_answer(work, review_id, form.answer())
            flash(_("The answer is kept with the review."))
            return redirect(url_for("review.show_case", case_id=case_id))
    return page_with(case_id, form, about=review_id)


def page_with(case_id: UUID, form: Form, *, about: UUID | None = None) -> ResponseReturnValue:
    """The same page with a form that did not pass."""
    return make_response(_page(case_id, about, form), form.refusal.status if form.refusal else 422)


def _page(case_id: UUID, about: UUID | None = None, form: Form | None = None) -> str:
    session, actor = db.session(), current_actor()
    case = get_own_case(session, actor, case_id)
    found = queries.list_of_case(session, actor, case_id)
    record_read(actor, Action.REVIEWS_LISTED, case_id=case_id, shown=len(found))
    return case_page(
        "review/of_case.html", case, reviews=found, labels=labels, age=presenting.age_in_words, day=today(),
        names={member.person_id: display_name(member.person) for member in case.members}, form=form, about=about,
        blank=AnswerForm(formdata=None), language_name=language_name, state_in_words=state_in_words,
        notices=queries.notices_of(session, case_id), letters={one.id: _letters(one) for one in found},
        disclosures={one.id: queries.list_disclosures(session, one, actor) for one in found},
        declining=form if isinstance(form, DeclineForm) else DeclineForm(formdata=None),
        delivered=DeliveredForm(formdata=None), heard=NoticeAnswerForm(formdata=None),
        ruling=RulingForm(formdata=None), writing=MessageForm(formdata=None),
    )  # fmt: skip


def _letters(review: ReviewOfCase) -> list[tuple[Any, dict[str, Any]]]:
    return [(letter, json.loads(letter.body)) for letter in queries.list_exchange(db.session(), review)]
