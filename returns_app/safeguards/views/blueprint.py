"""The blueprint of safeguards."""

from returns_app.web.routing import Pages

pages = Pages("safeguards", __name__, template_folder="../templates")
