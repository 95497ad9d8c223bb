"""Calling another side that is slow, gone, confused or lying: retried, refused, left alone, and never believed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from returns_app.core import clock
from returns_app.peers.rules.problems import Code, PeerGone, Problem, StaleConnection
from returns_app.peers.service import Caller, Identity, Message, Reply
from returns_app.peers.service.breaker import LONGEST_PAUSE, MOST_FAILURES, pause_after

pytestmark = pytest.mark.postgres
Script = Callable[[Message], Reply]


@dataclass(frozen=True)
class Said:
    text: str


class Scripted:
    """The other side: does one thing after the other, the last one for ever."""

    def __init__(self, *turns: Script) -> None:
        self.turns, self.sent = list(turns), list[Message]()

    def close(self) -> None:
        """Nothing is kept open."""

    def send(self, message: Message) -> Reply:
        self.sent.append(message)
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        return turn(message)


def _good(message: Message) -> Reply:
    return _answer(f'{{"reply_to":"{message.headers["Idempotency-Key"]}","answer":{{"text":"yes"}},"pad":""}}')


def _answer(body: str, status: int = 200) -> Reply:
    return Reply(status, body.encode())


def _gone(_message: Message) -> Reply:
    raise PeerGone("no answer")


def _stale(_message: Message) -> Reply:
    raise StaleConnection("closed")


def _caller(other: Scripted, sleep: Callable[[float], None] = lambda _seconds: None) -> Caller:
    return Caller("http://other.example", Identity("NL", Ed25519PrivateKey.generate()), other, sleep)


def _call(other: Scripted) -> Said:
    return _caller(other).call("/v1/x", Said("may I"), Said)


def test_an_answer_is_read(house: Flask) -> None:
    assert _call(Scripted(_good)) == Said("yes")


def test_a_retry_keeps_its_key_and_is_signed_anew(house: Flask) -> None:
    other = Scripted(_gone, lambda _message: _answer("", 503), _good)
    assert _call(other) == Said("yes")
    assert len({message.headers["Idempotency-Key"] for message in other.sent}) == 1
    assert len({message.headers["Signature"] for message in other.sent}) == 3


def test_pauses_grow_and_are_never_twice_the_same(house: Flask) -> None:
    pauses: list[float] = []
    for _ in range(2):
        with pytest.raises(PeerGone):
            _caller(Scripted(_gone), pauses.append).call("/v1/x", Said(""), Said)
    first, second, *others = pauses
    assert 0.05 <= first < 0.1 <= second < 0.2
    assert others != [first, second]


def test_a_connection_closed_meanwhile_costs_no_pause(house: Flask) -> None:
    pauses: list[float] = []
    assert _caller(Scripted(_stale, _good), pauses.append).call("/v1/x", Said(""), Said) == Said("yes")
    assert pauses == [0.0]


@pytest.mark.parametrize(
    "body",
    [
        "", "<html>", "[]", "null", "{}", '{"reply_to":"K"}', '{"reply_to":"K","answer":{"text":1},"pad":""}',
        '{"reply_to":"K","answer":{"text":"yes","more":1},"pad":""}', '{"reply_to":"K","answer":null,"pad":""}',
        '{"reply_to":"K","answer":{"text":"yes"},"pad":"","more":1}',
    ],
)  # fmt: skip
def test_garbage_is_no_answer(house: Flask, body: str) -> None:
    def reply(message: Message) -> Reply:
        return _answer(body.replace("K", message.headers["Idempotency-Key"]))

    with pytest.raises(PeerGone):
        _call(Scripted(reply))


def test_an_answer_to_an_earlier_request_is_no_answer(house: Flask) -> None:
    earlier = _answer(f'{{"reply_to":"{uuid4()}","answer":{{"text":"yes"}},"pad":""}}')
    with pytest.raises(PeerGone, match="another request"):
        _call(Scripted(lambda _message: earlier))


def test_a_refusal_is_told_and_not_repeated(house: Flask) -> None:
    other = Scripted(lambda _message: _answer('{"code":"too_many"}', 429))
    with pytest.raises(Problem) as refused:
        _call(other)
    assert refused.value.code is Code.TOO_MANY
    assert len(other.sent) == 1


def test_a_redirect_is_not_followed(house: Flask) -> None:
    other = Scripted(lambda _message: _answer("", 302))
    with pytest.raises(PeerGone):
        _call(other)
    assert len(other.sent) == 1


def test_after_five_failures_it_is_left_alone_until_the_pause_is_over(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Scripted(_gone)
    for _ in range(MOST_FAILURES):
        with pytest.raises(PeerGone):
            _call(other)
    tried = len(other.sent)
    with pytest.raises(PeerGone, match="left alone"):
        _call(other)
    assert len(other.sent) == tried
    later = clock.utc_now() + timedelta(seconds=2)
    monkeypatch.setattr(clock, "utc_now", lambda: later)
    well = Scripted(_good)
    assert _call(well) == _call(well) == Said("yes")


def test_the_pause_doubles_up_to_a_minute() -> None:
    assert [pause_after(failures) for failures in (4, 5, 6, 7, 40)] == [0.0, 1.0, 2.0, 4.0, LONGEST_PAUSE]
