"""Every sentence stands in every language, with the same placeholders."""

from collections.abc import Sequence

import pytest
from babel.messages.catalog import Catalog

from tools import translations


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_nothing_is_left_to_translate(language: str) -> None:
    assert list(translations.faults(translations.extract(), translations.read(language))) == []


def _faults(identity: str | tuple[str, str], string: str | Sequence[str], *, fuzzy: bool = False) -> list[str]:
    fresh, translated = Catalog(), Catalog(locale="nl")
    fresh.add(identity)
    translated.add(identity, tuple(string) if not isinstance(string, str) else string, flags=["fuzzy"] if fuzzy else [])
    return [fault.partition(":")[0] for fault in translations.faults(fresh, translated)]


def test_a_good_translation_has_no_fault() -> None:
    assert _faults("Hello %(name)s", "Dag %(name)s") == []


def test_an_empty_translation_is_seen() -> None:
    assert _faults("Hello", "") == ["not translated"]


def test_a_guess_is_seen() -> None:
    assert _faults("Hello", "Dag", fuzzy=True) == ["only guessed (fuzzy)"]


def test_a_lost_or_strange_placeholder_is_seen() -> None:
    assert _faults("Hello %(name)s", "Dag") == ["placeholders or plural forms differ"]
    assert _faults("Hello %(name)s", "Dag %(naam)s") == ["placeholders or plural forms differ"]


def test_a_plural_form_may_leave_the_number_out() -> None:
    assert _faults(("%(num)s day", "%(num)s days"), ["een dag", "%(num)s dagen"]) == []


def test_a_missing_plural_form_is_seen() -> None:
    assert _faults(("%(num)s day", "%(num)s days"), ["een dag", ""]) == ["not translated"]
