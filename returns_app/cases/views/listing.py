"""The list of cases: filters and order in the address, one audit entry per look."""

from dataclasses import dataclass
from functools import lru_cache
from time import time

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts.queries import list_colleagues
from returns_app.cases import queries
from returns_app.cases.forms import CaseFilterForm
from returns_app.cases.labels import STAGE_NAMES, STAGE_TONES
from returns_app.cases.page import case_urls, listed_name
from returns_app.cases.queries import CaseFilter, CasePage
from returns_app.cases.rules import Stage
from returns_app.cases.views.blueprint import pages
from returns_app.core.actions import Action
from returns_app.core.clock import local_day
from returns_app.core.permissions import Actor, Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, settings
from returns_app.web.filters import country
from returns_app.web.forms import address_with
from returns_app.web.routing import current_actor


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the list, as the heads of its columns show it."""

    key: str
    descending: bool

    def url(self, key: str) -> str:
        """The address sorted by a column; turned round when it already is."""
        turned = not self.descending if key == self.key else key != "reference"
        return address_with(sort=f"-{key}" if turned else key)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in the list this page stands."""

    first: int
    last: int
    total: int
    total_is_floor: bool
    prev_url: str | None
    next_url: str | None


@pages.get("/cases", allow=Permission.CASE_READ)
def list_cases() -> ResponseReturnValue:
    """Cases the actor may see."""
    session, actor = db.session(), current_actor()
    form = CaseFilterForm()
    form.counsellor.choices, countries = _choices(actor, int(time() // 60))
    form.country.only = lambda: sorted({*countries, form.country.data or countries[0]})
    wanted = form.wanted(actor.account_id, page=request.args.get("page", 1, type=int))
    found = queries.list_cases(session, actor, wanted)
    names = {case.id: listed_name(case, actor) for case in found.cases}
    changed = {case.id: local_day(case.changed_at, settings().time_zone) for case in found.cases}
    record_read(actor, Action.CASES_LISTED, shown=len(found.cases), page=found.number)
    return render_template(
        "cases/list.html", many_urls=_many_urls(),
        routes=_routes(found), form=form, cases=found.cases, names=names, changed=changed, pager=_pager(found),
        order=_order(wanted), urls=case_urls([case.id for case in found.cases]), stages=_stages(found), stage_tones=STAGE_TONES,
    )  # fmt: skip


@lru_cache(512)
def _choices(actor: Actor, _minute: int) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """What the filters offer, looked up once a minute: counsellors of the office, countries of return of its cases."""
    session = db.session()
    counsellors = [(str(one.id), one.name) for one in list_colleagues(session, actor, Role.COUNSELLOR)]
    return counsellors, queries.list_return_countries(session, actor)


def _many_urls() -> tuple[str, str]:
    """This filter, for many cases at once."""
    query = request.query_string.decode()
    return f"/cases/reassignment?{query}", f"/cases/export?{query}"


def _order(wanted: CaseFilter) -> Order:
    return Order(wanted.sort.value, wanted.descending)


def _routes(page: CasePage) -> dict[tuple[str, str], str]:
    """From where to where, in words: once for each pair on the page."""
    pairs = {(case.member_state, case.return_country) for case in page.cases}
    return {pair: _("%(state)s to %(country)s", state=country(pair[0]), country=country(pair[1])) for pair in pairs}


def _stages(page: CasePage) -> dict[Stage, str]:
    """The names of the stages on the page, each said once."""
    return {stage: str(STAGE_NAMES[stage]) for stage in {case.stage for case in page.cases}}


def _pager(page: CasePage) -> Pager:
    before = address_with(page=str(page.number - 1)) if page.number > 1 else None
    after = address_with(page=str(page.number + 1)) if page.has_next else None
    return Pager(page.first, page.last, page.total, page.total_is_floor, before, after)
