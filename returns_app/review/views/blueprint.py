"""The one blueprint that every page of this room is declared on."""

from returns_app.web.routing import Pages

pages = Pages("review", "returns_app.review", template_folder="templates")
