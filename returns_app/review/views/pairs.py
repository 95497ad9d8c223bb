"""The reviewers' desk: pairs left, one pair right, a verdict and the next one."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import Refusal
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.jobs.service import run_now
from returns_app.review import labels, presenting, queries, service
from returns_app.review.forms import AskFieldForm, PairFilterForm, StandAsideForm, UnlinkForm, VerdictForm
from returns_app.review.queries import CaseSide, PairFilter, ReviewOfCase
from returns_app.review.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.i18n import say
from returns_app.web.routing import current_actor

NEIGHBOURS = 12


@pages.get("/reviews", allow=Permission.REVIEW_READ)
def list_pairs() -> ResponseReturnValue:
    """Pairs by the day they are due."""
    form, session, actor = PairFilterForm(), db.session(), current_actor()
    found = queries.list_reviews(session, actor, form.wanted(), today())
    record_read(actor, Action.REVIEWS_LISTED, shown=len(found))
    return render_template(
        "review/list.html", form=form, reviews=found, labels=labels, day=today(), age=presenting.age_in_words,
        waiting=queries.count_waiting(session, actor), is_mine=form.wanted().mine,
    )  # fmt: skip


@pages.get("/reviews/<uuid:review_id>", allow=Permission.REVIEW_READ)
def show_pair(review_id: UUID) -> ResponseReturnValue:
    """One pair side by side."""
    return _page(review_id)


@pages.post("/reviews/<uuid:review_id>/verdict", allow=Permission.REVIEW_JUDGE)
def give_verdict(review_id: UUID) -> ResponseReturnValue:
    """A reviewer says what the pair is."""
    return _judge(review_id)


@pages.post("/reviews/<uuid:review_id>/adjudication", allow=Permission.REVIEW_ADJUDICATE)
def adjudicate(review_id: UUID) -> ResponseReturnValue:
    """The adjudicator says what the pair is."""
    return _judge(review_id)


@pages.post("/reviews/<uuid:review_id>/standing-aside", allow=Permission.REVIEW_JUDGE)
def stand_aside(review_id: UUID) -> ResponseReturnValue:
    """Give the pair to another reviewer."""
    form = StandAsideForm()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            service.stand_aside(work, review_id, form.why.data)
        flash(_("The pair was given to another reviewer."))
        return _next()
    return _page(review_id, aside=form)


@pages.post("/reviews/<uuid:review_id>/unlinking", allow=Permission.REVIEW_ADJUDICATE)
def unlink(review_id: UUID) -> ResponseReturnValue:
    """Take the link away: the pair is reviewed again."""
    form = UnlinkForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.unlink(work, review_id, form.why_unlinked.data)
            flash(_("The link is gone. Both files are as they were, and the pair is reviewed again."))
            return redirect(url_for("review.show_pair", review_id=review_id))
    return _page(review_id, unlinking=form)


def page_with(review_id: UUID, *, asking: AskFieldForm) -> ResponseReturnValue:
    """The pair with a question to the other state that did not pass."""
    return _page(review_id, asking=asking)


def _judge(review_id: UUID) -> ResponseReturnValue:
    form, actor = VerdictForm(), current_actor()
    if form.validate_on_submit():
        with form.refusals():
            try:
                with unit_of_work(actor) as work:
                    _review, check = service.give_verdict(work, review_id, form.opinion())
            except Refusal as refusal:
                service.refuse_verdict(actor, review_id, refusal.code)
                raise
            if check:
                run_now(check)
            flash(_("Your verdict is saved."))
            return _next()
    return _page(review_id, verdict=form)


def _next() -> ResponseReturnValue:
    found = queries.next_for(db.session(), current_actor(), today())
    if found is None:
        return redirect(url_for("review.list_pairs"))
    return redirect(url_for("review.show_pair", review_id=found))


def _page(
    review_id: UUID,
    *,
    verdict: VerdictForm | None = None,
    aside: StandAsideForm | None = None,
    unlinking: UnlinkForm | None = None,
    asking: AskFieldForm | None = None,
) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    review = queries.get_review(session, actor, review_id)
    side = queries.own_side(session, review)
    record_read(actor, Action.REVIEW_READ, case_id=review.case_id, review=review.id)
    sent: Form | None = verdict or aside or unlinking or asking
    waiting = queries.list_reviews(session, actor, PairFilter(), today())
    seat, why_not = queries.seat_for(session, actor, review)
    page = render_template(
        "review/pair.html", review=review, side=side, labels=labels, day=today(), waiting=waiting[:NEIGHBOURS],
        place=_place(waiting, review), total=len(waiting), seat=seat, why_not=why_not, form=sent,
        verdict=_fresh(verdict or VerdictForm(formdata=None), review, side),
        aside=aside or StandAsideForm(formdata=None), unlinking=unlinking or UnlinkForm(formdata=None),
        asking=asking or AskFieldForm(formdata=None), disclosures=queries.list_disclosures(session, review, actor),
        now=clock.utc_now(), link=queries.find_link(session, review.id), opinions=queries.heard_opinions(session, actor, review),
        say=say, other_side=presenting.other_side(review), **_compared(review, side),
    )  # fmt: skip
    return make_response(page, _status(sent))


def _compared(review: ReviewOfCase, side: CaseSide) -> dict[str, object]:
    return {
        "rows": presenting.rows_of(review, side),
        "episodes": presenting.episode_rows(review, side),
        "weighing": presenting.weighing(review),
        "bars": presenting.time_line(review, side, today()),
    }


def _place(waiting: list[ReviewOfCase], review: ReviewOfCase) -> int:
    return next((place for place, one in enumerate(waiting, start=1) if one.id == review.id), 0)


def _fresh(form: VerdictForm, review: ReviewOfCase, side: CaseSide) -> VerdictForm:
    form.round.data, form.facts.data = review.round, side.person.version
    return form


def _status(sent: Form | None) -> int:
    if sent is None or not sent.problems():
        return 200
    return sent.refusal.status if sent.refusal else 422
