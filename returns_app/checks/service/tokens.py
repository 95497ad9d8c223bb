"""From match keys to addresses: blinded here, multiplied by both holders, verified and opened here."""

from collections.abc import Sequence

from returns_app.blind.addresses import all_addresses
from returns_app.blind.client import open_answers, prepare
from returns_app.linkage.match_keys import MatchKey
from returns_app.registry.rules import Registry, TokenGroup

Epochs = Sequence[int]


def tokens_of(registry: Registry, epochs: Epochs, keys: Sequence[MatchKey]) -> tuple[TokenGroup, ...]:
    """The addresses of every key under every epoch, in the order of the keys: nothing readable leaves this function."""
    return tokens_together(registry, epochs, keys)[0]


def tokens_together(registry: Registry, epochs: Epochs, *lists: Sequence[MatchKey]) -> list[tuple[TokenGroup, ...]]:
    """The same for several lists of keys at once; a value that stands in two of them is evaluated once."""
    values = list(dict.fromkeys(key.value for keys in lists for key in keys))
    addresses = dict(zip(values, _addresses(registry, epochs, values), strict=True))
    return [tuple(TokenGroup(key.kind, addresses[key.value]) for key in keys) for keys in lists]


def for_storing(
    registry: Registry, keys: Sequence[MatchKey], asked: Sequence[MatchKey]
) -> list[tuple[TokenGroup, ...]]:
    """Keys to store, under the storing epoch alone, and keys by which rivals are looked for, under every epoch."""
    newest, epochs = registry.key_epoch(), registry.epochs()
    if epochs == (newest,):
        return tokens_together(registry, epochs, keys, asked)
    return [tokens_of(registry, (newest,), keys), tokens_of(registry, epochs, asked)]


def _addresses(registry: Registry, epochs: Epochs, values: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    if not values:
        return []
    by_epoch = [_under(registry, epoch, values) for epoch in epochs]
    return [tuple(address for part in parts for address in part) for parts in zip(*by_epoch, strict=True)]


def _under(registry: Registry, epoch: int, values: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    question = prepare(values)
    answers = registry.evaluate(epoch, question.blinded)
    return [all_addresses(token) for token in open_answers(question, answers, registry.commitments(epoch))]
