"""Languages: a page keeps its own while a letter inside it speaks another."""

import subprocess
import sys

import pytest
from flask import Flask, render_template_string
from flask_babel import gettext, lazy_gettext

from returns_app.core.settings import ROOT
from returns_app.web.i18n import page_locale, speaking


@pytest.fixture(scope="module", autouse=True)
def catalogues() -> None:
    subprocess.run([sys.executable, "-m", "tools.translations", "--compile"], check=True, cwd=ROOT, capture_output=True)


def said() -> tuple[str, ...]:
    """One text in the three ways a page says it."""
    return gettext("Cases"), str(lazy_gettext("Cases")), render_template_string("{{ _('Cases') }}")


def test_every_way_of_saying_speaks_the_page_s_language(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "nl"}):
        app.preprocess_request()
        assert set(said()) == {"Dossiers"}


def test_a_letter_speaks_its_own_language_and_the_page_goes_on_in_its_own(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "nl"}):
        app.preprocess_request()
        before = said()
        with speaking("ar"):
            assert set(said()) == {"الملفات"}
            assert page_locale().text_direction == "rtl"
        assert said() == before
        assert page_locale().language == "nl"


def test_what_goes_wrong_in_a_letter_leaves_the_page_as_it_was(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        app.preprocess_request()
        with pytest.raises(RuntimeError), speaking("nl"):
            raise RuntimeError
        assert page_locale().language == "fr"
