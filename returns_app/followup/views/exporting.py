"""Survey results as a file, with a reason; the response rate stands in every row that has a score."""

from collections.abc import Mapping, Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.exports.presenting import send_list
from returns_app.followup import labels, queries
from returns_app.followup.forms import RoundFilter, SurveyExportForm
from returns_app.followup.queries import ExportedRound
from returns_app.followup.rules import (
    Counted,
    Rate,
    SurveyMoment,
    hundredths,
    is_due,
    rates_of,
    template_of,
    template_on,
    templates,
)
from returns_app.followup.views.blueprint import pages
from returns_app.web.routing import current_actor
from returns_app.web.sheets import Value


@pages.form("/follow-up/export", allow=Permission.CASE_EXPORT)
def export_surveys() -> ResponseReturnValue:
    """Every survey that was due, answered or not; people are numbered within their case."""
    form, filters = SurveyExportForm(), RoundFilter()
    moment = filters.moment.data if filters.validate() else None
    if form.validate_on_submit():
        with form.refusals():
            found = queries.list_exported(db.session(), current_actor(), today(), moment)
            rates = _rates(found)
            rows = [(one.round.case_id, _row(one, rates)) for one in found]
            return send_list(form.asked("surveys", request.args.to_dict()), _head(), rows)
    return form.page("followup/export.html", chips=filters.chips())


def _rates(found: Sequence[ExportedRound]) -> Mapping[SurveyMoment, Rate]:
    """How many of those in the file answered."""
    rows = (one.round for one in found)
    counted = (Counted(row.moment, row.state, row.reason, is_due(row.due_on, today()), 1) for row in rows)
    return rates_of(template_on(today()), counted)


def _dimensions() -> list[str]:
    return list(dict.fromkeys(name for one in templates() for name in one.dimensions))


def _head() -> list[str]:
    return [
        _("Case"), _("Person in the case"), _("Country of return"), _("Moment"), _("Due on"), _("State"),
        _("Why no answer"), _("Day of the survey"), _("How asked"), _("Who answered"), _("Version"), _("Verified"),
        _("Score"), _("Questions answered"), _("Questions asked"),
        *(str(labels.DIMENSIONS.get(name, name)) for name in _dimensions()),
        _("People due at this moment"), _("People who answered"), _("Response rate in percent"),
    ]  # fmt: skip


def _row(one: ExportedRound, rates: Mapping[SurveyMoment, Rate]) -> list[Value]:
    row, rate = one.round, rates[one.round.moment]
    state = str(labels.STATES[row.state][1])
    reason = str(labels.MISS_REASONS[row.reason]) if row.reason else ""
    head: list[Value] = [
        one.reference, one.number, one.country, str(labels.MOMENTS[row.moment]), row.due_on.isoformat(), state, reason,
    ]  # fmt: skip
    return [*head, *_answers(one), rate.due, rate.answered, rate.percent]


def _answers(one: ExportedRound) -> list[Value]:
    """What was answered, as far as a score tells it; missing scores stay empty cells."""
    sheet = one.sheet
    if sheet is None:
        return [None] * (8 + len(_dimensions()))
    result, parts = sheet.result, {part.dimension: hundredths(part.value) for part in sheet.result.parts}
    verified = _("Yes") if template_of(sheet.template).verified else _("No")
    told: list[Value] = [
        sheet.held_on.isoformat(), str(labels.MODES[sheet.mode]), str(labels.RESPONDENTS[sheet.respondent]),
        sheet.template, verified, _decimal(hundredths(result.value)), result.answered, result.asked,
    ]  # fmt: skip
    return [*told, *(_decimal(parts.get(name)) for name in _dimensions())]


def _decimal(value: int | None) -> Value:
    """As text with a point, the same in every language: a file is read by programs."""
    return None if value is None else f"{value // 100}.{value % 100:02}"
