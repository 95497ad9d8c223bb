"""The blueprint of support."""

from returns_app.web.routing import Pages

pages = Pages("support", "returns_app.support", template_folder="templates")
