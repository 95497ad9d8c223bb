"""Rules of the rights desk, by example and by property."""

import base64
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.privacy.rules.packs import Pack, PackSection
from returns_app.privacy.rules.redaction import BAR, KnownAs, redactor
from returns_app.privacy.rules.requests import (
    Identity,
    RefusalGround,
    RequestState,
    Verdict,
    check_extension,
    check_verdict,
    due_on,
    extended_due,
)
from returns_app.privacy.rules.retention import BadRetention, add_months, read_retention, rules_on
from returns_app.privacy.rules.scanning import byte_forms, is_in

GIORGI = KnownAs((("Giorgi", "Beridze"),), ("14AB00001",))
NINO = KnownAs((("Nino", "Beridze"), ("ნინო", "ბერიძე")), ("14AB00002", "+995322999999"))
OPEN, GRANTED, REFUSED = RequestState.OPEN, RequestState.GRANTED, RequestState.REFUSED


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 2)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 1, 31)),
    ],
)
def test_the_clock_runs_one_month(received: date, due: date) -> None:
    assert due_on(received) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_an_extension_adds_two_months_and_never_less(received: date) -> None:
    assert timedelta(days=28) <= due_on(received) - received <= timedelta(days=31)
    assert timedelta(days=59) <= extended_due(received) - due_on(received) + timedelta(days=1) <= timedelta(days=63)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_months_are_added_without_losing_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_the_clock_moves_once_and_in_time() -> None:
    due = date(2026, 4, 2)
    check_extension(is_extended=False, due=due, today=due)
    for is_extended, today in ((True, due), (False, due + timedelta(days=1))):
        with pytest.raises(RuleBroken):
            check_extension(is_extended=is_extended, due=due, today=today)


@pytest.mark.parametrize(
    ("verdict", "identity", "code"),
    [
        (Verdict(GRANTED), Identity.PENDING, "privacy.not_identified"),
        (Verdict(REFUSED), Identity.DOCUMENT, "privacy.no_ground"),
        (Verdict(REFUSED, RefusalGround.LEGAL_DUTY, "too short"), Identity.DOCUMENT, "privacy.no_words"),
    ],
)
def test_no_answer_without_identity_ground_and_words(verdict: Verdict, identity: Identity, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_verdict(verdict, OPEN, identity)
    assert refusal.value.code == code


def test_a_request_is_answered_once() -> None:
    with pytest.raises(RuleBroken):
        check_verdict(Verdict(GRANTED), REFUSED, Identity.DOCUMENT)


def test_third_persons_are_covered_and_the_own_name_stays() -> None:
    note = "Giorgi Beridze came with Nino Beridze (14ab00002, NINO; ნინო) and asked about Giorgi."
    clean, covered = redactor(GIORGI, [NINO]).redact(note)
    assert clean == f"Giorgi Beridze came with {BAR} ({BAR}, {BAR}; {BAR}) and asked about Giorgi."
    assert covered == 4


def test_accents_and_case_do_not_save_a_name() -> None:
    jose = KnownAs((("José María", "Núñez"),))
    clean, covered = redactor(GIORGI, [jose]).redact("Talked to jose maria NUÑEZ about Nunez's shop")
    assert "nu" not in clean.casefold()
    assert covered == 2


def test_a_stranger_is_covered_by_the_full_name_alone() -> None:
    redact = redactor(GIORGI, [], ["Nino Beridze", "Giorgi Beridze", "Ana Maria Lopez", "Solo"]).redact
    assert redact("Met Nino  and NINO BERIDZE with Giorgi Beridze, Ana Maria Lopez, Solo") == (
        f"Met Nino  and {BAR} with Giorgi Beridze, {BAR}, Solo",
        2,
    )


def test_a_word_that_only_begins_like_a_name_stays() -> None:
    assert redactor(GIORGI, [NINO]).redact("Ninove is a town")[1] == 0


@given(st.text(max_size=80))
def test_what_is_redacted_never_holds_the_whole_name_again(around: str) -> None:
    clean, _covered = redactor(GIORGI, [NINO]).redact(f"{around} Nino Beridze {around}")
    assert "nino beridze" not in clean.casefold()


def test_counts_are_the_rows_of_the_json() -> None:
    pack = Pack("DR-1", "Giorgi", "now", (PackSection("person", "Person", ({"Sex": "M"}, {"Sex": "F"})),), 0)
    data = pack.as_data()
    assert data["counts"] == {section["code"]: len(section["rows"]) for section in data["sections"]} == {"person": 2}


@pytest.mark.parametrize("text", ["Okafor", "okafor", "OKAFOR", "Al-Jubouri", "الجبوري", "José"])
def test_a_word_is_found_in_every_encoding(text: str) -> None:
    forms = byte_forms(text)
    for raw in (text.encode(), text.encode("utf-16-le"), text.upper().encode(), text.lower().encode()):
        assert any(form in b"...." + raw + b"...." for form in forms)
    assert is_in(text, f"said {text.upper()} there")


def test_a_word_is_found_inside_base64_wherever_it_begins() -> None:
    for shift in range(3):
        encoded = base64.b64encode(b"x" * shift + b"Chinedu Okafor" + b" and more")
        assert any(form in encoded for form in byte_forms("Chinedu Okafor"))


def _version(day: date, **changes: object) -> dict[str, object]:
    classes = {"draft": {"title": "Drafts", "months": 6, "from": "saving", "then": "erase"}}
    return {"code": str(day), "valid_from": day, "source": "law", "verified": False, "classes": classes, **changes}


def test_the_version_of_the_day_holds() -> None:
    versions = read_retention({"versions": [_version(date(2026, 1, 1)), _version(date(2022, 1, 1))]})
    assert rules_on(versions, date(2025, 12, 31)).code == "2022-01-01"
    assert rules_on(versions, date(2026, 1, 1)).code == "2026-01-01"
    with pytest.raises(BadRetention):
        rules_on(versions, date(2021, 12, 31))


@pytest.mark.parametrize(
    "data",
    [
        {"versions": []},
        {"versions": [_version(date(2026, 1, 1)), _version(date(2026, 1, 1))]},
        {"versions": [_version(date(2026, 1, 1), source="")]},
        {"versions": [_version(date(2026, 1, 1), classes={"x": {"title": "", "months": -1, "from": "", "then": ""}})]},
    ],
)
def test_rules_that_cannot_be_used_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(BadRetention):
        read_retention(data)
