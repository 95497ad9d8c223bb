"""One run of the whole real path over a person file: keys, tokens, slotted addresses, look-up, score."""

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable

from benchmarks.linking.figures import (
    Candidate,
    Question,
    by_class,
    curve,
    recall_at_false_alarms,
)
from benchmarks.linking.files import Person, PersonFile
from benchmarks.linking.store import Store, TokenFunction
from returns_app.linkage.evidence import Score
from returns_app.linkage.model import Model
from returns_app.linkage.scoring import score

Pair = tuple[int, int]


def measured(people: PersonFile, token: TokenFunction, model: Model) -> dict[str, object]:
    """Every figure of a run with the software's own keys and model."""
    started = time.perf_counter()
    store = filled(people.stored, token)
    scored = [_scored(store, person, model) for person in people.asked]
    seconds = time.perf_counter() - started
    figures = _in_one_file(people, scored) if people.one_file else _of_two(people, scored)
    return figures | {
        "tokens_per_person": round((store.tokens + store.lost) / max(1, len(people.stored)), 2),
        "tokens_lost": store.lost,
        "seconds": round(seconds, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "model_version": model.version,
    }


def filled(stored: Iterable[Person], token: TokenFunction) -> Store:
    """A store with a claim for each person, in their order."""
    store = Store(token)
    for person in stored:
        store.add(person.details)
    return store


def _scored(store: Store, person: Person, model: Model) -> dict[int, Score]:
    return {claim: score(evidence, model) for claim, evidence in store.evidence(person.details).items()}


def answered(people: PersonFile, token: TokenFunction, model: Model) -> list[Question]:
    """The answer to every question of a file with two sides."""
    store = filled(people.stored, token)
    return _questions(people, [_scored(store, person, model) for person in people.asked])


def _of_two(people: PersonFile, scored: list[dict[int, Score]]) -> dict[str, object]:
    """Stored and asked are two files: every candidate is a pair."""
    questions = _questions(people, scored)
    return summary(questions, sum(question.matches for question in questions))


def _questions(people: PersonFile, scored: list[dict[int, Score]]) -> list[Question]:
    sizes = Counter(person.cluster for person in people.stored)
    return [
        Question(
            person.klass,
            sizes[person.cluster],
            tuple(
                Candidate(found.weight, people.stored[claim].cluster == person.cluster, found.band)
                for claim, found in met.items()
            ),
        )
        for person, met in zip(people.asked, scored, strict=True)
    ]


def _in_one_file(people: PersonFile, scored: list[dict[int, Score]]) -> dict[str, object]:
    """Everybody is stored and asked; a pair counts once, with the better of its two scores."""
    pairs: dict[Pair, Score] = {}
    for asked, met in enumerate(scored):
        for claim, found in met.items():
            pair = (min(asked, claim), max(asked, claim))
            if asked != claim and (pair not in pairs or found.weight > pairs[pair].weight):
                pairs[pair] = found
    return _of_pairs(people, pairs)


def _of_pairs(people: PersonFile, pairs: dict[Pair, Score]) -> dict[str, object]:
    sizes = Counter(person.cluster for person in people.stored)
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    for pair, found in pairs.items():
        is_match = people.stored[pair[0]].cluster == people.stored[pair[1]].cluster
        for one in pair:
            candidates[one].append(Candidate(found.weight, is_match, found.band))
    questions = [
        Question(person.klass, sizes[person.cluster] - 1, tuple(candidates[number]))
        for number, person in enumerate(people.stored)
    ]
    return summary(questions, sum(size * (size - 1) // 2 for size in sizes.values()), twice=True)


def summary(questions: list[Question], matches: int, *, twice: bool = False) -> dict[str, object]:
    """The figures of answered questions; `twice` when every pair stands in the questions of both its persons."""
    scored = [(one.weight, one.is_match) for question in questions for one in question.candidates]
    line = curve(scored, matches * (2 if twice else 1))
    f1, precision, recall = line.best_f1()
    r99, limit = line.recall_at_precision(0.99)
    figures = {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "r99": r99,
        "r999": line.recall_at_precision(0.999)[0],
        "recall_fpr01": recall_at_false_alarms(questions, 0.01),
        "recall_fpr001": recall_at_false_alarms(questions, 0.001),
        "candidate_recall": sum(is_match for _, is_match in scored) / line.matches,
    }
    rounded: dict[str, object] = {name: round(value, 4) for name, value in figures.items()}
    return {"candidates": len(scored) // (2 if twice else 1), **rounded, "by_class": by_class(questions, limit)}
