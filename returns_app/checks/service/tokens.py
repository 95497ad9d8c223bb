"""From match keys to addresses: blinded here, multiplied by both holders, verified and opened here."""

from collections.abc import Sequence

from returns_app.blind.addresses import all_addresses
from returns_app.blind.client import open_answers, prepare
from returns_app.linkage.match_keys import MatchKey
from returns_app.registry.rules import Registry, TokenGroup


def tokens_of(registry: Registry, epoch: int, keys: Sequence[MatchKey]) -> tuple[TokenGroup, ...]:
    """The addresses of every key, in the order of the keys: nothing readable leaves this function."""
    return tokens_together(registry, epoch, keys)[0]


def tokens_together(registry: Registry, epoch: int, *lists: Sequence[MatchKey]) -> list[tuple[TokenGroup, ...]]:
    """The same for several lists of keys at once; a value that stands in two of them is evaluated once."""
    values = list(dict.fromkeys(key.value for keys in lists for key in keys))
    addresses = dict(zip(values, _addresses(registry, epoch, values), strict=True))
    return [tuple(TokenGroup(key.kind, addresses[key.value]) for key in keys) for keys in lists]


def _addresses(registry: Registry, epoch: int, values: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    if not values:
        return []
    question = prepare(values)
    answers = registry.evaluate(epoch, question.blinded)
    return [all_addresses(token) for token in open_answers(question, answers, registry.commitments(epoch))]
