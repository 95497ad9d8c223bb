"""Pages of figures: protected for all who may read figures, exact ones at an address of their own."""

from flask import render_template
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.errors import Denied, RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.indicators import presenting, queries
from returns_app.indicators.forms import FigureForm, asked_place
from returns_app.indicators.labels import DIMENSION_NAMES, category_name, period_name
from returns_app.indicators.rules.catalogue import CAVEAT_TEXTS
from returns_app.indicators.rules.counting import Question
from returns_app.indicators.views.blueprint import attachment, pages
from returns_app.web.routing import current_actor


@pages.get("/indicators/tables", allow=Permission.FIGURES_READ)
def show_figures() -> ResponseReturnValue:
    """One figure by one dimension, as it was let out; what happened since is not counted."""
    form, session, actor = FigureForm(), db.session(), current_actor()
    question = form.question()
    table = queries.get_released(session, actor, question, today())
    rows, silent = presenting.split_rows(table, queries.programme_names(session, actor))
    newest, totals = queries.headline(session, actor, question.year, today())
    _note_read(question, "protected")
    heads = _period_heads(table.periods)
    return render_template(
        "indicators/figures.html", form=form, question=question, table=table, rows=rows, silent=silent, newest=newest,
        tiles=presenting.tiles(totals) if newest else [], total=presenting.total_row(table), heads=heads,
        chart=presenting.draw(table, rows, (str(DIMENSION_NAMES[question.by]), heads[-1])) if heads else None,
        sources=queries.list_sources(session, actor, question.year), evidence=presenting.shown_share(table), **_words(),
    )  # fmt: skip


@pages.get("/indicators/table.csv", allow=Permission.FIGURES_READ)
def download_table() -> ResponseReturnValue:
    """The same protected numbers as a file."""
    question, session, actor = FigureForm().exact_question(), db.session(), current_actor()
    table = queries.get_released(session, actor, question, today())
    if not table.periods:
        raise RuleBroken("indicators.not_let_out", N_("Nothing of this year is released yet, so there is no file."))
    content = presenting.sheet(table, queries.programme_names(session, actor))
    _note_read(question, "protected-file")
    name = f"returns-{question.figure.id.value}-{question.by.value}-{question.year}.csv"
    return attachment(content, name, "text/csv; charset=utf-8")


@pages.get("/indicators/restricted", allow=Permission.FIGURES_RESTRICTED)
def show_restricted() -> ResponseReturnValue:
    """The exact numbers; nothing protected stands on this page, so nobody can lay the two side by side."""
    form, session, actor = FigureForm(), db.session(), current_actor()
    question = form.question()
    table = queries.get_restricted(session, actor, question)
    rows = presenting.exact_rows(table, queries.programme_names(session, actor))
    _note_read(question, "restricted")
    return render_template(
        "indicators/restricted.html", form=form, question=question, rows=rows, heads=_period_heads(table.periods),
        may_open=actor.may(Permission.CASE_READ), **_words(),
    )  # fmt: skip


@pages.get("/indicators/restricted/cases", allow=Permission.FIGURES_RESTRICTED)
def list_cases_behind() -> ResponseReturnValue:
    """Exactly the cases behind one exact number, for those who may also see cases."""
    session, actor = db.session(), current_actor()
    if not actor.may(Permission.CASE_READ):
        raise Denied("indicators.no_cases", N_("Your role sees exact counts but not the cases behind them."))
    question = FigureForm().exact_question()
    place = asked_place(question)
    found, how_many = queries.list_cases_behind(session, actor, question, place.category, place.period)
    record_read(actor, Action.CASES_LISTED, figure=question.figure.id, category=place.category, period=place.period)
    name = category_name(place.category, question.by, queries.programme_names(session, actor))
    return render_template(
        "indicators/cases.html", question=question, cases=found, how_many=how_many, category=name, period=place.period
    )


def _note_read(question: Question, channel: str) -> None:
    figure, by = question.figure.id.value, question.by.value
    record_read(current_actor(), Action.FIGURES_READ, channel=channel, figure=figure, by=by, year=question.year)


def _period_heads(periods: tuple[str, ...]) -> list[str]:
    return [period_name(period, today().year) for period in periods]


def _words() -> dict[str, object]:
    return {
        "dimension_names": DIMENSION_NAMES,
        "caveat_texts": CAVEAT_TEXTS,
        "shown_value": presenting.shown_value,
    }
