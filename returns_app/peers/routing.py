"""Routes between organisations: every one signed by a member of the federation, strict in shape, answered in one envelope."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from returns_app.db.session import db
from returns_app.peers.rules.federation import Federation, Member
from returns_app.peers.rules.problems import Code, Problem
from returns_app.peers.rules.shapes import BadShape, from_bytes, to_bytes
from returns_app.peers.service import Message, Tally, use_up, verify

FEDERATION = "returns.federation"
HEALTH = "/v1/health"
_STEP_SECONDS = 0.005
View = Callable[[Member, UUID, Any], Any]
Counts = Callable[[Member, UUID, Any], Tally | None]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the interface, as the published description needs it."""

    path: str
    takes: Any
    gives: Any
    summary: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """Every answer: to which request it is one, and padding where the length would tell something."""

    reply_to: UUID
    answer: Any
    pad: str = ""


class SignedRoutes(Blueprint):
    """A blueprint whose every call is signed."""

    def __init__(self, name: str, import_name: str) -> None:
        """Keep a list of the calls."""
        super().__init__(name, import_name)
        self.calls: list[Call] = []

    def call(
        self, path: str, *, takes: type, gives: type, padded_to: int = 0, counts: Counts = lambda *_: None
    ) -> Callable[[View], View]:
        """A call that takes and gives a dataclass. With `padded_to` the answer's length and its moment tell nothing.

        `counts` says what a request asks for, or refuses it before anything of it is kept.
        """

        def declare(view: View) -> View:
            @wraps(view)
            def answer() -> Response:
                started = time.monotonic()
                signed = verify(_message(), _federation().members)
                key = _idempotency_key()
                asked: Any = from_bytes(takes, request.get_data())
                use_up(signed, counts(signed.member, key, asked))
                given = view(signed.member, key, asked)
                return _enveloped(key, given, padded_to, started)

            self.calls.append(Call(path, takes, gives, (view.__doc__ or "").strip().splitlines()[0]))
            self.add_url_rule(path, endpoint=view.__name__, view_func=answer, methods=["POST"])
            return view

        return declare


def open_service(app: Flask, routes: SignedRoutes, federation: Federation) -> None:
    """Serve these calls, a sign of life, and nothing else."""
    app.extensions[FEDERATION] = federation
    app.register_blueprint(routes)
    app.add_url_rule(HEALTH, "health", _health, methods=["GET"])
    for kind, code in _CODES.items():
        app.register_error_handler(kind, _refusing(code))
    app.register_error_handler(Problem, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _fault)
    app.after_request(_mark)


_CODES: dict[type[Exception], Code] = {BadShape: Code.BAD_SHAPE, RequestEntityTooLarge: Code.TOO_LARGE}


def _message() -> Message:
    # As the sender saw it: behind a proxy the host comes with the request, scheme and port are not signed apart from it.
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Message(request.method, f"http://{request.host}{request.full_path.rstrip('?')}", headers, request.get_data())


def _idempotency_key() -> UUID:
    try:
        return UUID(request.headers["Idempotency-Key"])
    except (KeyError, ValueError) as fault:
        raise Problem(Code.BAD_REQUEST, "the idempotency key is a UUID") from fault


def _federation() -> Federation:
    found: Federation = current_app.extensions[FEDERATION]
    return found


def _enveloped(key: UUID, given: Any, padded_to: int, started: float) -> Response:  # noqa: ANN401
    raw = to_bytes(Envelope(key, given))
    if padded_to:
        raw = to_bytes(Envelope(key, given, " " * (-len(raw) % padded_to)))
        spent = time.monotonic() - started
        time.sleep(_STEP_SECONDS - spent % _STEP_SECONDS)
    return Response(raw, mimetype="application/json")


def _health() -> Response:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("select 1")
    return Response(b'{"status":"ok"}', mimetype="application/json")


def _refusing(code: Code) -> Callable[[Exception], Response]:
    return lambda fault: _refuse(Problem(code, str(fault)))


def _refuse_http(fault: HTTPException) -> Response:
    code = Code.NOT_FOUND if fault.code in {404, 405} else Code.BAD_REQUEST
    return _refuse(Problem(code), fault.code)


def _refuse(problem: Problem, status: int | None = None) -> Response:
    told = _Told(f"urn:returns:{problem.code}", problem.code, problem.code.replace("_", " "), problem.status)
    return Response(to_bytes(told), status or problem.status, mimetype="application/problem+json")


def _fault(fault: Exception) -> Response:
    current_app.logger.error("fault at %s: %s", request.endpoint, type(fault).__name__, exc_info=fault)
    answer = _refuse(Problem(Code.FAULT))
    answer.status_code = 503 if isinstance(fault, OperationalError) else 500
    return answer


@dataclass(frozen=True, slots=True)
class _Told:
    """RFC 9457."""

    type: str
    code: Code
    title: str
    status: int


PROBLEM = _Told


def _mark(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
