"""From match keys to addresses: blinded here, multiplied by both holders, verified and opened here."""

from collections.abc import Callable, Sequence
from itertools import chain

from returns_app.blind.addresses import all_addresses
from returns_app.blind.client import Opened, open_coming, prepare
from returns_app.linkage.match_keys import MatchKey
from returns_app.registry.rules import Answer, Question, Registry, TokenGroup

Epochs = Sequence[int]


def tokens_of(registry: Registry, epochs: Epochs, keys: Sequence[MatchKey]) -> tuple[TokenGroup, ...]:
    """The addresses of every key under every epoch, in the order of the keys: nothing readable leaves this function."""
    return tokens_together(registry, epochs, keys)[0]


def tokens_together(registry: Registry, epochs: Epochs, *lists: Sequence[MatchKey]) -> list[tuple[TokenGroup, ...]]:
    """The same for several lists of keys at once; a value that stands in two of them is evaluated once."""
    values = list(dict.fromkeys(key.value for keys in lists for key in keys))
    addresses = dict(zip(values, _addresses(registry, epochs, values), strict=True))
    return [tuple(TokenGroup(key.kind, addresses[key.value]) for key in keys) for keys in lists]


def answer_to(
    registry: Registry, keys: Sequence[MatchKey], say: Callable[[tuple[TokenGroup, ...]], Question]
) -> Answer:
    """The store's answer to the question that `say` makes of the keys' addresses.

    The last proof is verified while the store looks up. The answer is withheld until all of them hold: BadProof otherwise.
    """
    opened = _opened(registry, registry.epochs(), [key.value for key in keys])
    addresses = _joined([one.tokens for one in opened])
    groups = tuple(TokenGroup(key.kind, found) for key, found in zip(keys, addresses, strict=True))
    try:
        return registry.ask(say(groups))
    finally:
        for one in opened:
            one.vouched()


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
    return _joined([one.vouched() for one in _opened(registry, epochs, values)])


def _opened(registry: Registry, epochs: Epochs, values: Sequence[bytes]) -> list[Opened]:
    """The tokens of these values under every epoch; their proofs may still be on the way."""
    found = []
    for epoch in epochs if values else ():
        question = prepare(values)
        answers = registry.evaluate(epoch, question.blinded)
        found.append(open_coming(question, answers, registry.commitments(epoch)))
    return found


def _joined(tokens: Sequence[Sequence[bytes]]) -> list[tuple[bytes, ...]]:
    """The addresses of each value under every epoch."""
    return [tuple(chain.from_iterable(map(all_addresses, of_one))) for of_one in zip(*tokens, strict=True)]
