"""Fills the pages of figures of a demo: a past without cases, and its newest quarter frozen and released by two people."""

from collections.abc import Callable
from datetime import timedelta

from returns_app.accounts.queries import find_by_email
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.session import db, scope
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.demo.rules.past import past_quarters
from returns_app.demo.service.founding import SEEDER
from returns_app.demo.service.seeding import State, look
from returns_app.indicators.rules.counting import quarter_of
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import EARLIEST_DAYS
from returns_app.indicators.service import Freezing, freeze_release, keep_history, publish_release, refresh_figures

FIRST, SECOND = "analyst@pm-nl.example", "statistics@ro-nl.example"


def show_figures(told: Callable[[str], None] = lambda _what: None) -> str:
    """Put a made-up past beside the cases of the demo and let a quarter out; the release's name. `told` hears how far it is."""
    if look() is not State.DEMO:
        raise RuleBroken("demo.not_there", N_("There is no demo in this database. Run `flask demo seed` first."))
    first, second = _signer(FIRST), _signer(SECOND)
    assert first.organisation_id is not None  # noqa: S101  (both work for an authority)
    with unit_of_work(SEEDER) as work:
        refresh_figures(work, first.organisation_id)
        for quarter, rows in past_quarters(today(), "NL"):
            told(f"{quarter}: {len(rows)} persons")
            keep_history(work, first.organisation_id, quarter, rows)
    told(f"freezing {_newest()}")
    with unit_of_work(first) as work:
        release = freeze_release(work, Freezing(_newest(), Audience.PUBLIC))
        release_id, name = release.id, release.reference
    with unit_of_work(second) as work:
        publish_release(work, release_id)
    return name


def _signer(email: str) -> Actor:
    with scope(SEEDER):
        account = find_by_email(db.session(), email)
        if account is None:
            raise RuleBroken("demo.not_there", N_("There is no demo in this database. Run `flask demo seed` first."))
        return account.as_actor()


def _newest() -> str:
    """The newest quarter that can be frozen."""
    day = today() - timedelta(days=EARLIEST_DAYS)
    return quarter_of(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1))
