"""A small application with the toolkit alone, so that these tests need no database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect

from returns_app.web.assets import static_routes
from returns_app.web.filters import register_filters

WEB = Path(__file__).parents[2] / "returns_app" / "web"


@pytest.fixture
def toolkit(tmp_path: Path) -> Flask:
    app = Flask(__name__, static_folder=str(WEB / "static"), template_folder=str(WEB / "templates"))
    app.config.update(SECRET_KEY="made-up", TESTING=True, WTF_CSRF_CHECK_DEFAULT=False, ASSETS_DIR=tmp_path)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=lambda: app.config.get("LOCALE", "en"))
    CSRFProtect(app)
    register_filters(app)
    static_routes(app)
    return app


@pytest.fixture
def request_context(toolkit: Flask) -> Iterator[Flask]:
    with toolkit.test_request_context("/"):
        yield toolkit
