"""A whole release from its spells: pure, so that the same spells make the same bytes on any machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from returns_app.indicators.rules.caveats import Circumstances, caveats_of
from returns_app.indicators.rules.compiling import Former, Scope, counted
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.guards import Audience, protected_rate
from returns_app.indicators.rules.lasting import incidences, speeds
from returns_app.indicators.rules.quality import UNSEEN, quality_shares
from returns_app.indicators.rules.releases import Entry, Key, entries_of, read_document, write_document
from returns_app.indicators.rules.spells import Spells


def release_bytes(
    head: Mapping[str, Any], spells: Spells, scope: Scope, formers: Sequence[tuple[Spells, bytes]] = (),
    imported: Iterable[Entry] = (),
) -> bytes:  # fmt: skip
    """The document of a release; formers are the earlier ones, the newest first; imported are A2 and D5."""
    before = tuple(Former(found, counts_of(document)) for found, document in formers)
    unseen = _unseen(spells, scope)
    whole = replace(scope, formers=before, unseen=unseen)
    entries = [*counted(spells, whole), *incidences(spells, whole), *speeds(spells, whole)]
    entries += quality(spells, whole, entries)
    entries += imported
    return write_document(head, entries)


def counts_of(document: bytes) -> dict[Key, int]:
    """The counts a document published."""
    return {
        entry.key: entry.value
        for entry in entries_of(read_document(document))
        if entry.value is not None and (entry.key.measure == "N" or entry.key.measure.startswith("N_"))
    }


def quality(spells: Spells, scope: Scope, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Q1 to Q6, printed with every release."""
    for period in scope.periods:
        shares = quality_shares(spells, period)
        for name in sorted(shares.keys() - {UNSEEN}):
            part, whole = shares[name]
            rate = protected_rate(part, whole, scope.audience)
            yield _quality(name, period, rate.value, rate.status, scope)
        changed, compared = _changed(entries, scope, period)
        value = None if not compared else (200 * changed + compared) // (2 * compared)
        yield _quality("Q6", period, value, "NONE_BEFORE" if value is None else "RR5T", scope)


def _quality(name: str, period: str, value: int | None, status: str, scope: Scope) -> Entry:
    indicator = CATALOGUE[name]
    figure = Circumstances(
        period, scope.cut_off, always=indicator.caveats, is_protected=True, is_withheld=status == "WITHHELD_SMALL"
    )
    shown = None if value is None else min(value, 100)
    key = Key(name, "total", (), period, "SHARE")
    return Entry(key, shown, status, indicator.method.value, caveats_of(figure), indicator.legal_version)


def _changed(entries: Sequence[Entry], scope: Scope, period: str) -> tuple[int, int]:
    published: dict[Key, int] = {}
    for former in reversed(scope.formers):
        published.update(former.counts)
    both = [
        entry for entry in entries if entry.key in published and entry.key.period == period and entry.value is not None
    ]
    return sum(entry.value != published[entry.key] for entry in both), len(both)


def _unseen(spells: Spells, scope: Scope) -> int | None:
    """Percent of the recorded departures of the period that rest on a declaration only, from protected counts."""
    part, whole = quality_shares(spells, scope.period)[UNSEEN]
    return protected_rate(part, whole, Audience.RESTRICTED).value
