"""Puts the house together for one set of settings, nothing else."""

from dataclasses import replace
from secrets import token_bytes

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from returns_app import features
from returns_app.accounts.signing_in import register_sign_in
from returns_app.core.settings import ROOT, Settings, SettingsError, load_settings
from returns_app.db.keys import KeyDirectory, KeyStore
from returns_app.db.masters import build_safe
from returns_app.db.session import connect, db
from returns_app.web.assets import static_routes
from returns_app.web.context import register_context
from returns_app.web.errors import register_errors
from returns_app.web.filters import register_filters
from returns_app.web.headers import register_headers
from returns_app.web.i18n import register_languages
from returns_app.web.requests import HouseRequest

MIB = 1024 * 1024
LARGEST_CALL = 2 * MIB
NODE, PUBLIC = "node", "public"
PUBLIC_ROLE = "returns_public"  # may read publications and nothing else


def build(settings: Settings | None = None) -> Flask:
    """The application for one set of settings."""
    settings = settings or load_settings()
    if settings.serves == PUBLIC:
        return _public(settings)
    if settings.serves != NODE:
        return _service(settings)
    app = _flask(settings, static_folder="web/static", template_folder="web/templates")
    app.request_class = HouseRequest
    _configure(app, settings)
    connect(app, settings)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=False, compare_type=False)
    CSRFProtect(app)
    register_headers(app)
    register_languages(app, default=settings.default_locale, time_zone=settings.time_zone)
    register_sign_in(app, settings)
    register_errors(app)
    register_filters(app)
    register_context(app, settings)
    static_routes(app)
    features.register(app)
    return app


def _public(settings: Settings) -> Flask:
    """Published figures for everybody: no sign-in, no key, and a database role that can't read about anybody."""
    app = _flask(settings, static_folder="web/static", template_folder="web/templates")
    narrowed = replace(settings, database_role=PUBLIC_ROLE)
    app.extensions["returns.settings"] = narrowed
    app.config.update(SECRET_KEY=token_bytes(32), MAX_CONTENT_LENGTH=1024, TESTING=settings.environment == "testing")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    connect(app, narrowed)
    register_headers(app)
    register_languages(app, default=settings.default_locale, time_zone=settings.time_zone)
    register_filters(app)
    register_context(app, narrowed)
    static_routes(app)
    features.open_public(app)
    return app


def _service(settings: Settings) -> Flask:
    """The store or a key holder: signed calls, operators' commands, no pages and no people."""
    if settings.serves not in features.SERVICES:
        raise SettingsError(f"serves = {settings.serves}: it is one of node, {', '.join(features.SERVICES)}")
    app = _flask(settings, static_folder=None)
    app.extensions["returns.settings"] = settings
    app.extensions["returns.keys"] = KeyStore(_key_directory(settings))
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_CALL, TESTING=settings.environment == "testing")
    connect(app, settings)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=False, compare_type=False)
    features.open_service(app, settings)
    return app


def _flask(settings: Settings, **folders: str | None) -> Flask:
    return Flask("returns_app", instance_path=str((ROOT / settings.instance_dir).resolve()), **folders)  # type: ignore[arg-type]


def _configure(app: Flask, settings: Settings) -> None:
    keys = _key_directory(settings)
    app.extensions["returns.settings"] = settings
    app.extensions["returns.keys"] = KeyStore(keys)
    app.config.update(
        SECRET_KEY=_session_secret(settings, keys),
        MAX_CONTENT_LENGTH=(settings.max_upload_mib + 1) * MIB,
        MAX_FORM_MEMORY_SIZE=2 * MIB,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-returns-form" if settings.cookie_secure else "returns_form",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_ENABLED=settings.csrf or settings.is_production,
        WTF_CSRF_TIME_LIMIT=settings.session_absolute_seconds,
        TESTING=settings.environment == "testing",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]


def _key_directory(settings: Settings) -> KeyDirectory:
    return KeyDirectory((ROOT / settings.keys_dir).resolve(), build_safe(settings))


def _session_secret(settings: Settings, keys: KeyDirectory) -> bytes:
    path = (ROOT / settings.secret_file).resolve()
    directory = keys if path.parent == keys.path else KeyDirectory(path.parent, keys.safe)
    directory.create(path.stem)
    return directory.key(path.stem)
