"""The blueprint of data protection."""

from returns_app.web.routing import Pages

pages = Pages("privacy", __name__, template_folder="../templates")
