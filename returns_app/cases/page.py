"""The frame of every page of one case: who it is about, where it stands, and the tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from returns_app.cases.labels import STAGE_NAMES
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import ListedCase
from returns_app.cases.rules import LADDER, Fact, Stage
from returns_app.cases.service import missing_for
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.people.display import display_name
from returns_app.people.rules import Protection
from returns_app.safeguards.labels import MARK_NAMES
from returns_app.safeguards.queries import standing_kinds
from returns_app.web.filters import url_if
from returns_app.web.i18n import say
from returns_app.web.navigation import may_open
from returns_app.web.routing import current_actor

TABS: tuple[tuple[LazyString, str], ...] = (
    (_l("Overview"), "desk.show_case"),
    (_l("People"), "cases.show_people"),
    (_l("Family"), "family.show_family"),
    (_l("Counselling"), "counselling.show_counselling"),
    (_l("Registry check"), "checks.show_checks"),
    (_l("Reviews"), "review.show_case"),
    (_l("Decision"), "decisions.show_decision"),
    (_l("Travel"), "travel.show_travel"),
    (_l("Support and money"), "support.show_plan"),
    (_l("Follow-up"), "followup.show_follow_up"),
    (_l("Key moments"), "moments.show_moments"),
    (_l("Partners"), "cases.show_partners"),
    (_l("Timeline"), "cases.show_timeline"),
    (_l("Data protection"), "privacy.show_case"),
    (_l("Access log"), "cases.show_access_log"),
)


_NO_CASE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the case."""

    label: LazyString
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder, as the macro draws it."""

    label: LazyString
    state: str
    note: str = ""


def case_page(template: str, case: ReturnCase, *, tab: str = "", **context: Any) -> str:
    """A page of one case; `tab` is the endpoint of the tab it belongs to, its own by default."""
    actor = current_actor()
    return render_template(template, **(case_frame(case, actor, tab) | context))


def case_url(case_id: UUID) -> str:
    """Where a case begins to be read: its overview, or its people where this node has no overview."""
    overview = "desk.show_case" in current_app.view_functions
    return url_for("desk.show_case" if overview else "cases.show_people", case_id=case_id)


def case_urls(case_ids: list[UUID]) -> dict[UUID, str]:
    """The addresses of many cases: one is built, the others are it with another id."""
    pattern = case_url(_NO_CASE)
    return {case_id: pattern.replace(str(_NO_CASE), str(case_id)) for case_id in case_ids}


def case_frame(case: ReturnCase, actor: Actor, tab: str = "") -> dict[str, Any]:
    """What cases/_case_page.html needs, for pages that render themselves."""
    return {
        "case": case,
        "case_name": shown_name(case, actor),
        "case_steps": ladder(case, today()),
        "case_marks": [MARK_NAMES[kind] for kind in standing_kinds(db.session(), case.id)],
        "case_tabs": list(_tabs(case, actor, tab or request.endpoint or "")),
    }


def shown_name(case: ReturnCase, actor: Actor) -> str:
    """The name of the main applicant, as far as the actor may read it in passing."""
    if case.principal.is_protected and not owns(actor, case):
        return _("Protected person")
    return display_name(case.principal) or _("Name not known")


def listed_name(case: ListedCase, actor: Actor) -> str:
    """The same for a row of the list."""
    if case.protection is not Protection.NO and not owns(actor, case):
        return _("Protected person")
    return case.name or _("Name not known")


def owns(actor: Actor, case: ReturnCase | ListedCase) -> bool:
    """True when the case is the actor's organisation's own; a partner sees a part of it."""
    return actor.is_system or case.organisation_id == actor.organisation_id


def reads_eurodac(actor: Actor, case: ReturnCase) -> bool:
    """True for those of the authority who work with the facts; not for partners, nor for whoever pays or books."""
    return owns(actor, case) and actor.has(Role.COUNSELLOR, Role.APPROVER)


def ladder(case: ReturnCase, day: date) -> list[Step]:
    """The steps of the case up to its end; the current one says for how long."""
    stages = _stages(case.stage)
    here = stages.index(case.stage)
    note = _days(case.stage_since, day)
    return [
        Step(STAGE_NAMES[stage], _state(place, here), note if place == here else "")
        for place, stage in enumerate(stages)
    ]


def _stages(stage: Stage) -> tuple[Stage, ...]:
    ends = {Stage.REFUSED: LADDER[:2], Stage.WITHDRAWN: LADDER[:1]}
    return (*ends[stage], stage) if stage in ends else LADDER


def _state(place: int, here: int) -> str:
    if place == here:
        return "current"
    return "done" if place < here else "todo"


def _days(since: date, day: date) -> str:
    days = max((day - since).days, 0)
    return ngettext("for %(num)s day", "for %(num)s days", days) if days else _("since today")


def _tabs(case: ReturnCase, actor: Actor, here: str) -> Iterator[Tab]:
    for label, endpoint in TABS:
        if may_open(actor, endpoint):
            yield Tab(label, url_for(endpoint, case_id=case.id), endpoint == here)


def lacking_lines(case: ReturnCase, to: Stage = Stage.SUBMITTED) -> list[tuple[str, str]]:
    """What a case still lacks for a step besides facts, each sentence with the page that mends it."""
    return [
        (
            say(guard.sentence, **({"missing": count} if "%(missing)s" in guard.sentence else {})),
            url_if(guard.page, case_id=case.id),
        )
        for guard, count in missing_for(db.session(), case, to)
        if guard.fact not in {Fact.FACTS, Fact.PAUSE, Fact.SUSPENSION}
    ]
