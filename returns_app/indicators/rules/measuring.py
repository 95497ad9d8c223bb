"""Which spells stand in the numerator and the denominator of every indicator, by the events of its definition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from returns_app.indicators.rules.cells import Marks, Numbers
from returns_app.indicators.rules.spells import NEVER, NO_SCORE, Outcome, Reply, Spells, forced_or_voluntary, voluntary
from returns_app.indicators.rules.stages import STAGE_DAYS, duration_of
from returns_app.indicators.rules.tables import Crowd

HORIZONS = (90, 180, 365, 730)
APPLICATION_HORIZON = 180
LATE_DAYS = 30
START_DAYS = 60
YEAR_DAYS = 365
DUE = ((6, 182), (12, 365))
MONITOR_GRACE = 60
USUAL_DEADLINE = 30
HALF_SCORE = 50


@dataclass(frozen=True)
class Deadlines:
    """Days a framework leaves for an answer or a document; 30 where it says nothing."""

    reply: Mapping[int, int] = field(default_factory=dict)
    issue: Mapping[int, int] = field(default_factory=dict)

    def days(self, spells: Spells, known: Mapping[int, int]) -> Numbers:
        """For every spell its deadline by citizenship."""
        look = np.full(2**16, USUAL_DEADLINE, np.int64)
        for country, days in known.items():
            look[country] = days
        return np.asarray(look[spells.rows["citizen"]])


class Part(NamedTuple):
    """A share: its name in files, who is in the part; the whole is the indicator's."""

    name: str
    crowd: Crowd


def whole_of(indicator: str, spells: Spells) -> Crowd:
    """The persons an indicator is about, by the day that decides the period."""
    return _WHOLES[indicator](spells)


def parts_of(indicator: str, spells: Spells, deadlines: Deadlines) -> tuple[Part, ...]:
    """The parts of an indicator's whole; none for a plain count."""
    found = _PARTS.get(indicator)
    return () if found is None else found(spells, whole_of(indicator, spells), deadlines)


def _everybody(spells: Spells) -> Marks:
    return np.ones(len(spells), bool)


def _kept_requests(spells: Spells) -> Marks:
    return np.asarray(spells["reply"] != Reply.WITHDRAWN_BY_MS)


_WHOLES: dict[str, Callable[[Spells], Crowd]] = {
    "A1": lambda s: Crowd.of(s, _everybody(s), "notified"),
    "A3": lambda s: Crowd.of(s, _everybody(s), "notified"),
    "A4": lambda s: Crowd.of(s, _everybody(s), "notified"),
    "C1": lambda s: Crowd.of(s, _kept_requests(s), "requested"),
    "C2": lambda s: Crowd.of(s, _kept_requests(s), "requested"),
    "D1": lambda s: Crowd.of(s, _everybody(s), "ident_asked"),
    "D2": lambda s: Crowd.of(s, np.asarray(s["ident"] == Reply.POSITIVE), "ident_replied"),
    "D3": lambda s: Crowd.of(s, _everybody(s), "lp_proposed"),
    "D4": lambda s: Crowd.of(s, forced_or_voluntary(s) & (s["admitted"] > 0), "departed"),
    "V1": lambda s: Crowd.of(s, voluntary(s), "departed"),
    "V2": lambda s: Crowd.of(s, _everybody(s), "applied"),
    "P1": lambda s: Crowd.of(s, _everybody(s), "double"),
    "R1": lambda s: Crowd.of(s, np.asarray(s["assistance"] >= 1), "arrived"),
    "R2": lambda s: Crowd.of(s, _everybody(s), "arrived"),
    "R3": lambda s: Crowd.of(s, _everybody(s), "arrived"),
    "R4": lambda s: Crowd.of(s, forced_or_voluntary(s), "departed"),
}


def _flow(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del whole, deadlines
    returned = forced_or_voluntary(spells)
    away = returned & (spells["c_dest"] <= 1)
    return Part("RETURNS", Crowd.of(spells, returned, "departed")), Part("TO_THIRD", Crowd.of(spells, away, "departed"))


def _accepted(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    reply = spells["reply"]
    refused = (reply == Reply.NEGATIVE_OTHER_NAT) | (reply == Reply.NEGATIVE_NOT_CONFIRMED)
    positive = np.asarray(reply == Reply.POSITIVE)
    pending = np.asarray((reply == Reply.PENDING) | (reply == Reply.EXPIRED))
    return (
        Part("ACCEPTED", whole.where(positive)), Part("DECIDED", whole.where(np.asarray(positive | refused))),
        Part("PENDING", whole.where(pending)),
    )  # fmt: skip


def _no_reply(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    late = _took(spells, "requested", "replied", NEVER) > deadlines.days(spells, deadlines.reply)
    return (Part("NO_REPLY", whole.where((spells["replied"] == NEVER) | late)),)


def _confirmed(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    ident = spells["ident"]
    other = np.asarray(ident == Reply.NEGATIVE_OTHER_NAT)
    not_confirmed = np.asarray(ident == Reply.NEGATIVE_NOT_CONFIRMED)
    return (
        Part("CONFIRMED", whole.where(np.asarray(ident == Reply.POSITIVE))), Part("OTHER_NATIONALITY", whole.where(other)),
        Part("NOT_CONFIRMED", whole.where(not_confirmed)),
    )  # fmt: skip


def _issued(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    issued = np.asarray((spells["issued"] != NEVER) & (spells["issued"] >= spells["ident_replied"]))
    in_time = issued & (_took(spells, "ident_replied", "issued", NEVER) <= deadlines.days(spells, deadlines.issue))
    return Part("ISSUED", whole.where(issued)), Part("ISSUED_IN_TIME", whole.where(in_time))


def _lp(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    return (Part("ACCEPTED", whole.where(np.asarray(spells["lp"] == Reply.POSITIVE))),)


def _admitted(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    return (Part("ADMITTED", whole.where(np.asarray(spells["admitted"] == 1))),)


def _started(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    soon = (spells["planned"] != NEVER) & (_took(spells, "arrived", "planned", NEVER) <= START_DAYS)
    return (Part("STARTED", whole.where(np.asarray(soon))),)


def _reached(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    return tuple(
        Part(f"REACHED_{months}M", whole.where(np.asarray(spells[f"reached{months}"] != NEVER)))
        for months, _days in DUE
    )


def _sustained(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    answered = np.asarray(spells["score"] != NO_SCORE)
    return (
        Part("RESPONDENTS", whole.where(answered)),
        Part("SUSTAINED", whole.where(answered & (spells["score"] >= HALF_SCORE))),
    )


def _again(spells: Spells, whole: Crowd, deadlines: Deadlines) -> tuple[Part, ...]:
    del deadlines
    again = (spells["met_again"] != NEVER) & (_took(spells, "departed", "met_again", NEVER) <= YEAR_DAYS)
    return (Part("MET_AGAIN", whole.where(np.asarray(again))),)


_PARTS: dict[str, Callable[[Spells, Crowd, Deadlines], tuple[Part, ...]]] = {
    "A3": _flow, "C1": _accepted, "C2": _no_reply, "D1": _confirmed, "D2": _issued, "D3": _lp, "D4": _admitted,
    "R1": _started, "R2": _reached, "R3": _sustained, "R4": _again,
}  # fmt: skip


def _took(spells: Spells, start: str, end: str, otherwise: int) -> Numbers:
    both = (spells[start] != NEVER) & (spells[end] != NEVER)
    return np.where(both, spells[end] - spells[start], otherwise)


class Fate(NamedTuple):
    """What became of a cohort: days until the first terminal event or the cut-off, the outcome, delayed entry."""

    crowd: Crowd
    days: Numbers
    cause: Numbers
    entry: Numbers


def fate_of(indicator: str, spells: Spells, cut_off: int) -> Fate:
    """The cohort of A4 (from the decision) or V2 (from the application) by outcome."""
    crowd = whole_of(indicator, spells)
    begun = crowd.days
    departed, over = spells["departed"][crowd.rows], spells["ended"][crowd.rows]
    counts = forced_or_voluntary(spells)[crowd.rows]
    left = counts & (departed >= begun)
    kind = np.where(spells["return_type"][crowd.rows] <= 1, Outcome.RETURN_VOLUNTARY, Outcome.RETURN_FORCED)
    ended = ~left & (over != NEVER) & (over >= begun)
    until = np.where(left, departed, np.where(ended, over, cut_off))
    cause = np.where(left, kind, np.where(ended, spells["outcome"][crowd.rows], Outcome.OPEN))
    came = spells["entered"][crowd.rows]
    entry = np.where((came != NEVER) & (came > begun), came - begun, -1)
    return Fate(crowd, np.maximum(until - begun, 0), cause, entry)


RETURNS = {Outcome.RETURN_VOLUNTARY: "VOLUNTARY", Outcome.RETURN_FORCED: "FORCED"}
COHORTS: dict[str, tuple[int, ...]] = {"A4": HORIZONS, "V2": (APPLICATION_HORIZON,)}


def crowd_of(indicator: str, measure: str, spells: Spells, deadlines: Deadlines, cut_off: int) -> Crowd:
    """Who stands behind a count of an indicator: everybody it is about ("N"), or one of its parts."""
    key = ("crowd", indicator, measure, cut_off)
    if key not in spells.kept:
        spells.kept[key] = _crowd(indicator, measure, spells, deadlines, cut_off)
    found: Crowd = spells.kept[key]
    return found


def _crowd(indicator: str, measure: str, spells: Spells, deadlines: Deadlines, cut_off: int) -> Crowd:
    if indicator in STAGE_DAYS:
        return duration_of(indicator, spells, cut_off).crowd
    if measure == "N":
        return whole_of(indicator, spells)
    if indicator in COHORTS:
        return _within(fate_of(indicator, spells, cut_off), measure)
    return next(one.crowd for one in parts_of(indicator, spells, deadlines) if one.name == measure)


def _within(fate: Fate, measure: str) -> Crowd:
    """Those of a cohort who returned within so many days: VOLUNTARY_180; or who came into sight late: LATE."""
    name, _, days = measure.partition("_")
    cause = next((cause for cause, word in RETURNS.items() if word == name), None)
    marks = fate.entry >= 0 if cause is None else (fate.cause == cause) & (fate.days <= int(days))
    return Crowd(fate.crowd.spells, fate.crowd.rows[marks], fate.crowd.days[marks])


def part_names(indicator: str) -> tuple[str, ...]:
    """The parts an indicator has, in the order they are published."""
    return _NAMES.get(indicator, ())


_NAMES: dict[str, tuple[str, ...]] = {
    "A3": ("RETURNS", "TO_THIRD"), "C1": ("ACCEPTED", "DECIDED", "PENDING"), "C2": ("NO_REPLY",),
    "D1": ("CONFIRMED", "OTHER_NATIONALITY", "NOT_CONFIRMED"), "D2": ("ISSUED", "ISSUED_IN_TIME"), "D3": ("ACCEPTED",),
    "D4": ("ADMITTED",), "R1": ("STARTED",), "R2": ("REACHED_6M", "REACHED_12M"), "R3": ("RESPONDENTS", "SUSTAINED"),
    "R4": ("MET_AGAIN",),
}  # fmt: skip
