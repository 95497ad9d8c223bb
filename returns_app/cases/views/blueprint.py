"""The one blueprint that every page of this room is declared on."""

from returns_app.web.routing import Pages

pages = Pages("cases", "returns_app.cases", template_folder="templates")
