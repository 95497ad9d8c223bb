"""The blueprint of figures, and how a file of them is sent."""

from flask import Response

from returns_app.web.routing import Pages

pages = Pages("indicators", __name__, template_folder="../templates")


def attachment(content: bytes, name: str, content_type: str) -> Response:
    """A file to keep; never cached, no fingerprint of its numbers in a header."""
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
