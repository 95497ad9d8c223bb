"""Codes for labels: what the word in a file stands for on each dimension. NA is Namibia and never "not available"."""

from collections.abc import Mapping
from functools import cache

from returns_app.core.countries import country_names
from returns_app.indicators.rules.series.model import LONGEST_CODE

_EUROSTAT = {"GR": "EL", "GB": "UK"}
_EVERYWHERE: Mapping[str, str] = {
    "Total": "TOTAL", "Unknown": "UNK", "Stateless": "STLS", "Recognised non-citizens": "RNC", "Person": "PER", "Annual": "A",
    "Quarterly": "Q",
}  # fmt: skip
_ON: Mapping[str, Mapping[str, str]] = {
    "sex": {"Total": "T", "Males": "M", "Females": "F", "Male": "M", "Female": "F"},
    "age": {
        "Less than 14 years": "Y_LT14", "From 14 to 17 years": "Y14-17", "Less than 18 years": "Y_LT18",
        "From 18 to 34 years": "Y18-34", "From 35 to 64 years": "Y35-64", "65 years or over": "Y_GE65",
    },
    "geo": {
        "European Union (28 countries)": "EU28", "European Union (27 countries)": "EU27",
        "European Union - 27 countries (from 2020)": "EU27_2020", "Germany (until 1990 former territory of the FRG)": "DE",
        "Czech Republic": "CZ", "Turkey": "TR",
    },
    "citizen": {
        "Kosovo (under United Nations Security Council Resolution 1244/99)": "XK", "Turkey": "TR",
        "Côte d'Ivoire": "CI", "Congo": "CG", "Democratic Republic of the Congo": "CD", "Hong Kong": "CN_HK",
    },
}  # fmt: skip


def code_for(dimension: str, text: str) -> str:
    """The code of a code, a label, or `code:label`; a label no list knows stays as it is."""
    word = text.strip()
    before, colon, _label = word.partition(":")
    if colon and before.isupper():
        return before[:LONGEST_CODE]
    found = _ON.get(dimension, {}).get(word) or _EVERYWHERE.get(word)
    if found is None and dimension in {"geo", "citizen"}:
        found = _countries().get(word)
    return (found or word)[:LONGEST_CODE]


@cache
def _countries() -> dict[str, str]:
    return {name: _EUROSTAT.get(code, code) for code, name in country_names("en").items()}
