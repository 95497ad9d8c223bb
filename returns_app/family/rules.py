"""Rules of families: what two people are to each other, and what is said when somebody is born, dies, leaves or splits off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules import ENDED, MemberStatus, Stage
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.partial_date import PartialDate
from returns_app.core.text import N_
from returns_app.people.rules import NameEntry, NationalityEntry, NationalityStatus, PersonEntry, Protection, Sex
from returns_app.programmes.rules import ADULT_AGE

SHORTEST_REASON = 10
NEWBORN_DAYS = 366
MOST_PLACES = 50


class RelationKind(StrEnum):
    """What the first person is to the second; child, ward and grandchild are kept the other way round."""

    SPOUSE = "spouse_partner"
    PARENT = "parent"
    CHILD = "child"
    GUARDIAN = "guardian"
    WARD = "ward"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    OTHER = "other_relative"


OPPOSITE = {
    RelationKind.CHILD: RelationKind.PARENT, RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.WARD: RelationKind.GUARDIAN, RelationKind.GUARDIAN: RelationKind.WARD,
    RelationKind.GRANDCHILD: RelationKind.GRANDPARENT, RelationKind.GRANDPARENT: RelationKind.GRANDCHILD,
}  # fmt: skip
TURNED_ROUND = frozenset({RelationKind.CHILD, RelationKind.WARD, RelationKind.GRANDCHILD})
ELDER = frozenset({RelationKind.PARENT, RelationKind.GRANDPARENT})


class Proof(StrEnum):
    """How well a relation is established."""

    DECLARED = "declared"
    DOCUMENTED = "documented"
    DNA = "dna"
    DISPUTED = "disputed"


class PlaceKind(StrEnum):
    """For whom a place is held."""

    ADULT = "adult"
    CHILD = "child"


class Ending(StrEnum):
    """How a member stops being part of the return without a case of their own."""

    WITHDRAWN = "withdrawn"
    LEFT = "left"


STATUS_OF = {Ending.WITHDRAWN: MemberStatus.WITHDRAWN, Ending.LEFT: MemberStatus.LEFT}


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """The first person is this to the second."""

    person_id: UUID
    kind: RelationKind
    other_id: UUID
    proof: Proof = Proof.DECLARED

    def turned(self) -> "RelationEntry":
        """As it is kept: a child of somebody is that somebody's parenthood; equals stand in one order."""
        if self.kind in TURNED_ROUND or (self.kind not in OPPOSITE and self.person_id > self.other_id):
            kind = OPPOSITE.get(self.kind, self.kind)
            return replace(self, person_id=self.other_id, kind=kind, other_id=self.person_id)
        return self


@dataclass(frozen=True, slots=True)
class BirthEntry:
    """A child was born to one or two members of the family."""

    given: str
    family: str
    born: PartialDate
    sex: Sex
    nationality: str
    parents: tuple[UUID, ...]
    place_of_birth: str = ""
    protection: Protection = Protection.NO

    @property
    def person(self) -> PersonEntry:
        """The child as a person; the nationality is claimed until a paper shows it."""
        return PersonEntry(
            names=(NameEntry(self.given, self.family),), born=self.born, sex=self.sex,
            nationalities=(NationalityEntry(self.nationality, NationalityStatus.CLAIMED),),
            place_of_birth=self.place_of_birth, protection=self.protection,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeathEntry:
    """A member died."""

    died_on: date
    source: str
    heir: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeavingEntry:
    """A member is no longer part of the return."""

    ending: Ending
    on: date
    reason: str
    heir: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlacesEntry:
    """So many more are expected who are not known yet."""

    adults: int = 0
    children: int = 0


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """Some members go on in a case of their own, led by one of them."""

    people: tuple[UUID, ...]
    principal: UUID | None
    reason: str
    request_key: UUID
    heir: UUID | None = None


def check_relation(
    entry: RelationEntry, known: Collection[tuple[UUID, RelationKind, UUID]], ages: dict[UUID, int | None]
) -> RelationEntry:
    """Refuse what can't be: somebody with themselves, a parent younger than the child, a child as a guardian, twice."""
    if entry.person_id == entry.other_id:
        raise Malformed("family.oneself", N_("Choose two different people."), field="other_id")
    kept = entry.turned()
    first, second = ages.get(kept.person_id), ages.get(kept.other_id)
    if kept.kind in ELDER and first is not None and second is not None and first <= second:
        sentence = N_(
            "The parent or grandparent would be no older than the child. Check the birth dates, or who is who."
        )
        raise RuleBroken("family.younger_parent", sentence, field="kind")
    if kept.kind is RelationKind.GUARDIAN and first is not None and first < ADULT_AGE:
        raise RuleBroken(
            "family.young_guardian", N_("A guardian is an adult. Choose somebody else."), field="person_id"
        )
    if (kept.person_id, kept.kind, kept.other_id) in known:
        raise RuleBroken("family.known", N_("This relation is recorded already."), field="kind")
    if (kept.other_id, kept.kind, kept.person_id) in known:
        sentence = N_("It is recorded the other way round already. End that relation first.")
        raise RuleBroken("family.turned", sentence, field="kind")
    return kept


def check_birth(entry: BirthEntry, members: Collection[UUID], today: date) -> None:
    """A newborn has a day of birth of the last year and a parent in the family; who is older is added as a person."""
    if not (entry.given.strip() or entry.family.strip()):
        raise Malformed("people.no_name", N_("Enter at least one name."), field="given")
    if not entry.born.is_full:
        raise Malformed("family.birth_day", N_("Enter the whole birth date: day, month and year."), field="born")
    born = date.fromisoformat(entry.born.isoformat())
    if born > today:
        raise Malformed("cases.future", N_("This day has not come yet. Check the date."), field="born")
    if (today - born).days >= NEWBORN_DAYS:
        sentence = N_(
            "This child is older than a year. Add the child as a family member, so that the registry is asked."
        )
        raise RuleBroken("family.no_newborn", sentence, field="born")
    if not entry.parents or not set(entry.parents) <= set(members):
        raise Malformed("family.no_parent", N_("Choose the parent or the parents in this family."), field="parents")
    if len(set(entry.parents)) > 2:  # noqa: PLR2004  (two is what it is)
        raise Malformed("family.many_parents", N_("A child has two parents at most."), field="parents")


def check_places(entry: PlacesEntry, *, stage: Stage, held: int) -> None:
    """Places are held until the decision: after it nobody may be unknown."""
    if stage not in {Stage.INTAKE, Stage.SUBMITTED}:
        sentence = N_("The decision was taken: nobody can be unknown any more. Add a family member instead.")
        raise RuleBroken("family.places_late", sentence)
    if entry.adults + entry.children < 1:
        raise Malformed("family.no_places", N_("Enter how many adults or children are expected."), field="adults")
    if held + entry.adults + entry.children > MOST_PLACES:
        sentence = N_("A case holds %(most)s places at most. Open another case for the rest of the group.")
        raise Malformed("family.many_places", sentence, field="adults", most=MOST_PLACES)


def check_reason(text: str, field: str) -> None:
    """A change that takes somebody out of a case is explained."""
    if len(text.strip()) < SHORTEST_REASON:
        sentence = N_("Explain it in at least %(least)s characters. It is kept in the history of the family.")
        raise Malformed("family.reason", sentence, field=field, least=SHORTEST_REASON)


def check_others_stay(remaining: Collection[UUID]) -> None:
    """The last one does not leave a case: the case ends."""
    if not remaining:
        sentence = N_("Nobody would be left in this case. Withdraw the whole case instead.")
        raise RuleBroken("family.nobody_left", sentence)


def check_split(
    entry: SplitEntry, *, stage: Stage, present: Collection[UUID], departed: Collection[UUID]
) -> tuple[frozenset[UUID], UUID]:
    """Who goes and who leads them; somebody stays behind, and nobody who has left the country goes."""
    going = frozenset(entry.people)
    if stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    if not going or not going <= set(present):
        raise Malformed("family.split_nobody", N_("Choose who goes on in a case of their own."), field="people")
    if going == set(present):
        sentence = N_("Somebody has to stay in this case. Leave at least one person unticked.")
        raise Malformed("family.split_all", sentence, field="people")
    if going.intersection(departed):
        sentence = N_("Somebody you ticked has left the country already and stays in this case.")
        raise RuleBroken("family.split_departed", sentence, field="people")
    if entry.principal not in going:
        sentence = N_("Choose who is the main applicant of the new case: one of those who go.")
        raise Malformed("family.split_principal", sentence, field="principal")
    check_reason(entry.reason, "reason")
    return going, entry.principal


def opposite(kind: RelationKind) -> RelationKind:
    """What the second person is to the first."""
    return OPPOSITE.get(kind, kind)


def relations_by(kept: Iterable[tuple[UUID, RelationKind, UUID]], person_id: UUID) -> list[tuple[RelationKind, UUID]]:
    """What somebody is to each of the others, from what is kept once per pair."""
    found = []
    for first, kind, second in kept:
        if first == person_id:
            found.append((kind, second))
        elif second == person_id:
            found.append((opposite(kind), first))
    return found
