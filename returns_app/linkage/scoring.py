"""From agreeing keys to a weight, a probability and a band, each step kept for the explanation.

Fellegi and Sunter (1969): a field that agrees adds log2(m/u) bits, one that differs takes some
away, one that was not compared adds nothing. What the registry itself sees of a key's frequency
(its filled slots) is taken off the name's bits.
"""

from dataclasses import replace
from math import exp2

from returns_app.linkage.evidence import Agreement, Band, Component, Evidence, Note, Score, Verdict
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.model import Model, current_model
from returns_app.linkage.refining import doublings, refinements
from returns_app.linkage.verdicts import FINDINGS

__all__ = [
    "Agreement",
    "Band",
    "Component",
    "Evidence",
    "KeyKind",
    "Model",
    "Note",
    "Score",
    "Verdict",
    "current_model",
    "score",
]

_SHARED_BY_FAMILIES = frozenset({Field.PHONE, Field.EMAIL, Field.ACCOUNT, Field.FAMILY})
_OF_A_HOUSE = _SHARED_BY_FAMILIES | {Field.ADDRESS}
_AGREEING = (Verdict.AGREES, Verdict.IN_PART)
_YEAR_ONLY = frozenset({Note.FIRST_JANUARY, Note.ONLY_YEAR, Note.ONLY_YEAR_BY_ONE})
_MOST_BITS = 1000.0


def score(evidence: Evidence, model: Model) -> Score:
    """The score of one pair. Members of one case share a family handle: between them nothing counts."""
    if evidence.same_family:
        family = Component(Field.FAMILY, Verdict.NOT_COMPARED, Note.SAME_FAMILY, 0.0)
        return Score(0.0, 0.0, Band.NONE, (family,))
    components = _without_family_echo(_components(evidence, model), model)
    weight = round(sum(component.weight for component in components), 2)
    return Score(weight, _probability(weight, model), _band(weight, components, model), components)


def _components(evidence: Evidence, model: Model) -> tuple[Component, ...]:
    found = {field: finding(evidence) for field, finding in FINDINGS.items()}
    name = found[Field.NAME][1]
    components = (
        Component(field, verdict, note, model.weight(field, note)) for field, (verdict, note) in found.items()
    )
    return tuple(_refined(component, name, evidence, model) for component in components)


def _refined(component: Component, name: Note, evidence: Evidence, model: Model) -> Component:
    """A name that many claims share weighs less: with the date one bit for each doubling, without it as fitted."""
    refined = component.weight + model.refined(refinements(evidence, component.field, component.note, name))
    if component.field is Field.NAME and component.weight > 0:
        refined -= doublings(evidence, component.note)
    return replace(component, weight=round(refined, 2))


def _without_family_echo(components: tuple[Component, ...], model: Model) -> tuple[Component, ...]:
    """Twins share phone, account and family dates: under another given name these count once, and little."""
    kin = any(component.note is Note.GIVEN_NAME_DIFFERS for component in components)
    same_document = any(one.field is Field.DOCUMENT and one.verdict is Verdict.AGREES for one in components)
    shared = sum(one.weight for one in components if one.field in _OF_A_HOUSE and one.weight > 0)
    if not kin or same_document or shared <= model.kin_contact_cap:
        return components
    part = model.kin_contact_cap / shared
    return tuple(
        replace(one, weight=round(one.weight * part, 2)) if one.field in _OF_A_HOUSE and one.weight > 0 else one
        for one in components
    )


def _probability(weight: float, model: Model) -> float:
    """The weight in bits against the prior, as a probability."""
    return 1 / (1 + exp2(min(_MOST_BITS, model.prior_bits - weight)))


def _band(weight: float, components: tuple[Component, ...], model: Model) -> Band:
    if weight >= model.strong_from and _names_one_person(components):
        return Band.STRONG
    possible = (weight >= model.possible_from and _is_a_lead(components)) or _shares_what_is_theirs(components)
    return Band.POSSIBLE if possible else Band.NONE


def _is_a_lead(components: tuple[Component, ...]) -> bool:
    """A name and a nationality alone are none, nor is a name beside another date: something more must agree.

    Part of the date, or a document, a contact, an address; the place of birth only where a date is not known.
    """
    verdicts = {component.field: component.verdict for component in components}
    agreeing = {field for field, verdict in verdicts.items() if verdict in _AGREEING}
    dated = verdicts[Field.BORN] is not Verdict.NOT_COMPARED
    return not agreeing.isdisjoint(_OF_A_HOUSE | {Field.BORN, Field.DOCUMENT} | (set() if dated else {Field.PLACE}))


def _shares_what_is_theirs(components: tuple[Component, ...]) -> bool:
    """A document, a contact, an account or the family's dates that agree are worth a look under any name.

    Not under a brother's or a sister's: their family shares all of these but the document.
    """
    agreeing = {component.field for component in components if component.verdict is Verdict.AGREES}
    kin = any(component.note is Note.GIVEN_NAME_DIFFERS for component in components)
    return Field.DOCUMENT in agreeing or not (kin or agreeing.isdisjoint(_SHARED_BY_FAMILIES))


def _names_one_person(components: tuple[Component, ...]) -> bool:
    """Strong needs name and date, or a document and one of them: a family shares all the rest.

    A year is no date, and 1 January no more than a year, unless a contact or the family's dates agree as well.
    """
    verdicts = {component.field: component.verdict for component in components}
    year_only = any(component.note in _YEAR_ONLY for component in components)
    contact = any(verdicts[field] is Verdict.AGREES for field in _SHARED_BY_FAMILIES)
    dated = verdicts[Field.BORN] in _AGREEING and (contact or not year_only)
    if verdicts[Field.DOCUMENT] is Verdict.AGREES:
        return dated or verdicts[Field.NAME] in _AGREEING
    return verdicts[Field.NAME] is Verdict.AGREES and dated
