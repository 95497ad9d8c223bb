"""A registry of a few persons in a dictionary: what tests need of the real one."""

from collections import Counter
from dataclasses import dataclass, field

from returns_app.core.partial_date import PartialDate
from returns_app.linkage.details import DocumentNumber, FullName, PersonalDetails
from returns_app.linkage.evidence import Agreement, Evidence, Score
from returns_app.linkage.kinds import COUNTED
from returns_app.linkage.match_keys import keys_to_ask, keys_to_store
from returns_app.linkage.model import current_model
from returns_app.linkage.scoring import score


@dataclass
class Store:
    """Claims by key, as the registry has them by address."""

    claims: dict[str, PersonalDetails] = field(default_factory=dict)

    def score(self, asked: PersonalDetails, claim: str, *, same_family: bool = False) -> Score:
        """The score of a question against one stored claim."""
        return score(self.evidence(asked, claim, same_family=same_family), current_model())

    def evidence(self, asked: PersonalDetails, claim: str, *, same_family: bool = False) -> Evidence:
        filled = Counter(key.value for one in self.claims.values() for key in keys_to_store(one))
        stored = {key.value: key.kind for key in keys_to_store(self.claims[claim])}
        keys = keys_to_ask(asked)
        found = [key for key in keys if key.value in stored and key.kind not in COUNTED]
        agreeing = tuple(Agreement(key.kind, filled[key.value]) for key in found)
        kinds = frozenset(key.kind for key in keys)
        bearers = tuple(filled[key.value] for key in keys if key.kind in COUNTED)
        return Evidence(agreeing, kinds, frozenset(stored.values()), same_family, bearers)


def born(text: str) -> PartialDate:
    """A date as the journeys write it, day first; or a year alone."""
    return PartialDate.parse("-".join(reversed(text.split("-"))))


def person(
    names: str, born_on: str | None, nationality: str, sex: str | None = None, **more: object
) -> PersonalDetails:
    """A person from "given, family; given, family", a date and a country."""
    full = tuple(FullName(*(half.strip() for half in name.split(","))) for name in names.split(";"))
    date = born(born_on) if born_on else None
    return PersonalDetails(names=full, born=date, sex=sex, nationalities=(nationality,), **more)  # type: ignore[arg-type]


def passport(number: str, issuer: str) -> tuple[DocumentNumber, ...]:
    """One passport."""
    return (DocumentNumber("passport", issuer, number),)
