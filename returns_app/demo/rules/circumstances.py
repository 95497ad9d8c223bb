"""Circumstances of made-up families."""

from datetime import date, timedelta
from random import Random

from returns_app.cases.rules import NO_COUNTRY, Circumstances, HowHeard, LegalStatus

STATUSES = (
    LegalStatus.REJECTED_FINAL, LegalStatus.REJECTED_FINAL, LegalStatus.WITHDRAWN, LegalStatus.NEVER_APPLIED,
    LegalStatus.OVERSTAY, LegalStatus.PERMIT_EXPIRED, LegalStatus.ASYLUM_PENDING,
)  # fmt: skip
OTHER_STATUSES = frozenset({LegalStatus.NEVER_APPLIED, LegalStatus.OVERSTAY, LegalStatus.PERMIT_EXPIRED})


def draw_circumstances(rng: Random, today: date) -> Circumstances:
    """What a counsellor established at intake."""
    status, since = rng.choice(STATUSES), today - timedelta(days=rng.randint(200, 1500))
    days = {"in_country_since": since, "departure_on": today + timedelta(days=rng.randint(30, 70))}
    if status not in OTHER_STATUSES:
        days["refused_on"] = today - timedelta(days=rng.randint(5, 150))
    answers = {
        "insufficient_means": rng.random() < 0.95, "ends_procedures": True, "travel_document": rng.random() < 0.9,  # noqa: PLR2004
        "leaves_for_good": True, "dublin": rng.random() < 0.03, "detained": rng.random() < 0.04,  # noqa: PLR2004
    }  # fmt: skip
    return Circumstances(
        status, residence_elsewhere=NO_COUNTRY, how_heard=rng.choice(list(HowHeard)), days=days, answers=answers
    )
