"""Brings a database to the newest revision: `python -m tools.migrate URL`."""

import sys

from alembic import command
from alembic.config import Config

from returns_app.core.settings import ROOT


def alembic_config(url: str) -> Config:
    """Alembic's configuration for one database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


if __name__ == "__main__":
    command.upgrade(alembic_config(sys.argv[1]), "head")
