"""The weights a score is made with: data with a version and a provenance, read once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from returns_app.linkage.evidence import Note
from returns_app.linkage.kinds import Field


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in bits for each field and note, the prior, and where the bands begin.

    `refinements` are bits by the words of `linkage.refining`; `figures` is what the weights reached when fitted.
    """

    version: str
    provenance: str
    prior_bits: float
    possible_from: float
    strong_from: float
    kin_contact_cap: float
    weights: dict[Field, dict[Note, float]]
    refinements: dict[str, float] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)

    def weight(self, field: Field, note: Note) -> float:
        """Bits for or against; a note without a weight says nothing."""
        return self.weights.get(field, {}).get(note, 0.0)

    def refined(self, refinements: Iterable[str]) -> float:
        """Bits that the rarity of agreeing names, a third name or two whole dates add or take away."""
        return sum(self.refinements.get(one, 0.0) for one in refinements)


@cache
def current_model() -> Model:
    """The model this version of the software scores with."""
    text = files("returns_app.linkage").joinpath("data/model.json").read_text(encoding="utf-8")
    return read_model(text)


def read_model(text: str) -> Model:
    """A model from its file; raises ValueError or KeyError on an unknown field, note or missing figure."""
    loaded = json.loads(text)
    tables = loaded.pop("weights")
    weights = {field: {Note(note): float(bits) for note, bits in tables.get(field, {}).items()} for field in Field}
    return Model(weights=weights, **loaded)
