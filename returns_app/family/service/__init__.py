"""Writing families: relations, births, deaths, leaving, splitting, becoming an adult."""

from returns_app.family.service.ageing import find_grown
from returns_app.family.service.joining import add_member, record_birth
from returns_app.family.service.leaving import record_death, record_leaving, take_back
from returns_app.family.service.places import add_places, fill_place, remove_place
from returns_app.family.service.relations import end_relation, record_relation
from returns_app.family.service.splitting import split_family

__all__ = [
    "add_member",
    "add_places",
    "end_relation",
    "fill_place",
    "find_grown",
    "record_birth",
    "record_death",
    "record_leaving",
    "record_relation",
    "remove_place",
    "split_family",
    "take_back",
]
