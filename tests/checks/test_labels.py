"""Everything a score can say has its own words in every language of the pages."""

import pytest
from flask import Flask
from flask_babel import force_locale

from returns_app.checks.labels import FIELD_NAMES, NOTE_SENTENCES, STATUS_NAMES
from returns_app.linkage.evidence import Note
from returns_app.linkage.kinds import Field
from returns_app.registry.statuses import ClaimStatus


@pytest.mark.parametrize("language", ["en", "nl", "fr", "ar"])
def test_every_note_has_a_sentence_of_its_own(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        sentences = {str(NOTE_SENTENCES[note]) for note in Note}
    assert len(sentences) == len(Note)
    assert all(sentences)


@pytest.mark.parametrize("language", ["nl", "fr", "ar"])
def test_no_sentence_stands_untranslated(app: Flask, language: str) -> None:
    def in_words(of: str) -> list[str]:
        with app.test_request_context(), force_locale(of):
            return [str(NOTE_SENTENCES[note]) for note in Note]

    assert not set(in_words(language)) & set(in_words("en"))


@pytest.mark.parametrize("language", ["en", "nl", "fr", "ar"])
def test_every_status_of_a_claim_has_a_word_of_its_own(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert len({str(STATUS_NAMES[status]) for status in ClaimStatus}) == len(ClaimStatus)


def test_every_field_has_a_name() -> None:
    assert {field.value for field in Field} <= FIELD_NAMES.keys()
