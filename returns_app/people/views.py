"""Opens the room to other pages: the partials about a person, and words for its codes. It has no page of its own."""

from returns_app.people import labels
from returns_app.people.display import display_name, original_name
from returns_app.web.routing import Pages

pages = Pages("people", __name__, template_folder="templates")
pages.add_app_template_filter(display_name)
pages.add_app_template_filter(original_name)
pages.add_app_template_filter(labels.script_name)
pages.add_app_template_filter(labels.person_word)
