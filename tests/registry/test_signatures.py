"""Signed requests: what was changed, is old, says too little or comes from a stranger is refused and stores nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from returns_app.core.settings import Settings
from returns_app.db.keys import KeyDirectory
from returns_app.peers.service import Identity, Message, own_identity
from returns_app.peers.service.signatures import sign
from returns_app.registry import wire
from tests.registry.calls import counts, message, question, send, signed
from tests.registry.parties import Parties

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("house", ["federated"], indirect=True)]
ORDINARY = ("@method", "@authority", "@path", "content-type", "idempotency-key")
Change = Callable[[Message], None]


def test_a_signed_question_is_answered_in_one_envelope(house: Flask, parties: Parties) -> None:
    asking = question()
    status, told = send(parties, signed(message(asking, key=asking.request_id)))
    assert status == 200
    assert told.keys() == {"reply_to", "answer", "pad"}
    assert told["reply_to"] == str(asking.request_id)


def _unsigned(message: Message) -> None:
    del message.headers["Signature"]


def _other_body(message: Message) -> None:
    message.body = message.body.replace(b'"NL"', b'"BE"')


def _other_path(message: Message) -> None:
    message.url = message.url.replace(wire.QUESTIONS, wire.CLAIMS)


def _other_host(message: Message) -> None:
    message.headers["Host"] = "elsewhere.example"
    message.url = message.url.replace("store.example", "elsewhere.example")


def _other_key(message: Message) -> None:
    message.headers["Idempotency-Key"] = str(uuid4())


def _other_digest(message: Message) -> None:
    message.headers["Content-Digest"] = "sha-256=:" + "A" * 43 + "=:"


def _no_digest(message: Message) -> None:
    del message.headers["Content-Digest"]


def _garbled(message: Message) -> None:
    message.headers["Signature"] = "sig=:AAAA:"


@pytest.mark.parametrize(
    "change", [_unsigned, _other_body, _other_path, _other_host, _other_key, _other_digest, _no_digest, _garbled]
)
def test_what_was_changed_after_signing_is_refused(house: Flask, parties: Parties, change: Change) -> None:
    asking = question()
    sent = signed(message(asking, key=asking.request_id))
    change(sent)
    before = counts()
    status, told = send(parties, sent)
    assert (status, told["code"]) == (401, "bad_signature")
    assert counts() == before


@pytest.mark.parametrize(
    "signing",
    [
        {"created": datetime.now(UTC) - timedelta(seconds=130)},
        {"created": datetime.now(UTC) + timedelta(seconds=600)},
        {"nonce": None},
        {"nonce": "short"},
        {"tag": "another"},
        {"covered_component_ids": ("@method",)},
        {"covered_component_ids": ORDINARY[1:]},
        {"covered_component_ids": ("@method", "@path", "content-type", "idempotency-key")},
    ],
    ids=["old", "early", "no-nonce", "short-nonce", "other-tag", "method-only", "no-method", "no-host"],
)
def test_a_signature_that_says_too_little_is_refused(
    house: Flask, parties: Parties, signing: dict[str, Any], settings: Settings
) -> None:
    asking = question()
    sent = message(asking, key=asking.request_id)
    key = own_identity(KeyDirectory(Path(settings.keys_dir)), "NL").key
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={"NL": key}),
    )
    usual = {
        "nonce": "0" * 32, "tag": "returns-registry", "label": "sig", "covered_component_ids": ORDINARY,
        "body": sent.body,
    }  # fmt: skip
    signer.sign(sent, key_id="NL", **{**usual, **signing})
    before = counts()
    status, told = send(parties, sent)
    assert (status, told["code"]) == (401, "bad_signature")
    assert counts() == before


def test_a_stranger_and_a_wrong_key_are_refused(house: Flask, parties: Parties) -> None:
    asking = question()
    for name in ("XX", "NL"):
        sent = message(asking, key=asking.request_id)
        sign(sent, Identity(name, Ed25519PrivateKey.generate()))
        status, told = send(parties, sent)
        assert (status, told["code"]) == (401, "bad_signature")


def _headers_of_the_library(sent: Message, identity: Identity, nonce: str, at: datetime) -> dict[str, str]:
    keys = MappingKeyResolver(public_keys={}, private_keys={identity.name: identity.key})
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=keys)
    signer.sign(
        sent, key_id=identity.name, nonce=nonce, tag="returns-registry", label="sig", created=at,
        covered_component_ids=ORDINARY, body=sent.body,
    )  # fmt: skip
    return sent.headers


@given(
    host=st.from_regex(r"[A-Za-z][A-Za-z0-9.-]{0,20}[a-z](:(80|443|8001))?", fullmatch=True),
    scheme=st.sampled_from(("http", "https")),
    path=st.from_regex(r"/v1/[a-z-]{1,20}", fullmatch=True),
    body=st.binary(max_size=300),
    name=st.from_regex(r"[A-Z]{2}(-[a-z]{1,8})?", fullmatch=True),
)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_we_sign_is_byte_for_byte_what_the_library_signs(
    house: Flask, host: str, scheme: str, path: str, body: bytes, name: str
) -> None:
    identity = Identity(name, Ed25519PrivateKey.generate())
    plain = {"Host": host, "Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    ours = Message("POST", f"{scheme}://{host}{path}", dict(plain), body)
    sign(ours, identity)
    told = ours.headers["Signature-Input"]
    nonce, created = (re.search(pattern, told) for pattern in (r'nonce="(\w+)"', r"created=(\d+)"))
    assert nonce is not None
    assert created is not None
    at = datetime.fromtimestamp(int(created[1]), UTC)
    theirs = Message("POST", ours.url, dict(plain), body)
    assert _headers_of_the_library(theirs, identity, nonce[1], at) == ours.headers
