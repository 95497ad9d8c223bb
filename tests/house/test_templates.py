"""Templates keep to the content security policy, escape everything and say nothing untranslated."""

import re

import pytest
from jinja2 import Environment

from tests.house import source

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an unescaped value": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "something from another host": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
}
# What is left of a page when code, translated blocks and tags are taken away is untranslated text.
CODE = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN = re.compile(r"(?:aria-label|alt|placeholder|title)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>|&[a-z#0-9]+;|[\w-]+=\"[^\"]*\"", re.DOTALL)  # and attributes a macro adds to a tag
WORD = re.compile(r"[^\W\d_]{2,}")
SAME_EVERYWHERE = {"Returns"}


def untranslated(text: str) -> set[str]:
    """Words a reader would see or hear that did not go through gettext."""
    plain = CODE.sub(" ", text)
    said = " ".join(SPOKEN.findall(plain))
    return set(WORD.findall(TAG.sub(" ", plain) + " " + said)) - SAME_EVERYWHERE


def _texts() -> dict[str, str]:
    return {source.name(path): path.read_text(encoding="utf-8") for path in source.templates()}


def test_every_template_parses() -> None:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    for name, text in _texts().items():
        environment.parse(text, name=name, filename=name)


def test_every_template_keeps_to_the_policy() -> None:
    breaches = {
        f"{name}: {what}": found.group()
        for name, text in _texts().items()
        for what, pattern in FORBIDDEN.items()
        if (found := pattern.search(text))
    }
    assert breaches == {}


def test_no_template_says_something_untranslated() -> None:
    said = {name: untranslated(text) for name, text in _texts().items()}
    assert {name: words for name, words in said.items() if words} == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color: red">', "an inline style"),
        ('<a href="/" onclick="go()">', "an inline handler"),
        ("{{ note | safe }}", "an unescaped value"),
        ("<script>go()</script>", "an inline script"),
        ('<img src="https://example.org/a.png">', "something from another host"),
    ],
)
def test_the_policy_patterns_bite(text: str, what: str) -> None:
    assert FORBIDDEN[what].search(text)


def test_untranslated_words_are_seen() -> None:
    page = '{% block a %}<h1 title="Two">{{ _("Fine") }} One</h1>{% trans %}Good{% endtrans %}{% endblock %}'
    assert untranslated(page) == {"One", "Two"}
