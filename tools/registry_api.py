"""docs/registry-api.json: the OpenAPI 3.1 description of the calls between nodes, store and key holders."""

import json
from typing import Any

from returns_app.core.settings import VERSION
from returns_app.peers.routing import HEALTH, PROBLEM, Call
from returns_app.peers.rules.problems import STATUS
from returns_app.peers.rules.shapes import schema
from returns_app.registry.api.holder import holder_routes
from returns_app.registry.api.store import store_routes

INTRODUCTION = (
    "Calls between the nodes of member states, the registry store and the key holders. Every call is signed (RFC 9421, "
    "Ed25519, tag returns-registry) over method, authority, path, content type, idempotency key and content digest, with a "
    "nonce that serves once within 120 seconds. Fields that are not described here are refused."
)


def registry_api() -> str:
    """The description as JSON text."""
    served = (
        (call, service)
        for service, routes in (("store", store_routes), ("holder", holder_routes))
        for call in routes.calls
    )
    paths: dict[str, Any] = {call.path: {"post": _operation(call, service)} for call, service in served}
    paths[HEALTH] = {
        "get": {"summary": "Sign of life of every service", "responses": {"200": {"description": "It lives"}}}
    }
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Returns registry", "version": VERSION, "description": INTRODUCTION},
        "paths": paths,
        "components": {"parameters": _parameters(), "schemas": {"Problem": schema(PROBLEM)}},
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _operation(call: Call, service: str) -> dict[str, Any]:
    envelope = {
        "type": "object",
        "additionalProperties": False,
        "required": ["reply_to", "answer", "pad"],
        "properties": {
            "reply_to": {"type": "string", "format": "uuid", "description": "the idempotency key of the request"},
            "answer": schema(call.gives),
            "pad": {"type": "string", "description": "spaces, so that the length tells nothing"},
        },
    }
    return {
        "summary": call.summary,
        "tags": [service],
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in _parameters()],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema(call.takes)}}},
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": envelope}}},
            **_refusals(),
        },
    }


def _refusals() -> dict[str, Any]:
    by_status: dict[int, list[str]] = {}
    for code, status in STATUS.items():
        by_status.setdefault(status, []).append(code.value)
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        str(status): {"description": " or ".join(codes), "content": problem}
        for status, codes in sorted(by_status.items())
    }


def _parameters() -> dict[str, Any]:
    headers = {
        "Idempotency-Key": "a UUID; what changes something is done once for a key",
        "Content-Digest": "sha-256 of the body (RFC 9530)",
        "Signature-Input": "what is signed (RFC 9421)",
        "Signature": "the signature (RFC 9421)",
    }
    return {
        name: {"name": name, "in": "header", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in headers.items()
    }
