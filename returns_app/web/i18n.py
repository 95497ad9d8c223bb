"""Languages: which one a page is in, which way it runs, and how refusals are said in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.support import NullTranslations
from flask import Flask, request, session
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_babel import gettext as _

from returns_app.core.errors import Refusal
from returns_app.core.text import Text
from returns_app.web.routing import current_actor

LANGUAGES = (("en", "English"), ("nl", "Nederlands"), ("fr", "Français"), ("ar", "العربية"))
CODES = tuple(code for code, _label in LANGUAGES)

babel = Babel()


class _Page:
    """What is looked up once while one page is made; a plain attribute is many times faster than Flask's `g`."""

    locale: Locale | None = None
    catalogue: NullTranslations | None = None


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


class _PageDomain(Domain):
    """A page has hundreds of texts: their catalogue is looked up once per page, not once per text."""

    def get_translations(self) -> NullTranslations:
        page = _page.get()
        if page is None:
            return self._looked_up()
        if page.catalogue is None:
            page.catalogue = self._looked_up()
        return page.catalogue

    def _looked_up(self) -> NullTranslations:
        found: NullTranslations = super().get_translations()  # type: ignore[no-untyped-call]
        return found


_domain = _PageDomain()  # type: ignore[no-untyped-call]


def register_languages(app: Flask, *, default: str, time_zone: str) -> None:
    """Choose the language per request."""
    app.config["BABEL_DEFAULT_LOCALE"] = default
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "web/translations"
    babel.init_app(app, locale_selector=choose_language, timezone_selector=lambda: time_zone)
    app.before_request(_begin_page)
    app.teardown_request(_end_page)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _domain.get_translations().ugettext(text),
        lambda one, many, count: _domain.get_translations().ungettext(one, many, count),
        newstyle=True,
    )


def _begin_page() -> None:
    _page.set(_Page())
    _domain.as_default()  # type: ignore[no-untyped-call]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, every text is in this language, whatever the page's own: for a letter to somebody else."""
    before = _page.set(_Page())
    try:
        with force_locale(language):
            yield
    finally:
        _page.reset(before)


def _end_page(_error: BaseException | None) -> None:
    _page.set(None)


def choose_language() -> str:
    """The session's choice, else the account's, else the browser's."""
    chosen = session.get("language") or (current_actor().locale if current_actor().account_id else None)
    return chosen if chosen in CODES else (request.accept_languages.best_match(CODES) or "en")


def page_locale() -> Locale:
    """The language of the page that is being made, found once per request."""
    page = _page.get()
    if page is None:
        return get_locale() or Locale("en")
    if page.locale is None:
        page.locale = get_locale() or Locale("en")
    return page.locale


def text_direction() -> str:
    """Which way the page runs: "ltr" or "rtl"."""
    return page_locale().text_direction


def say(message: Text | str, **params: object) -> str:
    """A marked sentence in the page's language."""
    return _(message, **params) if params else _(message)


def sentence(refusal: Refusal) -> str:
    """A refusal in the page's language, money with two decimals."""
    shown = _isolated if text_direction() == "rtl" else _plain
    return say(refusal.message, **{name: shown(value) for name, value in refusal.params.items()})


def language_name(code: str) -> str:
    """A language's own name; the code itself when unknown."""
    try:
        return Locale.parse(code).get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def _isolated(value: object) -> object:
    # Figures and references keep their own direction inside a right-to-left sentence.
    return f"\u2068{_plain(value)}\u2069"


def _plain(value: object) -> object:
    return f"{value:,.2f}" if isinstance(value, Decimal) else value
