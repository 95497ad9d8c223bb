"""What reviewers, the adjudicator and the counsellor see, and what they must not see."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from returns_app.core.permissions import Actor
from returns_app.review.models import Review
from returns_app.review.rules import PairVerdict, ReviewState
from tests.decisions.builders import browser
from tests.review.builders import OTHER_SIDE, REASON, a_bench, a_pair, agreed, namesakes, say, the_pair

pytestmark = pytest.mark.postgres
V = PairVerdict


def _page(client: FlaskClient, review: Review) -> str:
    answer = client.get(f"/reviews/{review.id}")
    assert answer.status_code == 200
    return answer.text


def _hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def _send(client: FlaskClient, review: Review, where: str, **said: str) -> int:
    page = _page(client, review)
    carried = {name: _hidden(page, name) for name in ("round", "facts")} if 'name="facts"' in page else {}
    return client.post(f"/reviews/{review.id}/{where}", data=carried | said).status_code


def _sees(app: Flask, actor: Actor, review: Review) -> str:
    return _page(browser(app, actor), review)


def test_the_pair_stands_side_by_side_in_words(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    page = _sees(house, bench.first, review)
    for shown in (
        "الجبوري",
        "by sound",
        "day and month could be swapped",
        "Nov 2025",
        "similar",
        "same",
        "missing",
        "1 of 1",
    ):
        assert shown in page
    assert "reviewer 1 of 2 (blind)" in page
    assert 'value="same_return" checked' not in page
    assert not [word for word in OTHER_SIDE if word in page.casefold()]


def test_a_reviewer_never_learns_the_others_word_before_the_end(house: Flask) -> None:
    bench = a_bench()
    review = namesakes(bench)
    say(bench.first, review, V.OTHER_PERSON, reason="Two passports of one issuer.")
    second = browser(house, bench.second)
    for path in ("/", "/reviews", "/reviews?every=y", f"/reviews/{review.id}"):
        page = second.get(path).text
        assert "Two passports" not in page
        assert "(you)" not in page
    assert "reviewer 2 of 2 (blind)" in _page(second, review)
    say(bench.second, review, V.CANNOT_TELL, reason="The photo is too dark to say.")
    assert "Two passports" not in _page(second, review)
    judge = _sees(house, bench.adjudicator, review)
    assert "Two passports" in judge
    assert "too dark" in judge
    assert bench.first.name not in judge.split("<main", 1)[1]


def test_a_verdict_through_the_page_leads_to_the_next(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    client = browser(house, bench.first)
    assert _send(client, review, "verdict", verdict="other_person", reason="too short") == 422
    assert _send(client, review, "verdict", verdict="other_person", reason=REASON) == 302
    assert _send(client, review, "verdict", verdict="other_person", reason=REASON) == 409
    assert the_pair(review.case_id).state is ReviewState.OPEN
    assert "No pairs to review" in client.get("/reviews").text


def test_a_reviewer_who_knows_the_person_gives_the_pair_away(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    client = browser(house, bench.first)
    assert _send(client, review, "standing-aside", why="knows_person") == 302
    assert "gave this pair to another reviewer" in _page(client, review)
    assert "No pairs to review" in client.get("/reviews").text


def test_filters_by_state_band_age_and_protection(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    client = browser(house, bench.first)
    for query, found in (
        ("state=open", True), ("state=closed", False), (f"band={review.band}", True), ("age=14", False),
        ("protected=y", False), ("every=y", True),
    ):  # fmt: skip
        assert (review.reference in client.get(f"/reviews?{query}").text) is found, query


def test_the_counsellor_asks_the_person_and_the_reviewers_read_it(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    client = browser(house, bench.office.counsellor)
    assert "Two reviewers who do not know" in client.get(f"/cases/{review.case_id}/reviews").text
    day = {"answered_on-day": "3", "answered_on-month": "3", "answered_on-year": "2026"}
    said = {"text": "I asked in Antwerp", "language": "ar", "interpreter": "y", **day}
    path = f"/cases/{review.case_id}/reviews/{review.id}/answer"
    assert client.post(path, data={**said, "text": ""}).status_code == 422
    assert client.post(path, data=said).status_code == 302
    assert "I asked in Antwerp" in _sees(house, bench.first, review)
    assert client.post(path.replace(str(review.case_id), str(review.id)), data=said).status_code == 404


def test_a_counsellor_sees_the_verdict_and_never_who_said_what(house: Flask) -> None:
    bench = a_bench()
    review = agreed(bench, a_pair(bench), V.OTHER_RETURN)
    page = browser(house, bench.office.counsellor).get(f"/cases/{review.case_id}/reviews").text
    assert "Same person, other return" in page
    assert REASON not in page


def test_unlinking_through_the_page(house: Flask) -> None:
    bench = a_bench()
    review = agreed(bench, a_pair(bench), V.SAME_RETURN)
    client = browser(house, bench.adjudicator)
    assert client.post(f"/reviews/{review.id}/unlinking", data={"why_unlinked": "no"}).status_code == 422
    assert client.post(f"/reviews/{review.id}/unlinking", data={"why_unlinked": REASON}).status_code == 302
    assert the_pair(review.case_id).state is ReviewState.OPEN


def test_hostile_and_huge_input_is_refused_and_harms_nothing(house: Flask) -> None:
    bench = a_bench()
    review = a_pair(bench)
    client = browser(house, bench.first)
    for reason in ("x" * 100_000, "\x00" * 30, json.dumps({"a": "<script>alert(1)</script>"}) * 400):
        assert _send(client, review, "verdict", verdict="other_person", reason=reason) == 422
    assert _send(client, review, "verdict", verdict="approve", reason=REASON) == 422
    script = "<script>alert('a reviewer')</script>"
    assert _send(client, review, "verdict", verdict="other_person", reason=script) == 302
    assert script not in _page(client, review)
