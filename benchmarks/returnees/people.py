"""People and the families they travel with, before anybody writes them down."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.returnees.countries import Country, countries
from benchmarks.returnees.spelling import spelled
from benchmarks.returnees.streets import made_up_street

_FATHERS_NAME = frozenset({"arab", "horn", "somalia", "slav"})
_LATEST_BIRTH = date(2025, 6, 1)
_ADULT, _CHILD = (18, 62), (0, 17)


@dataclass(frozen=True, slots=True)
class Name:
    """One word of a name: its sounds, and the spelling its bearer has in the papers."""

    sounds: str
    written: str


@dataclass(frozen=True, slots=True)
class Returnee:
    """A person as the world knows them; `born` may be the 1 January of an office."""

    number: int
    country: Country
    given: tuple[Name, ...]
    middle: tuple[Name, ...]
    family: tuple[Name, ...]
    born: date
    sex: str
    place: str
    document: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    household: tuple[date, ...] = field(default=())


class World:
    """Draws people of one setting, each seed the same ones."""

    def __init__(self, setting: str, seed: int) -> None:
        self.setting = setting
        self.rng = Random(f"{setting} {seed}")
        self.countries = countries(setting)
        self._weights = [country.share for country in self.countries]
        self._number = 0
        self._given: defaultdict[str, set[str]] = defaultdict(set)

    def families(self, people: int) -> list[tuple[Returnee, ...]]:
        """Households until there are that many people: six in ten alone, the others with spouse, children, twins."""
        made: list[tuple[Returnee, ...]] = []
        while people > 0:
            size = min(people, self.rng.choices((1, 2, 3, 4, 5, 6), (60, 8, 9, 10, 8, 5))[0])
            made.append(self.household(size))
            people -= size
        return made

    def household(self, size: int) -> tuple[Returnee, ...]:
        """A family: one street, often one phone of the couple, children with the father's name and no phone."""
        head = self.adult()
        members = [head]
        if size > 1:
            members.append(self.relative(head, sex="F" if head.sex == "M" else "M"))
        while len(members) < size:
            twin = len(members) > 2 and self.rng.random() < 0.06  # noqa: PLR2004 - one birth in some sixteen here
            members.append(self.twin_of(members[-1]) if twin else self.child_of(head))
        dates = tuple(sorted(member.born for member in members)) if size > 2 else ()  # noqa: PLR2004 - a household key
        return tuple(replace(one, household=dates) for one in members)

    def adult(self, country: Country | None = None, sex: str | None = None) -> Returnee:
        """A grown-up of some country with names of their own."""
        country = country or self.rng.choices(self.countries, self._weights)[0]
        sex = sex or ("M" if self.rng.random() < 0.68 else "F")  # noqa: PLR2004 - about two in three who return are men
        given = self.given_names(country, sex)
        taken = {name.sounds for name in given}
        middle = (self._other(country, "male", taken),) if self._names_father(country) else ()
        family = (self._other(country, "family", taken | {name.sounds for name in middle}),)
        return self._with_contacts(self._person(country, given, middle, family, sex, self.born(country, _ADULT)))

    def relative(self, of: Returnee, sex: str) -> Returnee:
        """Husband or wife: own given names and papers, the family's name in half of the cases."""
        other = self.adult(of.country)
        keeps = of.country.culture.name in {"arab", "horn", "somalia"} or self.rng.random() < 0.4  # noqa: PLR2004
        given = self.given_names(of.country, sex)
        shared = replace(other, sex=sex, given=given, street=of.street)
        if self.rng.random() < 0.4:  # noqa: PLR2004
            shared = replace(shared, phone=of.phone, email=of.email)
        return shared if keeps else replace(shared, family=of.family)

    def child_of(self, of: Returnee) -> Returnee:
        """A child: the family's names and contacts, its own given name, date and papers."""
        middle = of.given[:1] if self._names_father(of.country) else ()
        given, sex = self._other_given(of)
        child = self._person(of.country, given[:1], middle, of.family, sex, self.born(of.country, _CHILD))
        return replace(child, place=of.place, street=of.street)

    def sibling_of(self, of: Returnee) -> Returnee:
        """Brother or sister, asked for alone: the same middle and family name, another date of birth."""
        given, sex = self._other_given(of)
        born = self.born(of.country, _ADULT if of.born.year < _LATEST_BIRTH.year - _ADULT[0] else _CHILD)
        person = self._person(of.country, given, of.middle, of.family, sex, born)
        contacts = replace(person, phone=of.phone, email=of.email) if self.rng.random() < 0.15 else person  # noqa: PLR2004
        return replace(contacts, place=of.place, street=of.street)

    def twin_of(self, of: Returnee) -> Returnee:
        """The same birth, another given name."""
        given, sex = self._other_given(of)
        twin = self._person(of.country, given, of.middle, of.family, sex, of.born)
        return replace(twin, place=of.place, phone=of.phone, street=of.street, email=of.email, household=of.household)

    def namesake_of(self, of: Returnee) -> Returnee:
        """Another person of that country who bears the same names, maybe in another spelling."""
        born = self.born(of.country, _ADULT)
        other = self._person(of.country, of.given, of.middle, of.family, of.sex, born)
        return self._with_contacts(other)

    def is_common(self, person: Returnee) -> bool:
        """True when all names stand in the lists: rare names have relatives, but hardly namesakes."""
        listed = {name for names in person.country.culture.lists.values() for name in names}
        return _sounds(person) <= listed

    def name(self, country: Country, kind: str) -> Name:
        """A name and how its bearer's papers spell it."""
        sounds = country.culture.draw(kind, self.rng)
        return Name(sounds, spelled(sounds, country.culture.name, country.style, self.rng))

    def _other(self, country: Country, kind: str, taken: set[str]) -> Name:
        """A name that the person does not bear already."""
        while (name := self.name(country, kind)).sounds in taken:
            pass
        return name

    def given_names(self, country: Country, sex: str) -> tuple[Name, ...]:
        """One given name, sometimes two."""
        count = 2 if self.rng.random() < 0.15 else 1  # noqa: PLR2004 - about one in seven has two
        kind = "male" if sex == "M" else "female"
        drawn = (self.name(country, kind) for _ in range(count))
        return tuple({name.sounds: name for name in drawn}.values())

    def born(self, country: Country, ages: tuple[int, int]) -> date:
        """A birth date of that age; 1 January as often as that country's papers say it."""
        days = self.rng.randrange(ages[0] * 365, ages[1] * 365 + 365)
        born = _LATEST_BIRTH - timedelta(days=days)
        return born.replace(month=1, day=1) if self.rng.random() < country.first_january else born

    def document(self) -> str:
        """A number of letters and digits as on a passport."""
        return self.rng.choice("ABCDEGHKLMNPRT") + "".join(self.rng.choices("0123456789", k=8))

    def phone(self) -> str:
        """A number in international form."""
        return f"+{self.rng.randrange(20, 99)}{self.rng.randrange(10**8, 10**9)}"

    def _other_given(self, of: Returnee) -> tuple[tuple[Name, ...], str]:
        sex = self.rng.choice("MF")
        while True:
            given = self.given_names(of.country, sex)
            sounds = {name.sounds for name in given}
            if sounds.isdisjoint(self._given[of.street] | _sounds(of)):
                self._given[of.street] |= sounds
                return given, sex

    def _names_father(self, country: Country) -> bool:
        return country.culture.name in _FATHERS_NAME and self.rng.random() < 0.55  # noqa: PLR2004

    def _person(
        self,
        country: Country,
        given: tuple[Name, ...],
        middle: tuple[Name, ...],
        family: tuple[Name, ...],
        sex: str,
        born: date,
    ) -> Returnee:
        self._number += 1
        place, street = self.rng.choice(country.towns), made_up_street(self.rng)
        document = self.document() if self.rng.random() < 0.85 else ""  # noqa: PLR2004 - some never had papers
        return Returnee(self._number, country, given, middle, family, born, sex, place, document, street=street)

    def _with_contacts(self, person: Returnee) -> Returnee:
        email = f"{person.given[0].written[:3].lower()}{self.rng.randrange(10**6)}@example.org"
        return replace(person, phone=self.phone(), email=email)


def _sounds(person: Returnee) -> set[str]:
    return {name.sounds for name in (*person.given, *person.middle, *person.family)}
