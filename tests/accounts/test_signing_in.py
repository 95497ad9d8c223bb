"""Signing in: one refusal for every wrong pair, throttled, sessions that end."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.accounts.models import AccountSession
from returns_app.core.permissions import Role
from returns_app.db.session import db
from tests.people import PASSWORD, an_account, an_organisation, client_for

pytestmark = pytest.mark.postgres
EMAIL = "robin@ro-nl.example"
COOKIE = "returns_session"


@pytest.fixture
def account(app: Flask) -> None:
    with app.app_context():
        an_account(Role.ADMIN, email=EMAIL)


def _sign_in(client: FlaskClient, password: str = PASSWORD, email: str = EMAIL, path: str = "/sign-in") -> int:
    return client.post(path, data={"email": email, "password": password}).status_code


def _token(client: FlaskClient) -> str | None:
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else None


def test_the_right_pair_opens_a_session(client: FlaskClient, account: None) -> None:
    assert _sign_in(client) == 302
    assert client.get("/accounts").status_code == 200


def test_upper_case_in_the_address_does_not_matter(client: FlaskClient, account: None) -> None:
    assert _sign_in(client, email=EMAIL.upper()) == 302


def test_wrong_password_and_unknown_account_look_the_same(client: FlaskClient, account: None) -> None:
    pages = [
        client.post("/sign-in", data={"email": email, "password": "wrong and long enough"}).get_data(as_text=True)
        for email in (EMAIL, "nobody@ro-nl.example")
    ]
    sentence = "E-mail address and password do not belong together."
    assert all(sentence in page for page in pages)
    assert EMAIL in pages[0]


def test_six_tries_in_a_minute_are_one_too_many_even_with_the_right_password(
    client: FlaskClient, account: None
) -> None:
    statuses = [_sign_in(client, "wrong and long enough") for _try in range(5)]
    assert set(statuses) == {409}
    response = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert response.status_code == 429
    assert "seconds" in response.get_data(as_text=True)


def test_after_a_minute_one_may_try_again(client: FlaskClient, account: None) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _try in range(6):
            _sign_in(client, "wrong and long enough")
        clock.shift(timedelta(seconds=61))
        assert _sign_in(client) == 302


def test_others_are_not_locked_out(client: FlaskClient, account: None, app: Flask) -> None:
    with app.app_context():
        an_account(email="other@ro-nl.example")
    for _try in range(7):
        _sign_in(client, "wrong and long enough")
    assert _sign_in(client, email="other@ro-nl.example") == 302


def test_only_a_hash_of_the_token_is_stored(client: FlaskClient, account: None, app: Flask) -> None:
    _sign_in(client)
    token = _token(client)
    assert token
    with app.app_context():
        stored = db.session().scalars(select(AccountSession.token_hash)).all()
    assert token.encode() not in b"".join(stored)


def test_the_token_changes_at_sign_in(client: FlaskClient, account: None) -> None:
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    _sign_in(client)
    assert _token(client) != "chosen-by-somebody-else"


def test_sign_out_ends_the_session_at_once(client: FlaskClient, account: None) -> None:
    _sign_in(client)
    token = _token(client)
    client.post("/sign-out")
    assert token
    client.set_cookie(COOKIE, token)
    assert client.get("/accounts").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_idle_for_fifteen_minutes_is_signed_out(client: FlaskClient, account: None, minutes: int, status: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        _sign_in(client)
        clock.shift(timedelta(minutes=minutes))
        assert client.get("/accounts").status_code == status


def test_after_eight_hours_even_a_busy_session_ends(client: FlaskClient, account: None) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        _sign_in(client)
        for _step in range(48):
            clock.shift(timedelta(minutes=10))
            assert client.get("/accounts").status_code == 200
        clock.shift(timedelta(minutes=10))
        assert client.get("/accounts").status_code == 302


def test_a_closed_account_is_out_on_its_next_request(app: Flask) -> None:
    with app.app_context():
        organisation = an_organisation()
        admin, other = (
            an_account(Role.ADMIN, organisation=organisation),
            an_account(Role.ADMIN, organisation=organisation),
        )
        browser, other_browser = client_for(app, admin), client_for(app, other)
    assert other_browser.get("/accounts").status_code == 200
    closed = {"email": other.email, "name": other.name, "roles": ["admin"], "locale": "en"}
    assert browser.post(f"/accounts/{other.id}", data=closed).status_code == 302
    assert other_browser.get("/accounts").status_code == 302
    assert browser.post(f"/accounts/{admin.id}", data={**closed, "email": admin.email}).status_code == 409


def test_an_account_of_another_organisation_is_not_there(app: Flask) -> None:
    with app.app_context():
        browser, other = client_for(app, an_account(Role.ADMIN)), an_account()
    assert browser.get(f"/accounts/{other.id}").status_code == 404


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx", "evil.example", ""],
)
def test_after_sign_in_one_stays_in_this_house(client: FlaskClient, account: None, target: str) -> None:
    response = client.post("/sign-in", query_string={"next": target}, data={"email": EMAIL, "password": PASSWORD})
    assert response.location == "/"


def test_an_invitation_works_once(app: Flask, account: None, client: FlaskClient) -> None:
    _sign_in(client)
    form = {
        "email": "new@ro-nl.example",
        "name": "New Colleague",
        "roles": ["counsellor"],
        "locale": "nl",
        "is_active": "y",
    }
    page = client.post("/accounts/new", data=form).get_data(as_text=True)
    link = page.split('value="http://localhost')[1].split('"')[0]
    fresh = app.test_client()
    assert fresh.post(link, data={"password": "short"}).status_code == 422
    assert fresh.post(link, data={"password": "new colleague new colleague"}).status_code == 422
    assert fresh.post(link, data={"password": "a fine long sentence"}).status_code == 302
    assert fresh.post(link, data={"password": "a fine long sentence"}).status_code == 422
    assert _sign_in(fresh, "a fine long sentence", "new@ro-nl.example") == 302


def test_an_administrator_sees_no_case(client: FlaskClient, account: None) -> None:
    _sign_in(client)
    assert client.get("/cases").status_code in {403, 404}
