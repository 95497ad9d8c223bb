"""One row for each rule of the published tables, and names in their scripts beside their spellings."""

import pytest

from returns_app.linkage.romanise import romanise
from returns_app.linkage.scripts import SCRIPTS
from returns_app.linkage.skeleton import canonical, skeleton_of, skeletons
from returns_app.linkage.sounds import RULES, SoundRule
from returns_app.linkage.spellings import APART, SPELLINGS

SAME = [
    # Arabic, Persian, Pashto, Urdu, Kurdish
    "محمد | Mohamed | Muhammad | Mohammed | Mehmet | Mohammad | Мухаммад | মোহাম্মদ | मोहम्मद",
    "مُحَمَّد | محمد | محــمد",
    "محمود | Mahmoud | Mahmud | Mahmood",
    "أحمد حسين الجبوري | Ahmad Husain Aljboori | Ahmed Hussein Al-Jubouri | AHMED HUSSEIN EL JUBURI",
    "عبد الرحمن | عبدالرحمن | Abdul Rahman | Abdurrahman | Abd el-Rahman | Abdirahman | Abderrahmane",
    "عبد الله | عبدالله | Abdullah | Abdallah | Abdulla | Abdoulaye | Abdullahi",
    "نور الدين | Noureddine | Nur ad-Din | Nuruddin | Nooruddin | Nour El Din",
    "رحمت الله | Rahmatullah | Rahmat Ullah | Rahmatollah",
    "فاطمة الزهراء | Fatima Zahra | Fatma Al-Zahraa",
    "داود | Dawood | Daoud | Dawud",
    "موسوي | Mousavi | Musawi | موسوی",
    "سهيل | Suhail | Sohail",
    "صالح | Saleh | Salih",
    "خدیجه | خديجة | Khadija | Khadijah",
    "قاسم‌زاده | Qasemzadeh | Qasem Zadeh",
    "گل محمد خان | Gul Mohammad Khan",
    "ښکلا احمدزی | Shkela Ahmadzai | Shkela Ahmad Zai",
    "کوردستان ڕێبوار | Kurdistan Rebwar",
    # Cyrillic, Georgian, Armenian, Greek
    "Щербаков | Shcherbakov | Schtscherbakow",
    "Елена Иванова | Yelena Ivanova | Jelena Iwanowa",
    "Хачатрян | Խաչատրյան | Khachatryan | Hachatrian",
    "გიორგი ბერიძე | Giorgi Beridze | Гиорги Беридзе",
    "ლომიშვილი | Lomishvili | Lomischwili",
    "Հովհաննես Պետրոսյան | Hovhannes Petrosian | Hovhannes Petrosjan",
    "Γεώργιος Παπαδόπουλος | Georgios Papadopoulos",
    "Ντίνος Μπακάλης | Dinos Bakalis",
    # Ge'ez, Bengali, Devanagari
    "ተስፋዬ ገብረማርያም | Tesfaye Gebremariam | Tesfay Gebre Mariam",
    "শেখ রহমান | Sheikh Rahman",
    "शर्मा कृष्ण | Sharma Krishna",
    # Turkish, Balkan and West African Latin
    "Şükrü Yıldız | Sukru Yildiz",
    "İbrahim Öztürk | Ibrahim Ozturk | IBRAHIM OZTURK",
    "Đorđević Šahović | Djordjevic Sahovic | Ђорђевић Шаховић",
    "Mamadou Jallow | Mamadu Diallo | Mamadou Jalloh",
    "Ousmane Ceesay | Usman Cissé | Osman Sesay",
    "Ouattara | Wattara",
    "Coulibaly | Koulibaly",
    # order and particles
    "Ali Hassan | Hassan Ali | ALI, Hassan",
    "Ahmed ben Ali | Ahmed Ali | Ahmed bin Ali | Ahmed ould Ali",
    "Abu Bakr | Aboubacar | Abubakar | Boubacar",
    "Abu Zaid | Abuzaid | Abou Zeid",
    "As-Sayed | السيد | Elsayed",
    "O'Brien | OBrien | O’Brien",
]
LISTED = """Arabic, Persian, Dari, Pashto, Urdu, Kurdish (Sorani), Russian, Ukrainian, Greek, Georgian, Armenian, Ge'ez, Bengali,
Devanagari, Turkish, Balkan Latin, West African"""
DIFFERENT = [
    "Mohamed | Mahmoud",
    "محمد | محمود",
    "Hassan | Hussein",
    "حسن | حسين",
    "Luka | Ana",
    "Fatima | Mariam",
    "Jamal | Kamal",
    "Ali | Alia Hassan",
    "Omar | Osman",
    "Abdullah | Abdulaziz",
]


@pytest.mark.parametrize(("script", "name", "latin"), SCRIPTS, ids=[one[2] for one in SCRIPTS])
def test_a_name_in_its_script_meets_its_latin_spelling(script: str, name: str, latin: str) -> None:
    assert skeletons(name) == skeletons(latin) != (), script


def test_every_script_that_states_meet_has_rows() -> None:
    shown = {script for script, _, _ in SCRIPTS}
    assert shown.issuperset(script.strip() for script in LISTED.replace("\n", " ").split(","))


def row(line: str) -> list[str]:
    """The names of one line."""
    return [name.strip() for name in line.split("|")]


@pytest.mark.parametrize("line", SAME, ids=lambda line: row(line)[1])
def test_all_spellings_of_a_name_meet(line: str) -> None:
    found = {name: skeletons(name) for name in row(line)}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("line", DIFFERENT)
def test_other_names_stay_apart(line: str) -> None:
    one, other = map(skeletons, row(line))
    assert one != other


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.pattern)
def test_each_sound_rule_brings_its_two_spellings_together(rule: SoundRule) -> None:
    assert skeletons(rule.one) == skeletons(rule.other) != ()
    assert rule.one.casefold() != rule.other.casefold()


@pytest.mark.parametrize(("leading", "others"), SPELLINGS.items())
def test_each_custom_spelling_leads_to_the_same_skeleton(leading: str, others: str) -> None:
    assert {skeletons(other) for other in others.split()} == {skeletons(leading)}


def test_no_spelling_stands_in_two_groups() -> None:
    words = [word for leading, others in SPELLINGS.items() for word in (leading, *others.split())]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(("_pattern", "skeleton", "name", "apart"), APART)
def test_names_that_sound_would_merge_stay_apart(_pattern: str, skeleton: str, name: str, apart: str) -> None:
    assert skeletons(name) == (skeleton,) != skeletons(apart)


@pytest.mark.parametrize("name", ["", "  ", "-", "123", "؟"])
def test_what_holds_no_letter_has_no_skeleton(name: str) -> None:
    assert romanise(name) == ""
    assert skeletons(name) == canonical(name) == ()


def test_a_name_of_particles_alone_keeps_them() -> None:
    assert skeletons("El") == ("al",)
    assert canonical("Van Den") == ("van", "den")


def test_words_stand_in_order_in_the_canonical_form_and_sorted_as_skeletons() -> None:
    assert canonical("Mohamed ben Ali") == ("mohamed", "ali")
    assert skeletons("Mohamed ben Ali") == ("al", "mhmd")


def test_a_skeleton_is_its_own_sort_of_word() -> None:
    assert skeleton_of("mohamed") == "mhmd"
    assert skeleton_of("omar") == skeleton_of("umar") == "amr"
