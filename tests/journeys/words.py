"""What a page says in its language, found through the same catalogue the page uses."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from flask import Flask

from returns_app.core.errors import Refusal
from returns_app.web import filters, i18n


@dataclass(frozen=True)
class Words:
    """One language of one application."""

    app: Flask
    language: str

    def __call__(self, make: Callable[[], object]) -> str:
        """Whatever is made, as a page in this language would show it."""
        with self.app.test_request_context(headers={"Accept-Language": self.language}):
            return str(make())

    def say(self, text: str, **params: object) -> str:
        """A sentence of the house."""
        return self(lambda: i18n.say(text, **params))

    def sentence(self, refusal: Refusal) -> str:
        """What a refusal says."""
        return self(lambda: i18n.sentence(refusal))

    def money(self, amount: str, currency: str = "EUR") -> str:
        """A sum of money."""
        return self(lambda: filters.money(Decimal(amount), currency))
