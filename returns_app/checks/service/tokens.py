"""From match keys to addresses: blinded here, multiplied by both holders, verified and opened here."""

from collections.abc import Sequence

from returns_app.blind.addresses import all_addresses
from returns_app.blind.client import open_answers, prepare
from returns_app.linkage.match_keys import MatchKey
from returns_app.registry.rules import Registry, TokenGroup


def tokens_of(registry: Registry, epoch: int, keys: Sequence[MatchKey]) -> tuple[TokenGroup, ...]:
    """The addresses of every key, in the order of the keys: nothing readable leaves this function."""
    if not keys:
        return ()
    question = prepare([key.value for key in keys])
    answers = registry.evaluate(epoch, question.blinded)
    tokens = open_answers(question, answers, registry.commitments(epoch))
    return tuple(TokenGroup(key.kind, all_addresses(token)) for key, token in zip(keys, tokens, strict=True))
