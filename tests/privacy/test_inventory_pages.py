"""The inventory and the record of processing in the browser."""

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.privacy.queries import inventory
from tests import people
from tests.cases.builders import browser

pytestmark = pytest.mark.postgres


def test_every_table_is_listed_and_leads_to_its_columns(house: Flask) -> None:
    client = browser(house, people.an_actor(Role.DPO))
    assert client.get("/data-protection").status_code == 302
    page = client.get("/data-protection/inventory").text
    assert all(f'<code dir="ltr">{name}</code>' in page for name in inventory().tables())
    shown = client.get("/data-protection/inventory?table=person").text
    assert "Birth date with its precision" in shown
    assert "GDPR art. 6(1)(e)" in shown


def test_an_unknown_table_shows_them_all(house: Flask) -> None:
    client = browser(house, people.an_actor(Role.DPO))
    page = client.get("/data-protection/inventory?table=%3Cscript%3E").text
    assert "<script>" not in page
    assert "return_case" in page


def test_the_record_names_every_purpose_and_its_doubt(house: Flask) -> None:
    page = browser(house, people.an_actor(Role.AUDITOR)).get("/data-protection/record").text
    assert all(f'id="purpose-{purpose.code}"' in page for purpose in inventory().purposes())
    assert "To be confirmed" in page
