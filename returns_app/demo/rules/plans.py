"""The case of one family as it is going to happen: who works on it, when each step is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from returns_app.cases.rules import CaseOpening, MemberEntry, NoticeEntry
from returns_app.demo.rules.acceptance import Fixture, between, fixtures
from returns_app.demo.rules.families import draw_family
from returns_app.demo.rules.houses import APPROVERS, COUNSELLORS, PROGRAMMES, partner_of
from returns_app.demo.rules.paths import ROUND, Fate, Step, draw_days, draw_moments
from returns_app.demo.rules.respelling import respelled

STATES = ("NL", "NL", "BE", "NL", "DE", "NL", "SE", "NL", "NL", "BE", "NL", "DE", "NL")
COUNTRIES = (
    "IQ", "GE", "NG", "AM", "AL", "GM", "EG", "IQ", "NG", "GE", "KG", "AM", "GM", "AL", "ET", "IQ", "BD", "NG", "EG", "IR",
)  # fmt: skip
WITH_PARTNER = tuple(country for country in COUNTRIES if partner_of(country))
TWICE = 13  # in every round one family whose main applicant another state supports already, under another spelling
LANGUAGES = {
    "IQ": "ar", "EG": "ar", "IR": "fa", "GE": "ka", "AM": "hy", "KG": "ru", "ET": "am", "BD": "bn", "NG": "en",
    "GM": "en", "AL": "sq",
}  # fmt: skip
NOTICE = "v3"
LIVING = frozenset({Fate.APPROVED, Fate.DEPARTED, Fate.ARRIVED, Fate.SUPPORTING})


@dataclass(frozen=True, slots=True)
class CasePlan:
    """What will have happened in one case until today."""

    state: str
    counsellor: str
    approver: str
    country: str
    members: tuple[MemberEntry, ...]
    fate: Fate
    moments: Mapping[Step, datetime]
    seed: int

    def opening(self, request_key: UUID) -> CaseOpening:
        """What the counsellor enters."""
        notice = NoticeEntry(NOTICE, LANGUAGES.get(self.country, "en"), self.moments[Step.OPEN].date())
        return CaseOpening(self.members, self.country, PROGRAMMES[self.state], notice, request_key=request_key)


def draw_plans(rng: Random, number: int, now: datetime) -> Iterator[CasePlan]:
    """The families of the acceptance journeys first, then drawn ones until there are enough."""
    told = [_told(rng, fixture, now) for fixture in fixtures(now.date())]
    # Drawn by chances of their own: the histories of all others stay what they were.
    told_between = [_told(Random(place), fixture, now) for place, fixture in enumerate(between(now.date()))]
    drawn = [_drawn(rng, place, now) for place in range(max(0, number - len(told) - len(told_between)))]
    elsewhere = [plan for plan in drawn if plan.state != "NL" and plan.fate in LIVING]
    for place in range(TWICE, len(drawn), len(ROUND)):
        if elsewhere:
            drawn[place] = _twice(rng, rng.choice(elsewhere), drawn[place])
    return iter((*told, *told_between, *drawn))


def _drawn(rng: Random, place: int, now: datetime) -> CasePlan:
    fate, state = ROUND[place % len(ROUND)], rng.choice(STATES)
    country = rng.choice(WITH_PARTNER if fate is Fate.SUPPORTING else COUNTRIES)
    days = draw_days(rng, fate, now.date() - timedelta(days=1))
    return _plan(rng, Fixture(state, country, draw_family(rng, country, days[Step.OPEN]), fate), days, now)


def _twice(rng: Random, known: CasePlan, plan: CasePlan) -> CasePlan:
    """The same person with another state's approval in hand, as the Netherlands hears the name."""
    members = (replace(known.members[0], person=respelled(known.members[0].person)),)
    counsellor, approver = rng.choice(COUNSELLORS["NL"]), APPROVERS["NL"]
    return replace(plan, state="NL", country=known.country, members=members, counsellor=counsellor, approver=approver)


def _told(rng: Random, fixture: Fixture, now: datetime) -> CasePlan:
    if fixture.days is not None:
        return _plan(rng, fixture, fixture.days, now)
    return _plan(rng, fixture, draw_days(rng, fixture.fate, now.date() - timedelta(days=1)), now)


def _plan(rng: Random, fixture: Fixture, days: Mapping[Step, date], now: datetime) -> CasePlan:
    zone = str(now.tzinfo)
    return CasePlan(
        state=fixture.state,
        counsellor=fixture.counsellor or rng.choice(COUNSELLORS[fixture.state]),
        approver=APPROVERS[fixture.state],
        country=fixture.country,
        members=fixture.members,
        fate=fixture.fate,
        moments=draw_moments(rng, days, zone),
        seed=rng.getrandbits(32),
    )
