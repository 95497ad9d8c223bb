"""The list of rooms: every blueprint and command group the house opens."""

from flask import Flask

from returns_app.accounts.cli import accounts_cli, proposals_cli
from returns_app.accounts.views import pages as account_pages
from returns_app.audit.cli import audit_cli
from returns_app.audit.views import pages as audit_pages
from returns_app.auditing.views import pages as auditing_pages
from returns_app.burden.views import pages as burden_pages
from returns_app.cases.views import pages as case_pages
from returns_app.checks.cli import registry_cli
from returns_app.checks.views import pages as check_pages
from returns_app.closure.views import pages as closure_pages
from returns_app.core.errors import Refusal
from returns_app.core.settings import Settings
from returns_app.counselling.views import pages as counselling_pages
from returns_app.db.commands import keys_cli
from returns_app.decisions.views import pages as decision_pages
from returns_app.demo.cli import demo_cli
from returns_app.desk.views import pages as desk_pages
from returns_app.exports.views import pages as export_pages
from returns_app.family.views import pages as family_pages
from returns_app.followup.views import pages as followup_pages
from returns_app.imports.views import pages as import_pages
from returns_app.indicators.cli import figures_cli
from returns_app.indicators.views import pages as indicator_pages
from returns_app.indicators.views.public import public_pages, say_refusal
from returns_app.jobs.cli import jobs_cli
from returns_app.jobs.views import pages as job_pages
from returns_app.letters.views import pages as letter_pages
from returns_app.moments.views import pages as moment_pages
from returns_app.peers.routing import open_service as open_calls
from returns_app.peers.service import load_federation
from returns_app.people.views import pages as people_pages
from returns_app.privacy.cli import privacy_cli
from returns_app.privacy.views import pages as privacy_pages
from returns_app.programmes.cli import programmes_cli
from returns_app.programmes.views import pages as programme_pages
from returns_app.recovery.views import pages as recovery_pages
from returns_app.registry.api.holder import holder_routes
from returns_app.registry.api.store import store_routes
from returns_app.registry.cli import federation_cli
from returns_app.review.views import pages as review_pages
from returns_app.safeguards.views import pages as safeguard_pages
from returns_app.support.views import pages as support_pages
from returns_app.travel.views import pages as travel_pages
from returns_app.web.assets import assets_cli
from returns_app.work.views import pages as work_pages

BLUEPRINTS = (
    account_pages, audit_pages, auditing_pages, burden_pages, case_pages, check_pages, closure_pages, counselling_pages,
    decision_pages, desk_pages, export_pages, family_pages, followup_pages, import_pages, indicator_pages, job_pages, letter_pages,
    moment_pages, people_pages, privacy_pages, programme_pages, recovery_pages, review_pages, safeguard_pages, support_pages,
    travel_pages, work_pages,
    accounts_cli, audit_cli, demo_cli, federation_cli, figures_cli, jobs_cli, keys_cli, privacy_cli, programmes_cli,
    proposals_cli, registry_cli,
)  # fmt: skip

SERVICES = {"store": store_routes, "holder-a": holder_routes, "holder-b": holder_routes}
SERVICE_COMMANDS = (audit_cli, federation_cli, jobs_cli, keys_cli, registry_cli)


def register(app: Flask) -> None:
    """Open every room."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.cli.add_command(assets_cli)


def open_service(app: Flask, settings: Settings) -> None:
    """Open the one room of a registry store or a key holder, and its operators' commands."""
    open_calls(app, SERVICES[settings.serves], load_federation(settings))
    for commands in SERVICE_COMMANDS:
        app.register_blueprint(commands)


def open_public(app: Flask) -> None:
    """Open what everybody may read."""
    app.register_blueprint(public_pages)
    app.register_error_handler(Refusal, say_refusal)
