"""Pairs of a made-up population as patterns: what the score sees of each, and whether they are one person."""

from collections import defaultdict
from pathlib import Path

from benchmarks.fitting.regression import Counts, Feature, Pattern
from benchmarks.linking.files import PersonFile, read
from benchmarks.linking.run import filled
from benchmarks.linking.store import keyed_hash
from returns_app.linkage.evidence import Evidence, Note
from returns_app.linkage.kinds import Field
from returns_app.linkage.refining import doublings, refinements
from returns_app.linkage.verdicts import FINDINGS

SILENT = frozenset({Note.NOT_BOTH_KNOWN, Note.ONLY_WITH_NAME})
_AS_RARE = frozenset({Note.BY_SOUND, Note.ONE_LETTER, Note.NAME_LEFT_OUT, Note.GIVEN_NAME_ONLY})


def patterns_of(path: Path) -> dict[Pattern, Counts]:
    """Every pair that any question of a person file meets, counted by pattern."""
    people = read(path)
    return _counted(people)


def _counted(people: PersonFile) -> dict[Pattern, Counts]:
    store = filled(people.stored, keyed_hash)
    counted: dict[Pattern, Counts] = defaultdict(Counts)
    for asked in people.asked:
        for claim, evidence in store.evidence(asked.details).items():
            counts = counted[pattern(evidence)]
            if people.stored[claim].cluster == asked.cluster:
                counts.same += 1
            else:
                counts.other += 1
    return counted


def pattern(evidence: Evidence) -> Pattern:
    """The notes of all fields, what refines the name's weight, and the bits its frequency takes off."""
    notes = {field: finding(evidence)[1] for field, finding in FINDINGS.items()}
    features: list[Feature] = [(field, note) for field, note in notes.items() if note not in SILENT]
    name = notes[Field.NAME]
    features += [word for field, note in notes.items() for word in refinements(evidence, field, note, name)]
    return Pattern(tuple(features), -round(doublings(evidence, name), 1) if name in _AS_RARE else 0.0)
