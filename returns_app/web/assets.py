"""Fonts, styles and script: built from installed packages, served from this host alone."""

import gzip
import hashlib
from functools import cache, lru_cache
from pathlib import Path

import bootstrap_wrapper
import click
from flask import Flask, Response, abort, current_app, request, send_from_directory, url_for
from flask.cli import AppGroup, with_appcontext

from returns_app.web.fonts import FACES, build_face, font_css

STATIC = Path(__file__).parent / "static"
BOOTSTRAP = ("bootstrap.min.css", "bootstrap.rtl.min.css")  # its script is not needed
A_YEAR = 365 * 24 * 3600
PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})

assets_cli = AppGroup("assets", help="Fonts and other files the pages need.")


@assets_cli.command("build")
@with_appcontext
def build_command() -> None:
    """Make the font files of the pages from the installed packages."""
    made = build(assets_dir(current_app))
    click.echo(f"{len(made)} font files made, {len(FACES) - len(made)} were there already.")


def build(target: Path) -> list[Path]:
    """Write every font file that is not there yet, and the stylesheet that names them; the files made."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = {face: target / face.file_name for face in FACES}
    made = [build_face(face, path) for face, path in wanted.items() if not path.exists()]
    for stale in set(target.glob("*.woff2")) - set(wanted.values()):
        stale.unlink()
    (target / "fonts.css").write_text(font_css(FACES), encoding="utf-8")
    return made


def assets_dir(app: Flask) -> Path:
    """Where the built files are kept."""
    return Path(app.config.get("ASSETS_DIR") or Path(app.instance_path) / "assets")


def asset(name: str) -> str:
    """The address of a file with its fingerprint, looked up once; nothing for fonts that were not built."""
    known: dict[str, str] = current_app.extensions.setdefault("returns.assets", {})
    if current_app.debug or name not in known:
        known[name] = _address(name)
    return known[name]


def _address(name: str) -> str:
    if name in BOOTSTRAP:
        return url_for("bootstrap_file", name=name, v=_fingerprint(_bootstrap(name)))
    if name == "fonts.css":
        path = assets_dir(current_app) / name
        return url_for("built_file", name=name, v=_fingerprint(path)) if path.exists() else ""
    return url_for("static", filename=name, v=_fingerprint(STATIC / name))


def static_routes(app: Flask) -> None:
    """Serve built fonts and the few files of Bootstrap; `asset` becomes known to every template."""
    app.add_url_rule("/assets/<path:name>", "built_file", _built_file)
    app.add_url_rule("/vendor/bootstrap/<name>", "bootstrap_file", _bootstrap_file)
    app.jinja_env.globals["asset"] = asset
    app.after_request(_cache_for_long)
    app.after_request(_pack)


def _built_file(name: str) -> Response:
    return send_from_directory(assets_dir(current_app).resolve(), name)


def _bootstrap_file(name: str) -> Response:
    if name not in BOOTSTRAP:
        abort(404)
    return send_from_directory(_bootstrap(name).parent, name)


def _bootstrap(name: str) -> Path:
    return Path(bootstrap_wrapper.get_bootstrap_css_dir()) / name


def _cache_for_long(response: Response) -> Response:
    """A file whose address carries its fingerprint never changes, and fonts carry it in their names."""
    if _is_file() and response.status_code < 400 and ("v" in request.args or request.path.endswith(".woff2")):  # noqa: PLR2004
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def _pack(response: Response) -> Response:
    """Styles and script go out packed: Bootstrap alone weighs 230 kB. Pages don't, since they carry secrets."""
    if not _is_file() or response.status_code != 200 or str(response.mimetype) not in PACKED:  # noqa: PLR2004
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.direct_passthrough = False
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("ETag", None)  # it names the unpacked bytes
    return response


@lru_cache(32)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _is_file() -> bool:
    return request.endpoint in {"static", "built_file", "bootstrap_file"}


def _fingerprint(path: Path) -> str:
    return _fingerprint_at(path, path.stat().st_mtime_ns)


@cache
def _fingerprint_at(path: Path, changed_at: int) -> str:  # noqa: ARG001  (a changed file is read again)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
