"""Drawing a sample that anybody can draw again; findings and their states; patterns of fishing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from math import log
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_

SHORTEST_TEXT = 20
MOST_DRAWN = 200
_WHOLE = float(1 << 64)
AN_HOUR = timedelta(hours=1)


class Population(StrEnum):
    """What can be sampled."""

    REVIEWS = "reviews"
    DECISIONS = "decisions"
    DELIVERIES = "deliveries"
    OVERRIDES = "overrides"


class Method(StrEnum):
    """How a sample is drawn."""

    RANDOM = "random"
    RISK = "risk"
    STRATIFIED = "stratified"


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Pattern(StrEnum):
    """What looks like fishing."""

    LIMIT = "limit"
    MANY_CHECKS = "many_checks"
    SEARCHES = "searches"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be drawn: no name, no words; risk and stratum come from codes and amounts."""

    id: UUID
    case_id: UUID
    label: str
    on: date
    what: str
    risk: float = 1.0
    stratum: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """Everything that a sample depends on: the same draw from the same population is the same sample."""

    population: Population
    method: Method
    seed: str
    size: int


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """An auditor writes down what was found, for whom, until when."""

    request_key: UUID
    subject: Population
    subject_id: UUID
    case_id: UUID
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the registry or the search, as the log tells it."""

    account: str
    at: datetime
    action: str
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A pattern that somebody should look at."""

    account: str
    pattern: Pattern
    since: datetime
    count: int


def draw(population: Iterable[Item], wanted: Draw) -> list[Item]:
    """The sample: by a digest of seed and id, so that neither order nor moment of drawing changes it.

    Random: the smallest digests. Risk-weighted: keys log(u)/risk, the greatest (Efraimidis and Spirakis, 2006).
    Stratified: the smallest digests in each stratum, seats by largest remainder.
    """
    items = sorted(population, key=lambda item: item.id.bytes)
    size = min(wanted.size, len(items))
    if wanted.method is Method.STRATIFIED:
        return _stratified(items, wanted.seed, size)
    if wanted.method is Method.RISK:
        ordered = sorted(items, key=lambda item: -log(_uniform(wanted.seed, item)) / max(item.risk, 1e-6))
    else:
        ordered = sorted(items, key=lambda item: _uniform(wanted.seed, item))
    return ordered[:size]


def check_draw(wanted: Draw) -> None:
    """A seed that can be written down, and a size that can be read."""
    if not wanted.seed.strip():
        raise Malformed(
            "auditing.seed", N_("Enter a seed, such as the month. The same seed draws the same sample."), field="seed"
        )
    if not 1 <= wanted.size <= MOST_DRAWN:
        raise Malformed("auditing.size", N_("Draw from 1 to %(most)s."), field="size", most=MOST_DRAWN)


def check_finding(entry: FindingEntry, today: date) -> None:
    """Words, and a day that is still to come."""
    if len(entry.text.strip()) < SHORTEST_TEXT:
        sentence = N_("Write at least %(least)s characters: what did you find?")
        raise Malformed("auditing.short", sentence, field="text", least=SHORTEST_TEXT)
    if entry.due_on <= today:
        raise RuleBroken("auditing.due", N_("Choose a day after today."), field="due_on")


def find_alarms(queries: Sequence[Query], most_an_hour: int) -> list[Alarm]:
    """Accounts that ran into the limit, asked often within an hour without a case, or search and never open anything."""
    by_account: dict[str, list[Query]] = defaultdict(list)
    for one in sorted(queries, key=lambda query: query.at):
        by_account[one.account].append(one)
    alarms = [alarm for account, asked in by_account.items() for alarm in _alarms_of(account, asked, most_an_hour)]
    return sorted(alarms, key=lambda alarm: alarm.since, reverse=True)


ASKED, LIMITED, SEARCHED, OPENED = (
    "checks.check.asked", "checks.check.limited", "people.person.searched", "cases.case.opened",
)  # fmt: skip
MANY_SEARCHES = 20


def _alarms_of(account: str, asked: Sequence[Query], most: int) -> Iterable[Alarm]:
    limited = [one for one in asked if one.action == LIMITED]
    if limited:
        yield Alarm(account, Pattern.LIMIT, limited[-1].at, len(limited))
    checks = [one for one in asked if one.action == ASKED]
    busiest = max((_within_an_hour(checks, one.at) for one in checks), key=len, default=[])
    cases = {one.case_id for one in busiest if one.case_id}
    if len(busiest) >= most // 2 and len(cases) * 4 < len(busiest):
        yield Alarm(account, Pattern.MANY_CHECKS, busiest[0].at, len(busiest))
    searches = [one for one in asked if one.action == SEARCHED]
    if len(searches) >= MANY_SEARCHES and not any(one.action == OPENED for one in asked):
        yield Alarm(account, Pattern.SEARCHES, searches[-1].at, len(searches))


def _within_an_hour(checks: Sequence[Query], start: datetime) -> list[Query]:
    return [one for one in checks if start <= one.at < start + AN_HOUR]


def _uniform(seed: str, item: Item) -> float:
    """A number between 0 and 1 that only seed and id decide; never 0."""
    digest = sha256(f"{seed.strip()}|{item.id}".encode()).digest()
    return (int.from_bytes(digest[:8]) + 1) / (_WHOLE + 1)


def _stratified(items: Sequence[Item], seed: str, size: int) -> list[Item]:
    strata: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        strata[item.stratum].append(item)
    seats = _seats({name: len(found) for name, found in strata.items()}, size)
    drawn = (
        sorted(found, key=lambda item: _uniform(seed, item))[: seats[name]] for name, found in sorted(strata.items())
    )
    return [item for found in drawn for item in found]


def _seats(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Seats by largest remainder; none gets more than it has."""
    whole = sum(sizes.values())
    quotas = {name: number * size / whole for name, number in sizes.items()} if whole else {}
    seats = {name: int(quota) for name, quota in quotas.items()}
    left = sorted(quotas, key=lambda name: (seats[name] - quotas[name], name))
    for name in left[: size - sum(seats.values())]:
        seats[name] += 1
    return seats
