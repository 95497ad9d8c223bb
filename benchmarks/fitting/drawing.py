"""From fitted weights to a model: weights people can read, a prior, and where the bands begin."""

from collections.abc import Mapping
from math import log2

from benchmarks.fitting.regression import Counts, Feature, Pattern, fitted
from returns_app.linkage.evidence import Note
from returns_app.linkage.kinds import Field
from returns_app.linkage.refining import OF_OTHER_NAMES, REFINEMENTS

_AGAINST = frozenset({Note.GIVEN_NAME_DIFFERS, Note.NAME_DIFFERS, Note.DATE_DIFFERS, Note.OTHER_VALUE})
_ANY = (-40.0, 40.0)
_FOR = (0.1, 40.0)
_RISES = {Field.NAME: 13.0, Field.BORN: 10.0}
"""Nearly every pair has a note on names and one on the date: what is added to all of them is taken off the prior."""

_NAMES_THAT_AGREE = (Note.BY_SOUND, Note.ONE_LETTER, Note.GIVEN_NAME_ONLY, Note.NAME_LEFT_OUT)
_LEAST_OF_A_NAME = 1.0
_DIFFERS = -0.1

_LEAST: dict[Feature, float] = {
    (Field.PLACE, Note.OTHER_VALUE): -3.0,
    (Field.NATIONALITY, Note.OTHER_VALUE): -9.0,
    (Field.DOCUMENT, Note.OTHER_VALUE): -5.0,
    (Field.PHONE, Note.OTHER_VALUE): -1.5,
    (Field.EMAIL, Note.OTHER_VALUE): -1.5,
    (Field.ACCOUNT, Note.OTHER_VALUE): -1.5,
    (Field.FAMILY, Note.OTHER_VALUE): -1.5,
    (Field.ADDRESS, Note.OTHER_VALUE): -0.5,
}
"""How much a difference may count: a made-up population is tidier than the world, where people move and renew papers."""

_HARDLY = 3.0
"""Two names that agree under another first given name may be a brother's: not much above their common weight."""

_BESIDE = {"account": "phone"}
"""A field the population lacks weighs what its nearest does."""

KNOWN_IN_PRACTICE = 0.1
"""The share of checks that concern a known person, for the probability; the fitted population has more of them."""


def weights_of(
    patterns: Mapping[Pattern, Counts], known_share: float
) -> tuple[float, dict[str, dict[str, float]], dict[str, float]]:
    """The prior in bits, the weights by field and note, and the refinements of a name's weight."""
    features = {feature for pattern in patterns for feature in pattern.features}
    bounds = {feature: _bounds(feature) for feature in features}
    prior, weights = fitted(patterns, bounds, {feature: _centre(feature) for feature in features})
    prior -= _levelled(weights)
    tables: dict[str, dict[str, float]] = {field.value: {} for field in Field}
    for feature, bits in weights.items():
        if isinstance(feature, tuple):
            field, note = feature
            tables[field][note] = round(bits + _RISES.get(field, 0.0), 2)
    for field, neighbour in _BESIDE.items():
        tables[field] = tables[field] or dict(tables[neighbour])
    refined = {name: round(weights.get(name, 0.0), 2) for name in REFINEMENTS}
    in_practice = log2(KNOWN_IN_PRACTICE / (1 - KNOWN_IN_PRACTICE)) - log2(known_share / (1 - known_share))
    return round(sum(_RISES.values()) - prior - in_practice, 2), tables, refined


def _levelled(weights: dict[Feature, float]) -> float:
    """Move all notes on names up together, so that names which agree at all count for; what the prior loses by it.

    A pair of altogether different names was met for one reason, which stands among the refinements: what the note on
    its names is moved by, the reason takes back.
    """
    told = {note: weights[Field.NAME, note] for note in Note if (Field.NAME, note) in weights}
    rise = _LEAST_OF_A_NAME - min(told[note] for note in _NAMES_THAT_AGREE if note in told)
    for note in told:
        weights[Field.NAME, note] += rise
    differs = weights.get((Field.NAME, Note.NAME_DIFFERS), _DIFFERS)
    weights[Field.NAME, Note.NAME_DIFFERS] = _DIFFERS
    for reason in OF_OTHER_NAMES:
        weights[reason] = weights.get(reason, 0.0) + differs - _DIFFERS
    for note in told:
        weights[Field.NAME, note] -= _RISES[Field.NAME]
    return rise - _RISES[Field.NAME]


def _centre(feature: Feature) -> float:
    """Names and dates about which little is known stay near their own level."""
    return -_RISES.get(feature[0], 0.0) if isinstance(feature, tuple) else 0.0


def _bounds(feature: Feature) -> tuple[float, float]:
    """Names and dates find their own level; the others keep to their side of zero."""
    if feature == "given_name_differs":
        return (_ANY[0], _HARDLY)
    if not isinstance(feature, tuple):
        return _ANY
    if feature[0] is Field.NAME:
        return _ANY
    if feature[0] in _RISES:
        level = -_RISES[feature[0]]
        return (_ANY[0], level - 0.1) if feature[1] in _AGAINST else (level + 0.1, _ANY[1])
    return (_LEAST.get(feature, -3.0), -0.1) if feature[1] in _AGAINST else _FOR
