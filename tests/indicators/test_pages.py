"""Pages of figures: who may see which, nothing exact on the open ones, everything printed that reading them takes."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from returns_app.cases.models import ReturnCase
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.audit_log import AuditEvent
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.db.unit_of_work import today
from returns_app.indicators import presenting, queries
from returns_app.indicators.queries.spells import KEY_FILE
from returns_app.indicators.rules.catalogue import FIGURES, Dimension, FigureId
from returns_app.indicators.rules.counting import Question
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office

pytestmark = pytest.mark.postgres
OPEN = ("/indicators/tables", "/indicators/table.csv")
RESTRICTED = "/indicators/restricted"
YEAR = "year=2026"


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def sign_in(app: Flask, office: Office, *roles: Role) -> FlaskClient:
    return people.client_for(app, people.an_account(*roles, organisation=office.organisation))


@pytest.fixture
def analyst(house: Flask, office: Office) -> FlaskClient:
    return sign_in(house, office, Role.ANALYST)


@pytest.fixture
def manager(house: Flask, office: Office) -> FlaskClient:
    return sign_in(house, office, Role.PROGRAMME_MANAGER)


def a_year(office: Office) -> None:
    """17 persons to Nigeria, 8 to Georgia, a family of 6 to Armenia, 2 to The Gambia: no number divides by 5."""
    for country, families in (("NG", (4, 4, 4, 1, 4)), ("GE", (4, 4)), ("AM", (6,)), ("GM", (1, 1))):
        for members in families:
            family = builders.a_family(office, members, country=country, nationality=country)
            builders.approved(office, family)
            builders.departed(office, family)
    builders.let_out(office)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def numbers(html: str) -> list[int]:
    """Every number in a cell of a table, a tile or a chart."""
    cells = re.findall(r"<td[^>]*>.*?</td>|<strong><bdi>.*?</bdi>|<text[^>]*chart-figure[^>]*>[^<]*", html, re.DOTALL)
    texts = [re.sub(r"<span class=\"card-label\".*?</span>|<[^>]*>", " ", cell) for cell in cells]
    return [int(found.replace(",", "")) for text in texts for found in re.findall(r"\b\d[\d,]*\b", text)]


def sheet(client: FlaskClient, query: str = YEAR) -> list[dict[str, str]]:
    answer = client.get(f"/indicators/table.csv?{query}")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("address", [*OPEN, RESTRICTED, f"{RESTRICTED}/cases"])
def test_nobody_unsigned_sees_figures(house: Flask, address: str) -> None:
    assert house.test_client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("role", "open_status", "restricted_status"),
    [(Role.ANALYST, 200, 403), (Role.COUNSELLOR, 200, 403), (Role.PROGRAMME_MANAGER, 200, 200), (Role.ADMIN, 403, 403)],
)
def test_who_may_see_which(house: Flask, office: Office, role: Role, open_status: int, restricted_status: int) -> None:
    builders.let_out(office)
    client = sign_in(house, office, role)
    assert [client.get(address).status_code for address in OPEN] == [open_status] * 2
    assert client.get(RESTRICTED).status_code == restricted_status


def test_open_pages_show_protected_numbers_only(office: Office, analyst: FlaskClient) -> None:
    a_year(office)
    shown = numbers(page(analyst, f"/indicators/tables?{YEAR}"))
    assert shown
    assert [number for number in shown if number % 5] == []
    assert [row for row in sheet(analyst) if int(row["OBS_VALUE"]) % 5] == []


def test_small_rows_and_single_families_are_zero(office: Office, analyst: FlaskClient) -> None:
    a_year(office)
    found = {row["CODE"]: row["OBS_VALUE"] for row in sheet(analyst) if row["TIME_PERIOD"] == "2026-Q1"}
    assert (found["AM"], found["GM"]) == ("0", "0")
    assert found["NG"] in {"15", "20"}


def test_a_lone_person_leaves_no_trace(office: Office, analyst: FlaskClient) -> None:
    def seen() -> list[str]:
        builders.let_out(office)
        return [
            re.sub(
                r'content="[^"]{40,}"|value="[^"]{40,}"|/releases/[-0-9a-f]{36}|-P\d',
                "",
                page(analyst, f"{a}?{YEAR}&by=nationality"),
            )
            for a in OPEN
        ]

    before = seen()
    builders.departed(office, builders.a_family(office, 2, country="KP", nationality="KP"))
    assert seen() == before


def test_every_row_is_there_and_in_the_order_of_the_alphabet(office: Office, analyst: FlaskClient) -> None:
    a_year(office)
    codes = {row["CODE"] for row in sheet(analyst)}
    assert {"NA", "TV", "UNK", "TOTAL"} <= codes
    assert len(codes) > 190
    html = page(analyst, f"/indicators/tables?{YEAR}")
    rows = re.findall(r'<th scope="row" role="rowheader"[^>]*>([^<]+)</th>', html)
    assert rows == sorted(rows)


def test_a_file_says_how_to_read_it(office: Office, analyst: FlaskClient) -> None:
    builders.let_out(office)
    for row in sheet(analyst):
        assert row["SDC_STATUS"] == "RR5T"
        assert row["METHOD"] == "PERSON_ONCE_PER_PERIOD"
        assert "862/2007" in row["LEGAL_VERSION"]
        assert {"SELECT", "NOTB", "PERT"} <= set(row["CAVEATS"].split("|"))
        assert row["DEFINITION"].startswith("Persons who left")
        assert row["POPULATION"]
        assert "25a(2)(b)" in row["NOTES"]


def test_the_page_and_the_file_hold_the_same_numbers(office: Office, analyst: FlaskClient) -> None:
    a_year(office)
    html = page(analyst, f"/indicators/tables?{YEAR}")
    table = html[html.index("<tbody") : html.index("</tbody>")]
    from_file = [int(row["OBS_VALUE"]) for row in sheet(analyst) if row["CODE"] in {"GE", "NG", "TOTAL"}]
    assert numbers(table) == from_file


def test_the_restricted_page_is_exact_and_says_so(office: Office, manager: FlaskClient) -> None:
    a_year(office)
    html = page(manager, f"{RESTRICTED}?{YEAR}")
    assert "Restricted: unprotected counts. Do not publish." in html
    assert {17, 8, 6, 2, 33} <= set(numbers(html))
    assert "RR5T" not in html
    assert "randomly rounded" not in html


def test_the_two_kinds_never_stand_in_one_answer(office: Office, manager: FlaskClient) -> None:
    a_year(office)
    for address in OPEN:
        html = page(manager, f"{address}?{YEAR}")
        assert "unprotected" not in html
    assert [n for n in numbers(page(manager, f"/indicators/tables?{YEAR}")) if n % 5] == []


def test_a_manager_without_cases_gets_no_links(office: Office, manager: FlaskClient) -> None:
    a_year(office)
    assert f"{RESTRICTED}/cases" not in page(manager, f"{RESTRICTED}?{YEAR}")
    page(manager, f"{RESTRICTED}/cases?{YEAR}", 403)


def test_every_exact_number_leads_to_its_cases(house: Flask, office: Office) -> None:
    a_year(office)
    client = sign_in(house, office, Role.PROGRAMME_MANAGER, Role.COUNSELLOR)
    links = re.findall(
        r'href="(/indicators/restricted/cases[^"]*category=GE[^"]*)"', page(client, f"{RESTRICTED}?{YEAR}")
    )
    assert len(links) == 2
    html = page(client, links[0].replace("&amp;", "&"))
    assert set(re.findall(r"NL-2026-\d{6}", html)) == set(_references("GE"))


def _references(country: str) -> Iterable[str]:
    db.session().rollback()
    return db.session().scalars(select(ReturnCase.reference).where(ReturnCase.return_country == country)).all()


@pytest.mark.parametrize(
    "query", ["figure=support-value&by=nationality", "figure=secrets", "by=sex", "year=1066", "year='"]
)
def test_only_listed_tables_can_be_asked_for(analyst: FlaskClient, query: str) -> None:
    page(analyst, f"/indicators/tables?{query}")
    page(analyst, f"/indicators/table.csv?{query}", 422)


def test_the_page_names_what_is_not_on_the_list(analyst: FlaskClient) -> None:
    html = page(analyst, "/indicators/tables?figure=support-value&by=nationality")
    assert "This figure is shown by Country of return only." in html


@pytest.mark.parametrize("figure", list(FigureId))
def test_every_figure_has_its_page(office: Office, analyst: FlaskClient, figure: FigureId) -> None:
    a_year(office)
    html = page(analyst, f"/indicators/tables?figure={figure.value}&{YEAR}")
    assert "How this was counted" in html
    assert html.count("<h1") == 1


def test_an_empty_year_says_why(analyst: FlaskClient) -> None:
    year = today().year - 5
    assert f"Nothing of {year} is released yet" in page(analyst, f"/indicators/tables?year={year}")


def test_reads_are_logged_without_numbers(
    office: Office, manager: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    a_year(office)
    for address in (*OPEN, RESTRICTED):
        page(manager, f"{address}?{YEAR}")
    db.session().rollback()
    read = db.session().scalars(
        select(AuditEvent).where(AuditEvent.action == Action.FIGURES_READ.value).order_by(AuditEvent.id)
    )
    logged = [event.details for event in read]
    assert [details["channel"] for details in logged] == ["protected", "protected-file", "restricted"]
    assert all(set(details) == {"channel", "figure", "by", "year"} for details in logged)
    assert not re.search(r"\b(17|33|8|6)\b", caplog.text)


def test_the_key_stands_in_no_answer_and_no_log(
    office: Office, manager: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    a_year(office)
    key = key_store().directory.key(KEY_FILE)
    told = "".join(page(manager, f"{address}?{YEAR}") for address in (*OPEN, RESTRICTED)) + caplog.text
    assert key.hex() not in told
    assert repr(key)[2:-1] not in told


def test_answers_carry_no_fingerprint_of_the_numbers(office: Office, analyst: FlaskClient) -> None:
    builders.let_out(office)
    for address in OPEN:
        headers = analyst.get(address).headers
        assert "ETag" not in headers
        assert headers["Cache-Control"] == "no-store"


def test_names_of_programmes_cannot_become_formulas(house: Flask) -> None:
    office = builders.an_office(code="=cmd|' /C calc'!A0")
    builders.let_out(office)
    rows = sheet(sign_in(house, office, Role.ANALYST), f"{YEAR}&by=programme")
    assert rows[0]["CODE"].startswith("'=cmd")


def test_headlines_are_protected(office: Office) -> None:
    a_year(office)
    actor = people.an_actor(Role.ANALYST, organisation=office.organisation)
    period, found = queries.headline(db.session(), actor, 2026, today())
    assert period == "2026-Q1"
    assert found[FigureId.DEPARTURES] in {30, 35}
    assert found[FigureId.SUPPORTED] == 0


def test_a_share_of_few_is_withheld(office: Office, analyst: FlaskClient) -> None:
    a_year(office)
    assert "withheld: it needs at least 50 persons" in page(analyst, f"/indicators/tables?{YEAR}")
    assert "withheld: it needs" not in page(analyst, f"/indicators/tables?figure=approvals&{YEAR}")


def test_every_figure_can_be_shown_by_country() -> None:
    assert set(FIGURES) == set(FigureId)
    assert all(Dimension.RETURN_COUNTRY in figure.dimensions for figure in FIGURES.values())


def test_a_table_that_lost_a_warning_gives_no_file(house: Flask, office: Office) -> None:
    question = Question(FIGURES[FigureId.DEPARTURES], Dimension.RETURN_COUNTRY, 2026)
    actor = people.an_actor(Role.ANALYST, organisation=office.organisation)
    builders.let_out(office)
    table = queries.get_released(db.session(), actor, question, today())
    with house.test_request_context():
        assert presenting.sheet(table, {})
        with pytest.raises(RuleBroken, match="without its warnings"):
            presenting.sheet(replace(table, caveats=table.caveats[1:]), {})
