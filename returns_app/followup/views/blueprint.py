"""The pages of follow-up."""

from returns_app.web.routing import Pages

pages = Pages("followup", "returns_app.followup", template_folder="templates")
TAB = "followup.show_follow_up"
