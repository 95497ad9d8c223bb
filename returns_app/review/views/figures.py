"""How reviewing goes: for those who look after reviewers, and for the calibration of the model."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today
from returns_app.review import labels, queries
from returns_app.review.rules.figures import Precision, calibration, precision_by_band
from returns_app.review.views.blueprint import pages
from returns_app.web.routing import current_actor


@pages.get("/review-figures", allow=Permission.REVIEW_FIGURES)
def show_figures() -> ResponseReturnValue:
    """Ages, agreement, overturned verdicts, precision of each band."""
    session, actor = db.session(), current_actor()
    judged = queries.list_judged(session, actor)
    record_read(actor, Action.REVIEWS_LISTED, figures=True, shown=len(judged))
    return render_template(
        "review/figures.html", figures=queries.review_figures(session, actor, today()), labels=labels,
        bands=precision_by_band(judged), models=calibration(judged),
    )  # fmt: skip


@pages.get("/review-figures/calibration", allow=Permission.REVIEW_FIGURES)
def download_calibration() -> ResponseReturnValue:
    """Verdicts by weight and model version, for the calibration report: counts only."""
    judged = queries.list_judged(db.session(), current_actor())
    record_read(current_actor(), Action.REVIEWS_LISTED, calibration=True, shown=len(judged))
    steps = {model: [_as_told(one) for one in found] for model, found in calibration(judged).items()}
    return jsonify(judged=len(judged), models=steps)


def _as_told(one: Precision) -> dict[str, object]:
    low, high = one.interval
    return {"weight": one.name, "same": one.hits, "judged": one.total, "low": round(low, 4), "high": round(high, 4)}
