"""A small demo, told once for all tests of it, in a house of its own."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import ROOT, load_settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import db, scope
from returns_app.demo.service import seed

PASSWORD = "bad-lor-pem-tiv-gus-nok"
CASES = 40


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on a freshly seeded database."""
    place = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{place / 'demo.sqlite3'}"
    create_keys(KeyDirectory(place / "keys"))
    subprocess.run([sys.executable, "-m", "tools.migrate", url], check=True, cwd=ROOT, capture_output=True)
    variables = {
        "RETURNS_DATABASE_URL": url, "RETURNS_KEYS_DIR": str(place / "keys"), "RETURNS_INSTANCE_DIR": str(place),
        "RETURNS_SECRET_FILE": str(place / "keys" / "session.key"),
    }  # fmt: skip
    app = create_app(load_settings("testing", variables))
    with app.app_context():
        seed(PASSWORD, CASES)
    return app


@pytest.fixture
def demo(demo_app: Flask) -> Iterator[Flask]:
    """An application context in the seeded house."""
    with demo_app.app_context(), scope(system_actor("tests")):
        yield demo_app
        db.session.remove()
