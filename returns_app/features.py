"""The list of rooms: every blueprint and command group the house opens."""

from flask import Flask

from returns_app.accounts.cli import accounts_cli
from returns_app.accounts.views import pages as account_pages
from returns_app.audit.cli import audit_cli
from returns_app.audit.views import pages as audit_pages
from returns_app.cases.views import pages as case_pages
from returns_app.checks.cli import registry_cli
from returns_app.checks.views import pages as check_pages
from returns_app.closure.views import pages as closure_pages
from returns_app.db.commands import keys_cli
from returns_app.decisions.views import pages as decision_pages
from returns_app.demo.cli import demo_cli
from returns_app.desk.views import pages as desk_pages
from returns_app.indicators.views import pages as indicator_pages
from returns_app.jobs.cli import jobs_cli
from returns_app.jobs.views import pages as job_pages
from returns_app.people.views import pages as people_pages
from returns_app.programmes.cli import programmes_cli
from returns_app.support.views import pages as support_pages
from returns_app.travel.views import pages as travel_pages
from returns_app.web.assets import assets_cli

BLUEPRINTS = (
    account_pages, audit_pages, case_pages, check_pages, closure_pages, decision_pages, desk_pages, indicator_pages,
    job_pages, people_pages, support_pages, travel_pages,
    accounts_cli, audit_cli, demo_cli, jobs_cli, keys_cli, programmes_cli, registry_cli,
)  # fmt: skip


def register(app: Flask) -> None:
    """Open every room."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.cli.add_command(assets_cli)
