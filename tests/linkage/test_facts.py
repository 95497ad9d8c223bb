"""Numbers, addresses and families in normal form: equal where two offices write one fact in two ways."""

import pytest

from returns_app.linkage import facts
from returns_app.linkage.details import DocumentNumber, PersonalDetails
from tests.linkage.registry_in_memory import born

FAMILY = tuple(map(born, ("02-02-1984", "20-11-1986", "09-09-2016")))


def test_a_household_has_three_members_with_whole_birth_dates() -> None:
    assert facts.household(PersonalDetails(born=FAMILY[0], family_born=FAMILY[:2])) is None
    assert facts.household(PersonalDetails(born=FAMILY[0], family_born=(*FAMILY[:2], born("2016")))) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("14 ab-00001", "14AB00001"), ("O123I", "01231"), ("١٢٣٤٥", "12345"), ("A.1234/5", "a12345")],
)
def test_document_numbers_are_compared_in_normal_form(one: str, other: str) -> None:
    assert facts.document(DocumentNumber("passport", "ge", one)) == facts.document(
        DocumentNumber("Passport", "GE", other)
    )


def test_a_document_without_issuer_or_with_two_signs_is_none() -> None:
    assert facts.document(DocumentNumber("passport", "", "A123456")) is None
    assert facts.document(DocumentNumber("passport", "GE", "A1")) is None


def test_a_number_without_a_digit_is_a_word_somebody_wrote() -> None:
    for word in ("unknown", "lost", "applied for", "غير معروف"):
        assert facts.document(DocumentNumber("passport", "GE", word)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kerkstraat 12", "12, KERKSTRAAT"),
        ("21 Moondarra Street", "21 moondara st."),
        ("12 rue de la Gare", "12, Rue Gare"),
        ("Hauptstr. 5b", "hauptstr 5B"),
        ("улица Ленина 7", "Ulitsa Lenina 7"),
        ("١٢ شارع النيل", "12 شارع النيل"),
        ("TQ13 8DF", "tq13 8df"),
    ],
)
def test_an_address_is_its_numbers_and_the_sound_of_its_street(one: str, other: str) -> None:
    assert facts.address(one) == facts.address(other) is not None


def test_a_street_without_a_number_or_a_number_alone_is_no_address() -> None:
    assert [facts.address(text) for text in ("Kerkstraat", "12", "street 12", "", "—")] == [None] * 5
    assert facts.address("Kerkstraat 12") != facts.address("Kerkstraat 14") != facts.address("Dorpsstraat 14")


def test_phones_meet_in_their_international_form_only() -> None:
    assert facts.phone("+995 555 12-34-56") == facts.phone("00995555123456") == facts.phone("+٩٩٥٥٥٥١٢٣٤٥٦")
    assert facts.phone("0612345678") is None


def test_addresses_meet_in_small_letters_and_without_tags() -> None:
    assert facts.email(" Ali.X+go@Example.ORG ") == facts.email("ali.x@example.org")
    assert facts.email("no address") is None
