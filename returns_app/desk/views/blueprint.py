"""The blueprint of the desk."""

from returns_app.web.routing import Pages

pages = Pages("desk", "returns_app.desk", template_folder="templates")
