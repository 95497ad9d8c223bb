"""Security headers on every answer."""

from flask import Flask, Response, abort, request

POLICY = (
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    "manifest-src 'self'", "worker-src 'self'", "require-trusted-types-for 'script'",
)  # fmt: skip
CONTENT_SECURITY_POLICY = "; ".join(POLICY)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
CACHED = ("/static/", "/assets/", "/vendor/")


def register_headers(app: Flask) -> None:
    """Guard what comes in and mark what goes out."""
    app.before_request(_refuse_doubtful)
    app.after_request(_mark)


def _refuse_doubtful() -> None:
    # Chunked bodies and cross-site writes have no honest use here; some servers read them in two ways.
    if request.headers.get("Transfer-Encoding"):
        abort(400)
    if request.method not in {"GET", "HEAD", "OPTIONS"} and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def _mark(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith(CACHED):
        response.headers["Cache-Control"] = "no-store"
    return response
