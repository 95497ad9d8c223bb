"""The pages of decisions."""

from returns_app.web.routing import Pages

pages = Pages("decisions", "returns_app.decisions", template_folder="templates")
