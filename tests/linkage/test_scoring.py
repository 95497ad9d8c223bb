"""Scores of the people in the acceptance journeys, and the rules that no weight may break."""

import json
from dataclasses import replace

import pytest

from returns_app.linkage.details import DocumentNumber, PersonalDetails
from returns_app.linkage.evidence import Agreement, Band, Evidence, Note, Score, Verdict
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.model import current_model, read_model
from returns_app.linkage.scoring import score
from tests.linkage.registry_in_memory import Store, born, passport, person

TWINS = {
    "nationality": "GE",
    "family_born": tuple(map(born, ("02-02-1984", "20-11-1986", "09-09-2016", "09-09-2016"))),
    "phones": ("+995555123456",),
    "place_of_birth": "Tbilisi",
}


def twin(name: str, sex: str, **more: object) -> PersonalDetails:
    """A child of the family Beridze."""
    return person(name, "09-09-2016", sex=sex, **(TWINS | more))  # type: ignore[arg-type]


def scored(asked: PersonalDetails, stored: PersonalDetails, *, same_family: bool = False) -> Score:
    """The score of one person against another."""
    return Store({"claim": stored}).score(asked, "claim", same_family=same_family)


def note(found: Score, field: Field) -> Note:
    """Why a field got its verdict."""
    return next(component.note for component in found.components if component.field is field)


def test_other_script_and_swapped_date_are_at_least_possible() -> None:
    number = (DocumentNumber("national_id", "IQ", "198807051234"),)
    asked = person("أحمد حسين, الجبوري", "05-07-1988", "IQ", "M", documents=number)
    found = scored(asked, person("Ahmad Husain, Aljboori", "07-05-1988", "IQ"))
    assert found.band in {Band.POSSIBLE, Band.STRONG}
    assert found.verdict(Field.NAME) is found.verdict(Field.NATIONALITY) is Verdict.AGREES
    assert note(found, Field.NAME) is Note.BY_SOUND
    assert note(found, Field.BORN) is Note.DAY_MONTH_SWAPPED


def test_namesakes_with_different_passports_are_just_possible() -> None:
    one, other = (
        person("Mohamed, Ali", "01-01-1990", "EG", "M", documents=passport(number, "EG")) for number in ("P111", "P222")
    )
    found = scored(one, other)
    assert found.band is Band.POSSIBLE
    assert found.verdict(Field.DOCUMENT) is Verdict.DIFFERS
    assert note(found, Field.BORN) is Note.FIRST_JANUARY


def test_twins_of_one_case_are_nothing_to_each_other() -> None:
    found = scored(twin("Ana, Beridze", "F"), twin("Luka, Beridze", "M"), same_family=True)
    assert (found.band, found.weight, found.probability) == (Band.NONE, 0.0, 0.0)
    assert note(found, Field.FAMILY) is Note.SAME_FAMILY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luka, Beridze", "Giga, Beridze"),
        ("Ahmed Hussein, Ali", "Omar Hussein, Ali"),
        ("Oleg Petrovich, Sidorov", "Ivan Petrovich, Sidorov"),
        ("Hassan, Karimi", "Hussein, Karimi"),
        ("Hasan, Karimi", "Habib, Karimi"),
    ],
)
def test_twins_in_another_state_are_never_strong(one: str, other: str) -> None:
    found = scored(twin(one, "M"), twin(other, "M"))
    assert found.band is not Band.STRONG
    alone = scored(twin(one, "M", family_born=(), phones=()), twin(other, "M", family_born=(), phones=()))
    assert alone.weight <= found.weight
    assert alone.band is not Band.STRONG


def test_a_twin_meets_himself_before_his_brother() -> None:
    store = Store({"luka": twin("Luka, Beridze", "M"), "giga": twin("Giga, Beridze", "M")})
    asked = twin("Luka, Beridze", "M")
    assert store.score(asked, "luka").band is Band.STRONG
    assert store.score(asked, "giga").weight < store.score(asked, "luka").weight


def test_the_same_passport_under_another_name_is_at_least_possible() -> None:
    number = passport("14AB00003", "GE")
    found = scored(
        person("Yusuf, Khan", "04-04-1970", "AF", "M", documents=number), twin("Luka, Beridze", "M", documents=number)
    )
    assert found.band in {Band.POSSIBLE, Band.STRONG}
    assert found.verdict(Field.NAME) is Verdict.DIFFERS


@pytest.mark.parametrize("shared", ["phones", "family_born"])
def test_another_name_with_the_same_phone_or_family_is_possible_and_no_more(shared: str) -> None:
    known = {shared: TWINS[shared]}
    alias = person("Zaza, Kldiashvili", "09-09-2016", "GE", "M", **known)
    assert scored(alias, person("Luka, Beridze", "09-09-2016", "GE", "M", **known)).band is Band.POSSIBLE


def test_brothers_and_sisters_with_other_dates_are_nothing_to_each_other() -> None:
    family = TWINS["family_born"]
    elder = person("Nino, Beridze", "20-11-1986", "GE", "F", family_born=family)
    assert scored(elder, twin("Luka, Beridze", "M", phones=())).band is Band.NONE


def test_the_same_person_told_the_same_way_is_strong() -> None:
    known = person("Chinedu, Okafor", "14-03-1991", "NG", "M")
    assert scored(known, known).band is Band.STRONG


def test_strangers_have_no_evidence() -> None:
    stranger = person("Besnik, Hoxha", "30-06-1979", "AL", "M")
    found = scored(person("Chinedu, Okafor", "14-03-1991", "NG", "M"), stranger)
    assert found.band is Band.NONE
    assert found.probability < 0.001


@pytest.mark.parametrize(
    ("asked_on", "expected"),
    [
        ("14-03-1991", Note.SAME_DATE),
        ("03-04-1991", Note.ONLY_YEAR),
        ("15-03-1991", Note.ONLY_YEAR_MONTH),
        ("14-08-1991", Note.ONLY_YEAR_DAY),
        ("14-03-1992", Note.YEAR_DIFFERS_BY_ONE),
        ("14-03-1981", Note.ONLY_DAY_MONTH),
        ("1991", Note.ONLY_YEAR),
        ("1990", Note.ONLY_YEAR_BY_ONE),
    ],
)
def test_the_note_says_how_a_birth_date_agrees(asked_on: str, expected: Note) -> None:
    stored = person("Chinedu, Okafor", "14-03-1991", "NG", "M")
    assert note(scored(person("Chinedu, Okafor", asked_on, "NG", "M"), stored), Field.BORN) is expected


def test_a_date_that_differs_altogether_counts_against() -> None:
    place = {"place_of_birth": "Lagos"}
    one = person("Chinedu, Okafor", "14-03-1991", "NG", "M", **place)
    found = scored(person("Chinedu, Okafor", "25-11-1970", "NG", "M", **place), one)
    assert note(found, Field.BORN) is Note.DATE_DIFFERS
    assert found.band is Band.NONE


def test_name_and_nationality_alone_are_no_lead() -> None:
    stored = person("Ketevan, Kldiashvili", "14-03-1991", "GE", "F", place_of_birth="Telavi")
    for born_on in ("25-11-1970", None):
        found = scored(person("Ketevan, Kldiashvili", born_on, "GE", "F"), stored)
        assert found.verdict(Field.NAME) is found.verdict(Field.NATIONALITY) is Verdict.AGREES
        assert found.band is Band.NONE
    told = {"phones": ("+995555123456",)}
    with_phone = replace(stored, phones=told["phones"])
    assert scored(person("Ketevan, Kldiashvili", "25-11-1970", "GE", "F", **told), with_phone).band is Band.POSSIBLE


def test_a_name_that_one_person_bears_weighs_more_than_one_that_many_bear() -> None:
    rare = Store({"one": person("Ketevan, Kldiashvili", "14-03-1991", "GE")})
    asked = person("Ketevan, Kldiashvili", "15-03-1991", "GE")
    others = {f"other{year}": person("Ketevan, Kldiashvili", f"02-02-{year}", "GE") for year in range(1960, 1969)}
    common = Store({**others, "one": rare.claims["one"]})
    assert rare.score(asked, "one").weight > common.score(asked, "one").weight + 3


def test_an_alias_with_the_same_phone_weighs_more_than_wife_or_sister() -> None:
    told = {"phones": ("+995555123456",)}
    stored = person("Giorgi, Beridze", "07-05-1988", "GE", "M", **told)
    alias, wife, sister = (
        scored(person(name, "09-11-1990", "GE", sex, **told), stored)
        for name, sex in (("Zaza, Lomidze", "M"), ("Nino, Lomidze", "F"), ("Nino, Beridze", "F"))
    )
    assert alias.weight > max(wife.weight, sister.weight)
    assert sister.band is Band.NONE
    assert alias.band is Band.POSSIBLE


def test_an_address_agrees_with_a_name_and_differs_beside_one() -> None:
    stored = person("Giorgi, Beridze", "07-05-1988", "GE", "M", addresses=("Kerkstraat 12",))
    same = scored(person("Giorgi, Beridze", "07-05-1988", "GE", "M", addresses=("12 Kerkstr", "Kerkstraat 12")), stored)
    other = scored(person("Giorgi, Beridze", "07-05-1988", "GE", "M", addresses=("Dorpsstraat 9",)), stored)
    assert (same.verdict(Field.ADDRESS), other.verdict(Field.ADDRESS)) == (Verdict.AGREES, Verdict.DIFFERS)
    assert same.weight > other.weight


def test_given_and_family_name_swapped_keep_their_sex() -> None:
    stored = person("Taras, Kozhevnikov", "24-02-2002", "RU", "M")
    found = scored(person("Kozhevnikov, Taras", "24-02-2002", "RU", "M"), stored)
    assert found.verdict(Field.SEX) is Verdict.AGREES
    assert found.band is Band.STRONG


def test_nationality_sex_and_place_can_differ_under_the_same_name_and_date() -> None:
    stored = person("Chinedu, Okafor", "14-03-1991", "NG", "M", place_of_birth="Lagos")
    other_country = scored(person("Chinedu, Okafor", "14-03-1991", "GH", "M", place_of_birth="Accra"), stored)
    assert other_country.verdict(Field.NATIONALITY) is other_country.verdict(Field.PLACE) is Verdict.DIFFERS
    other_sex = scored(person("Chinedu, Okafor", "14-03-1991", "NG", "F"), stored)
    assert other_sex.verdict(Field.SEX) is Verdict.DIFFERS
    assert other_sex.verdict(Field.PLACE) is Verdict.NOT_COMPARED


def test_a_name_that_many_claims_share_weighs_less() -> None:
    kinds = frozenset({KeyKind.NAMES_DATE, KeyKind.NAMES_YEAR_MONTH, KeyKind.NAMES_YEAR_DAY})
    rare, common = (
        score(Evidence(tuple(Agreement(kind, filled) for kind in kinds), kinds, kinds), current_model())
        for filled in (1, 8)
    )
    assert rare.weight - common.weight == pytest.approx(3.0)


def test_a_name_left_out_agrees_in_part() -> None:
    stored = person("Ahmed Hussein, Jubouri", "07-05-1988", "IQ", "M")
    found = scored(person("Hussein, Jubouri", "07-05-1988", "IQ", "M"), stored)
    assert note(found, Field.NAME) is Note.NAME_LEFT_OUT
    assert found.band is Band.POSSIBLE


def test_two_kinds_of_documents_are_not_compared() -> None:
    number = (DocumentNumber("national_id", "GE", "12345"),)
    found = scored(
        twin("Luka, Beridze", "M", documents=number), twin("Luka, Beridze", "M", documents=passport("1AB", "GE"))
    )
    assert found.verdict(Field.DOCUMENT) is Verdict.NOT_COMPARED


def test_the_steps_add_up_and_the_probability_follows() -> None:
    found = scored(twin("Luka, Beridze", "M"), twin("Luka, Beridze", "M"))
    assert found.weight == pytest.approx(sum(component.weight for component in found.components))
    assert [component.field for component in found.components] == list(Field)
    assert found.probability > 0.999


def test_every_verdict_has_a_weight_and_the_model_says_where_it_comes_from() -> None:
    model = current_model()
    for field in Field:
        assert model.weights[field], field
        assert all((bits > 0) == (key not in AGAINST) for key, bits in model.weights[field].items())
    assert "made-up population" in model.provenance
    assert "No real person" in model.provenance
    assert model.possible_from < model.strong_from


AGAINST = {Note.GIVEN_NAME_DIFFERS, Note.NAME_DIFFERS, Note.DATE_DIFFERS, Note.OTHER_VALUE}


def test_a_model_with_an_unknown_note_is_refused() -> None:
    plain = {
        "version": "x",
        "provenance": "",
        "prior_bits": 1,
        "possible_from": 1,
        "strong_from": 2,
        "kin_contact_cap": 1,
    }
    weights: dict[str, dict[str, float]] = {field: {} for field in Field}
    assert read_model(json.dumps(plain | {"weights": weights})).version == "x"
    with pytest.raises(ValueError, match="hearsay"):
        read_model(json.dumps(plain | {"weights": weights | {"name": {"hearsay": 1.0}}}))


def test_no_evidence_at_all_is_no_match() -> None:
    nothing = Evidence((), frozenset(), frozenset())
    found = score(nothing, current_model())
    assert found.band is Band.NONE
    assert {component.verdict for component in found.components} == {Verdict.NOT_COMPARED}
    assert replace(found, components=()).verdict(Field.NAME) is Verdict.NOT_COMPARED
