"""Where people return to: how many, how their names are made, how often an office wrote 1 January for their birth date.

Shares are round figures for a plausible mixture, not statistics of any state. Towns are made from syllables of the
language, so that no gazetteer is needed and fitting and testing share none.
"""

from dataclasses import dataclass
from random import Random

from benchmarks.returnees.names import Culture, of_setting
from benchmarks.returnees.spelling import spelled


@dataclass(frozen=True, slots=True)
class Country:
    """A country of origin in one setting of the generator."""

    code: str
    culture: Culture
    share: float
    first_january: float
    style: str
    towns: tuple[str, ...]


_ROWS = """
SY arab 6 .13 en | IQ arab 8 .12 en | LB arab 2 .05 fr | JO arab 2 .05 en | YE arab 1.5 .22 en | EG arab 3 .05 en
SD arab 2 .25 en | LY arab 1 .08 en | MA arab 5 .10 fr | DZ arab 4 .06 fr | TN arab 3 .04 fr | MR arab 1 .15 fr
AF persian 8 .33 en | IR persian 4 .04 en | TJ persian 1.5 .06 de | PK pakistan 5 .14 en | BD bengal 4 .13 en
IN india 3 .05 en | NP india 1 .06 en | UA slav 3 .01 en | RU slav 4 .01 de | BY slav 1 .01 en | MD slav 2 .01 de
RS balkan 4 .02 local | MK balkan 3 .02 plain | BA balkan 1.5 .02 local | AL albania 6 .02 en | XK albania 3 .02 de
GE georgia 5 .01 en | AM armenia 3 .01 en | ER horn 2.5 .16 en | ET horn 2 .15 en | SO somalia 3 .38 en
TR turkey 5 .09 local | AZ turkey 1.5 .04 plain | GN guinea 3 .20 fr | SN guinea 2 .09 fr | ML guinea 2 .18 fr
CI guinea 2 .12 fr | GM guinea 2 .14 en | SL guinea 1 .14 en | NG nigeria 4 .05 en | GH nigeria 2 .05 en
CM nigeria 1.5 .06 fr | VN vietnam 2 .03 en
"""
_TOWNS_PER_COUNTRY = 60


def countries(setting: str) -> tuple[Country, ...]:
    """All countries of a setting: its cultures' names, its own towns."""
    cultures = of_setting(setting)
    rows = (row.split() for line in _ROWS.strip().splitlines() for row in line.split("|"))
    return tuple(_country(row, cultures[row[1]], setting) for row in rows)


def _country(row: list[str], culture: Culture, setting: str) -> Country:
    code, _, share, first_january, style = row
    rng = Random(f"towns {setting} {code}")
    made = (culture.made_up(rng, "").strip() for _ in range(_TOWNS_PER_COUNTRY))
    towns = tuple(spelled(town, culture.name, "en", rng).capitalize() for town in made)
    return Country(code, culture, float(share), float(first_january), style, towns)
