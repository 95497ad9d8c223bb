"""Streets of a town of asylum, made up: four hundred names, up to ninety houses."""

from random import Random

_FRONT = "Lin Ber Kas Mol Dor Van Ros Hal Wil Ster Brug Kerk Hof Nor Oost Sma Dam Lei Mar Tul"
_BACK = "den gen telen der borg hout wijk veld stein mond loo dijk horst zand beek ring poort berg werf hoek"
_KINDS = ("straat", "weg", " Street", "laan")


def made_up_street(rng: Random) -> str:
    """A street and a house number."""
    name = rng.choice(_FRONT.split()) + rng.choice(_BACK.split())
    return f"{name}{_KINDS[len(name) % len(_KINDS)]} {rng.randrange(1, 90)}"
