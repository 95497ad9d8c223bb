"""Sockets that misbehave: refused, cut, slow, endless, closed in between; never more than one exchange, always an end."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from returns_app.peers.rules.problems import PeerGone, StaleConnection
from returns_app.peers.service import HttpTransport, Message, Reply
from returns_app.peers.service.transport import LARGEST_ANSWER

Turn = Callable[[socket.socket], None]
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def _server(*turns: Turn) -> Iterator[str]:
    """Listens, and does one thing to each connection in turn."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for turn in turns:
                connection, _ = listening.accept()
                with connection:
                    turn(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(timeout=10)


def _answering(*answers: bytes) -> Turn:
    def turn(connection: socket.socket) -> None:
        for answer in answers:
            _heard(connection)
            connection.sendall(answer)

    return turn


def _heard(connection: socket.socket) -> None:
    """Read one request: head and body come in pieces."""
    heard = b""
    while not heard.endswith(b"\r\n\r\n{}"):
        heard += connection.recv(65_536)


def _silent(connection: socket.socket) -> None:
    _heard(connection)
    connection.settimeout(5)
    connection.recv(1)  # until the other side gives up


def _endless(connection: socket.socket) -> None:
    _heard(connection)
    size = LARGEST_ANSWER + 10
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
    try:
        connection.sendall(b"x" * size)
    except OSError:
        return  # hung up on, as it should be


def _send(transport: HttpTransport, url: str) -> Reply:
    return transport.send(Message("POST", f"{url}/v1/x", {"Host": "x", "Content-Type": "application/json"}, b"{}"))


def test_a_connection_is_kept_for_the_next_exchange() -> None:
    with _server(_answering(GOOD, GOOD)) as url, closing(HttpTransport(url)) as transport:
        assert [_send(transport, url).body for _ in range(2)] == [b"{}", b"{}"]


def test_one_that_was_closed_meanwhile_says_so() -> None:
    with _server(_answering(GOOD), _answering(GOOD)) as url, closing(HttpTransport(url)) as transport:
        _send(transport, url)
        time.sleep(0.1)
        with pytest.raises(StaleConnection):
            _send(transport, url)
        assert _send(transport, url).status == 200


@pytest.mark.parametrize(
    "turn",
    [
        _answering(b""),
        _answering(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"),
        _answering(b"\x00\xff garbage \r\n\r\n"),
        _answering(b"HTTP/1.1 OK\r\n"),
        _endless,
    ],
    ids=["nothing", "half", "garbage", "no-status", "endless"],
)
def test_what_is_no_answer_is_nobody(turn: Turn) -> None:
    with _server(turn) as url, closing(HttpTransport(url)) as transport, pytest.raises(PeerGone):
        _send(transport, url)


def test_silence_ends() -> None:
    with _server(_silent) as url, closing(HttpTransport(url, read_seconds=0.2)) as transport:
        begun = time.monotonic()
        with pytest.raises(PeerGone, match="TimeoutError"):
            _send(transport, url)
        assert time.monotonic() - begun < 2


def test_nobody_there_is_known_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with closing(HttpTransport(url)) as transport, pytest.raises(PeerGone):
        _send(transport, url)
