"""The application for local use and for the application server."""

from returns_app import create_app

app = create_app()
