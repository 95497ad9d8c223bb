"""The command: what it prints, and what it refuses."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from returns_app.core import clock
from returns_app.core.settings import ROOT
from returns_app.demo.rules.houses import LOGINS
from returns_app.demo.service import demo_password
from tests import people
from tests.demo.conftest import PASSWORD


def test_a_second_run_prints_the_logins_again(demo_app: Flask) -> None:
    done = demo_app.test_cli_runner(env={"RETURNS_DEMO_PASSWORD": PASSWORD}).invoke(args=["demo", "seed"])
    assert done.exit_code == 0
    assert "nothing was added" in done.output
    assert all(login.email in done.output for login in LOGINS)
    assert PASSWORD in done.output
    assert "http://127.0.0.1:8000" in done.output


def test_another_database_is_left_alone(house: Flask) -> None:
    people.an_organisation()
    done = house.test_cli_runner().invoke(args=["demo", "seed"])
    assert done.exit_code == 1
    assert "Nothing was added" in done.output


def test_the_password_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    made = demo_password(tmp_path, {})
    assert demo_password(tmp_path, {}) == made
    assert (tmp_path / "demo-password.txt").stat().st_mode & 0o777 == 0o600
    assert demo_password(tmp_path, {"RETURNS_DEMO_PASSWORD": "given"}) == "given"


def test_the_clock_comes_back() -> None:
    then = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with clock.travelling(then):
        assert timedelta() <= clock.utc_now() - then < timedelta(seconds=5)
    assert abs(clock.utc_now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_one_command_lays_the_foundations_too(tmp_path: Path) -> None:
    variables = {
        "RETURNS_ENVIRONMENT": "development", "RETURNS_INSTANCE_DIR": str(tmp_path), "RETURNS_DEMO_PASSWORD": PASSWORD,
        "RETURNS_DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
    }  # fmt: skip
    command = [sys.executable, "-m", "flask", "--app", "returns_app", "demo", "seed", "--found", "--cases", "2"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=True)
    assert PASSWORD in done.stdout
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        assert database.execute("select count(*) from return_case").fetchone()[0] > 0
