"""The words of families in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.family.rules import Ending, PlaceKind, Proof, RelationKind

# "Nino is ... of Giorgi": what the first person is to the second.
RELATIONS: Mapping[RelationKind, LazyString] = {
    RelationKind.SPOUSE: _l("Spouse or partner"),
    RelationKind.PARENT: _l("Parent"),
    RelationKind.CHILD: _l("Child"),
    RelationKind.GUARDIAN: _l("Guardian"),
    RelationKind.WARD: _l("Under the guardianship"),
    RelationKind.SIBLING: _l("Brother or sister"),
    RelationKind.GRANDPARENT: _l("Grandparent"),
    RelationKind.GRANDCHILD: _l("Grandchild"),
    RelationKind.OTHER: _l("Other relative"),
}
PROOFS: Mapping[Proof, LazyString] = {
    Proof.DECLARED: _l("As they say"),
    Proof.DOCUMENTED: _l("Shown by a document"),
    Proof.DNA: _l("Shown by a DNA test"),
    Proof.DISPUTED: _l("Disputed"),
}
PLACES: Mapping[PlaceKind, LazyString] = {
    PlaceKind.ADULT: _l("An adult, not known yet"),
    PlaceKind.CHILD: _l("A child, not known yet"),
}
ENDINGS: Mapping[Ending, LazyString] = {
    Ending.WITHDRAWN: _l("Does not want to return any more"),
    Ending.LEFT: _l("Left the family or can't be reached"),
}
