"""The intake in a browser: every compulsory answer, families, drafts, double sending, hostile input."""

from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from returns_app.cases import queries
from returns_app.cases.models import Draft, ReturnCase
from returns_app.cases.rules import MemberRole
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import SubjectKey
from returns_app.db.session import db
from returns_app.people.models import Person
from tests import people
from tests.cases import builders


@pytest.fixture
def actor(house: Flask) -> Actor:
    builders.load_shipped_programmes()
    return people.an_actor()


@pytest.fixture
def client(house: Flask, actor: Actor) -> FlaskClient:
    return builders.browser(house, actor)


def _count(table: type[ReturnCase] | type[Draft] | type[Person]) -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(table)) or 0


def _case_id(address: str) -> UUID:
    return UUID(address.split("/")[2])


def test_what_was_searched_for_is_carried_over_and_never_in_the_address(client: FlaskClient) -> None:
    where = builders.begin_intake(client, name="Chinedu Okafor", born="14-03-1991", number="A01234567")
    for typed in ("Okafor", "1991", "A01234567"):
        assert typed not in where
    text = client.get(where).text
    for typed in ("Chinedu", "Okafor", "1991", "A01234567"):
        assert f'value="{typed}"' in text


def test_at_most_twelve_answers_are_compulsory(client: FlaskClient) -> None:
    text = client.post(builders.begin_intake(client), data={}).text
    summary = text[text.index("data-error-summary") : text.index("</ul>", text.index("data-error-summary"))]
    assert 8 <= summary.count("<li>") <= 12


def test_nothing_is_chosen_for_the_counsellor(client: FlaskClient) -> None:
    text = client.get(builders.begin_intake(client)).text
    main = text[text.index("<main") :]
    assert " selected" not in main
    assert " checked" not in main


def test_a_full_intake_opens_a_case_and_drops_the_draft(client: FlaskClient, actor: Actor) -> None:
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake())
    assert answer.status_code == 302
    case = queries.get_case(db.session(), actor, _case_id(answer.location))
    assert case.reference.endswith("-000001")
    assert (case.return_country, case.notice_language) == ("NG", "en")
    assert _count(Draft) == 0


def test_a_dropped_draft_takes_its_key_along(client: FlaskClient) -> None:
    where = builders.begin_intake(client)
    draft = db.session().scalars(select(Draft)).one()
    key, sealed = draft.id, draft.content_ct
    assert b"Okafor" not in sealed
    client.post(where, data=builders.typed_intake())
    db.session().rollback()
    assert db.session().get(SubjectKey, key) is None


MESSAGES = [
    (("principal-names-0-given", "principal-names-0-family"), "Enter at least one name."),
    (
        ("principal-born-day", "principal-born-month", "principal-born-year", "principal-born-precision"),
        "Enter the birth date",
    ),
    (("principal-born-precision",), "Choose how sure this date is."),
    (("principal-sex",), "Choose what the documents say, or not known."),
    (("principal-nationalities-0-country",), "Choose the nationality"),
    (("principal-protection",), "Choose yes, no or not known yet."),
    (("return_country",), "Choose the country of return."),
    (("return_type",), "Choose the kind of return."),
    (("programme_code",), "Choose the programme."),
    (("notice_version",), "Choose which version of the notice was given."),
    (("notice_language",), "Choose the language in which the notice was given."),
    (
        ("notice_given_on-day", "notice_given_on-month", "notice_given_on-year"),
        "Enter the day on which the notice was given.",
    ),
    (("notice_given_on-year",), "Enter day, month and year."),
]


@pytest.mark.parametrize(("left_out", "sentence"), MESSAGES)
def test_every_compulsory_answer_is_asked_for_in_its_place(
    client: FlaskClient, left_out: tuple[str, ...], sentence: str
) -> None:
    where = builders.begin_intake(client)
    answer = client.post(where, data=builders.typed_intake(**dict.fromkeys(left_out)))
    assert answer.status_code == 422
    text = unescape(answer.text)
    assert text.count(sentence) >= 2  # in the summary and at the field
    assert 'value="Chinedu"' in text or "principal-names-0-given" in left_out
    assert _count(ReturnCase) == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"principal-born-day": "31", "principal-born-month": "2"}, "31 February 1991 does not exist"),
        ({"programme_code": "BE-EURP"}, "This programme is not open today"),
        ({"programme_code": "x" * 5000}, "This programme is not open today"),
        ({"return_country": "NL"}, "Choose one of the listed answers"),
        ({"notice_given_on-year": "2099"}, "later than possible"),
        ({"principal-names-0-given": "x" * 100_000}, "Use at most 200 characters"),
        ({"principal-names-0-given": "Chin\x00edu"}, "control character"),
        ({"principal-identifiers-0-number": "A1"}, "Choose what kind of number"),
        ({"principal-sex": "Q"}, "Choose one of the listed answers"),
        ({"members-0-names-0-given": "Ada"}, "Choose what this person is in the family."),
    ],
)
def test_wrong_answers_get_a_sentence_and_nothing_is_stored(
    client: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake(**changes))
    assert answer.status_code in {409, 422}
    assert sentence in unescape(answer.text)
    assert _count(ReturnCase) == _count(Person) == 0


def _family(number: int) -> dict[str, str]:
    answers: dict[str, str] = {}
    for place in range(number):
        first = {name: text for name, text in builders.typed_intake().items() if name.startswith("principal-")}
        answers |= {name.replace("principal", f"members-{place}"): text for name, text in first.items()}
        answers |= {f"members-{place}-role": "child", f"members-{place}-names-0-given": f"Child {place}"}
        answers |= {f"members-{place}-names-1-given": "شيندو", f"members-{place}-names-1-kind": "original_script"}
    return answers


def test_a_family_with_several_names_each(client: FlaskClient, actor: Actor) -> None:
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake(**_family(3)))
    case = queries.get_case(db.session(), actor, _case_id(answer.location))
    assert [member.role for member in case.members] == [MemberRole.PRINCIPAL, *[MemberRole.CHILD] * 3]
    assert [len(member.person.names) for member in case.members] == [1, 2, 2, 2]


def test_a_row_left_empty_is_no_member(client: FlaskClient, actor: Actor) -> None:
    empty = {"members-0-names-0-given": "", "members-0-role": "", "members-0-born-day": ""}
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake(**empty))
    assert queries.get_case(db.session(), actor, _case_id(answer.location)).members_count == 1


@pytest.mark.parametrize(
    ("rows", "added"),
    [
        ("members", 'name="members-0-role"'),
        ("principal-names", 'name="principal-names-1-given"'),
        ("principal-identifiers", 'name="principal-identifiers-1-number"'),
    ],
)
def test_rows_are_added_without_script(client: FlaskClient, rows: str, added: str) -> None:
    where = builders.begin_intake(client)
    text = client.post(where, data=builders.typed_intake(**{"add-row": rows})).text
    assert added in text
    assert 'value="Chinedu"' in text
    assert _count(ReturnCase) == 0


def test_a_name_is_added_to_a_member_without_script(client: FlaskClient) -> None:
    where = builders.begin_intake(client)
    typed = builders.typed_intake(**_family(1), **{"add-row": "members-0-names"})
    assert 'name="members-0-names-2-given"' in client.post(where, data=typed).text


def test_the_form_sent_twice_opens_one_case_and_says_so(client: FlaskClient) -> None:
    where, typed = builders.begin_intake(client), builders.typed_intake()
    first = client.post(where, data=typed).location
    db.session().rollback()
    second = client.post(where, data=typed)
    assert second.location == first
    assert _count(ReturnCase) == 1
    with client.session_transaction() as session:
        assert "Nothing was added" in str(session["_flashes"])


@pytest.mark.parametrize("draft", ["", "x", "c49e012f-29a6-45bb-a678-33d06fe208c2"])
def test_no_intake_without_a_search(client: FlaskClient, draft: str) -> None:
    for answer in (client.get("/cases/new", query_string={"draft": draft}), client.post(f"/cases/new?draft={draft}")):
        assert (answer.status_code, answer.location) == (302, "/cases/search")


def test_somebody_elses_intake_is_not_there(house: Flask, client: FlaskClient) -> None:
    where = builders.begin_intake(client)
    other = builders.browser(house, people.an_actor())
    assert other.get(where).location == "/cases/search"
    assert other.post(where, data=builders.typed_intake()).location == "/cases/search"


def test_what_was_typed_comes_back_after_a_time_out(client: FlaskClient) -> None:
    where = builders.begin_intake(client)
    draft = f"/drafts/intake.{where.partition('draft=')[2]}"
    note = "Straße der Heimkehr 5, " * 8
    saved = client.post(draft, data=builders.typed_intake(**_family(1), **{"principal-place_of_birth": note.strip()}))
    assert saved.status_code == 204
    db.session().rollback()
    text = unescape(client.get(where).text)
    for typed in (note.strip(), "Child 0", "شيندو"):
        assert typed in text
    assert "Intakes you have not sent yet" in client.get("/cases/search").text


def test_a_draft_is_discarded(client: FlaskClient) -> None:
    where = builders.begin_intake(client)
    form = f"intake.{where.partition('draft=')[2]}"
    answer = client.post(f"/drafts/{form}/discard", data={"next": "//elsewhere.example"})
    assert (answer.status_code, answer.location) == (302, "/")
    assert _count(Draft) == 0
    assert client.post(f"/drafts/{form}").status_code == 404


@pytest.mark.parametrize(
    "form", ["Intake", "intake.x", "a" * 200, "..", "correct.1", "intake.4fb88d5c-8e3c-419c-8224-1bec45d36110"]
)
def test_a_draft_has_a_known_name(client: FlaskClient, form: str) -> None:
    assert client.post(f"/drafts/{form}", data={"a": "b"}).status_code == 404


def test_a_draft_is_never_larger_than_a_form_can_be(client: FlaskClient) -> None:
    answer = client.post(f"/drafts/correct.{uuid4()}.{uuid4()}", data={"a": "x" * 600_000})
    assert answer.status_code == 409
    assert _count(Draft) == 0


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "'; drop table person; --", "{{ 7*7 }}", "%(state)s %s", "\u202egnp.exe", "🧿" * 50],
)
def test_a_hostile_name_is_only_a_name(client: FlaskClient, name: str) -> None:
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake(**{"principal-names-0-given": name}))
    assert answer.status_code == 302
    db.session().rollback()
    for address in (f"/cases/{_case_id(answer.location)}/people", "/cases"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert name in unescape(text)


@pytest.mark.parametrize(
    "extra",
    [
        {"members-99999999999999999999-role": "child"},
        {"members--1-role": "child"},
        {f"members-{place}-role": "child" for place in range(60)},
        {"principal-names-0-given-0": "x", "principal": "x", "members": "x", "request_key": "x", "version": "-1"},
        {"add-row": "principal-names-0-given"},
    ],
)
def test_odd_field_names_do_no_harm(client: FlaskClient, extra: dict[str, str]) -> None:
    answer = client.post(builders.begin_intake(client), data=builders.typed_intake(**extra))
    assert answer.status_code in {200, 302, 422}
