"""Every route says who may use it, changes nothing on GET, and answers strangers with the sign-in page."""

import re

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from returns_app.core.permissions import GRANTS, Permission, Role
from returns_app.db.session import db
from returns_app.web.headers import HEADERS
from returns_app.web.routing import Access
from tests.people import an_account, client_for

FILES = {"static", "built_file", "bootstrap_file"}
UNUSED_ID = "00000000-0000-4000-8000-000000000000"


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES]


def _path(rule: Rule) -> str:
    return re.sub(r"<[^>]*>", UNUSED_ID, rule.rule)


def _allow(app: Flask, rule: Rule) -> object:
    return getattr(app.view_functions[rule.endpoint], "allow", None)


def test_every_route_declares_its_access(built_app: Flask) -> None:
    undeclared = [
        rule.rule for rule in _rules(built_app) if not isinstance(_allow(built_app, rule), Permission | Access)
    ]
    assert undeclared == []


def test_addresses_are_kebab_case_and_ids_are_uuids(built_app: Flask) -> None:
    for rule in _rules(built_app):
        for part in rule.rule.strip("/").split("/"):
            assert part == "" or re.fullmatch(
                r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|<uuid:\w+_id>|<token>|<form>|<kind>", part
            ), rule.rule


def test_a_stranger_gets_the_sign_in_page_and_nothing_else(app: Flask) -> None:
    client = app.test_client()
    for rule in _rules(app):
        if _allow(app, rule) is Access.PUBLIC:
            continue
        for method in {"GET", "POST"} & (rule.methods or set()):
            response = client.open(_path(rule), method=method)
            assert response.status_code == 302, rule.rule
            assert response.location.startswith("/sign-in"), rule.rule


def test_every_answer_carries_the_security_headers(app: Flask) -> None:
    client = app.test_client()
    for path in ("/sign-in", "/nowhere", "/cases", "/static/app.js"):
        with client.get(path) as response:
            missing = [name for name in HEADERS if name not in response.headers]
        assert missing == [], path
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"


def test_every_post_needs_a_token(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        with app.app_context():
            client = client_for(app, an_account(*Role))
        for rule in _rules(app):
            if "POST" in (rule.methods or set()):
                assert client.post(_path(rule), data={}).status_code in {400, 404, 422}, rule.rule
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_reading_changes_nothing_but_the_log(app: Flask) -> None:
    with app.app_context():
        client = client_for(app, an_account(*Role))
        before = _counts()
    for rule in _rules(app):
        if "GET" in (rule.methods or set()):
            client.get(_path(rule))
    with app.app_context():
        assert _counts() == before


def test_other_methods_are_refused(app: Flask) -> None:
    client = app.test_client()
    for rule in _rules(app):
        assert client.open(_path(rule), method="DELETE").status_code in {404, 405}, rule.rule


def test_cross_site_writes_and_chunked_bodies_are_refused(app: Flask) -> None:
    client = app.test_client()
    assert client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/sign-in", headers={"Transfer-Encoding": "chunked"}).status_code == 400


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_is_granted_to_somebody_and_used_by_a_route(built_app: Flask, permission: Permission) -> None:
    assert any(permission in granted for granted in GRANTS.values())
    assert any(_allow(built_app, rule) is permission for rule in _rules(built_app)), permission


def _counts() -> dict[str, int]:
    db.session().rollback()
    tables = [name for name in db.metadata.tables if name != "audit_event"]
    return {name: db.session().execute(text(f'select count(*) from "{name}"')).scalar_one() for name in tables}
