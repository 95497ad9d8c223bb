"""The pages of recovery."""

from returns_app.web.routing import Pages

pages = Pages("recovery", "returns_app.recovery", template_folder="templates")
