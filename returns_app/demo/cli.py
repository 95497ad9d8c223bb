"""The command that fills an empty database with made-up people and says how to sign in."""

import os
import sys
from pathlib import Path

import click
from flask import Blueprint, current_app
from flask_migrate import upgrade

from returns_app.core.errors import Refusal
from returns_app.db.commands import make_keys
from returns_app.db.unit_of_work import settings
from returns_app.demo.rules.houses import HOUSES, logins_of
from returns_app.demo.service import CASES, State, demo_password, look, seed, show_figures

demo_cli = Blueprint("demo_cli", __name__, cli_group="demo")
EVERY = 250
NAMES = {house.code: house.name for house in HOUSES}


@demo_cli.cli.command("seed")
@click.option("--cases", type=click.IntRange(1, 5000), default=CASES, show_default=True, help="About how many cases.")
@click.option("--found", is_flag=True, help="First make the keys and the tables, in the same breath.")
@click.option(
    "--state", default="", help="Only the cases and the staff of this member state: for a node of a federation."
)
def seed_demo(cases: int, state: str, *, found: bool) -> None:
    """Fill an empty database with fictitious cases; otherwise change nothing and print the logins again."""
    if found:
        _lay_foundations()
    stands = look()
    if stands is State.OTHER:
        click.echo("This database holds something else than the demo. Nothing was added.")
        sys.exit(1)
    if stands is State.CUT_OFF:
        click.echo("Seeding was interrupted here before. Delete the database (instance/demo.sqlite3*) and start again.")
        sys.exit(1)
    password = demo_password(Path(current_app.instance_path), os.environ)
    if stands is State.EMPTY:
        _fill(password, cases, state)
    else:
        click.echo("The demo is there already; nothing was added.")
    _print_logins(password, state)


@demo_cli.cli.command("figures")
def fill_figures() -> None:
    """Put a made-up past of four years beside the demo, and release its newest quarter: no page of figures is empty."""
    try:
        released = show_figures(lambda what: click.echo(f"  {what}"))
        click.echo(
            f"{released} is released; analyst@pm-nl.example and statistics@ro-nl.example see it under Indicators."
        )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _lay_foundations() -> None:
    make_keys()
    upgrade()


def _fill(password: str, cases: int, state: str) -> None:
    click.echo(f"making up {cases} cases and their history")
    try:
        seed(password, cases, _progress, state)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _progress(steps: int) -> None:
    if steps % EVERY == 0:
        click.echo(f"  {steps} steps taken")


def _print_logins(password: str, state: str) -> None:
    host = "localhost" if settings().host in {"0.0.0.0", "::"} else settings().host  # noqa: S104  (compared, not bound)
    click.echo(told_logins(password, state, f"http://{host}:{settings().port}"))


def told_logins(password: str, state: str, address: str) -> str:
    """Who may sign in where, and how, as lines."""
    rows = [
        (login.email, ", ".join(role.replace("_", " ") for role in login.roles), NAMES[login.house])
        for login in logins_of(state)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"  {email:<{widths[0]}}  {roles:<{widths[1]}}  {house}" for email, roles, house in rows]
    told = ("", f"  Password of all of them:  {password}", f"  Address:                  {address}", "")
    return "\n".join(("", *lines, *told))
