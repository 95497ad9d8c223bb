"""What the first public page shows of a release: a few totals, read off the published document alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from returns_app.indicators.models import Publication
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.releases import Entry, entries_of, read_document

# Indicator, measure, and the spread whose margin is the total.
HEADLINES = (
    ("V1", "N", "region"), ("V2", "VOLUNTARY_180", "region"), ("T7", "MEDIAN", "total"), ("R1", "STARTED", "region"),
)  # fmt: skip
UNITS = {"N": "", "MEDIAN": "d"}


@dataclass(frozen=True, slots=True)
class Headline:
    """One total with the period it is of and its warnings; no value is withheld."""

    title: str
    period: str
    value: int | None
    unit: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest publication of a publisher that stands."""

    publication: Publication
    headlines: tuple[Headline, ...]


def latest_of(publications: Sequence[Publication]) -> list[Latest]:
    """One publisher after the other; what was taken back is not shown here."""
    newest: dict[str, Publication] = {}
    for one in publications:
        if one.withdrawn_at is None:
            newest.setdefault(one.publisher, one)
    return [Latest(newest[name], tuple(_headlines(newest[name]))) for name in sorted(newest)]


def _headlines(publication: Publication) -> Iterator[Headline]:
    entries = list(entries_of(read_document(publication.document)))
    for indicator, measure, spread in HEADLINES:
        found = [
            one for one in entries
            if (one.key.indicator, one.key.measure, one.key.spread) == (indicator, measure, spread)
            and set(one.key.codes) <= {"TOTAL"}
        ]  # fmt: skip
        if found:
            yield _headline(max(found, key=lambda one: (len(one.key.period) > 4, one.key.period)))  # noqa: PLR2004


def _headline(entry: Entry) -> Headline:
    title = CATALOGUE[entry.key.indicator].title
    return Headline(title, entry.key.period, entry.value, UNITS.get(entry.key.measure, "%"), entry.caveats)
