"""What made-up returnees answer, and what made-up visits find; obviously invented."""

from random import Random

from returns_app.followup.rules import Missing, MissReason, Template

FINDINGS = (
    "The shop is open six days a week and sells cement and paint. One shelf is still missing (demo).",
    "Two goats were bought, one died in the dry season. The family eats twice a day (demo).",
    "The workshop has work until the end of the month. The welding set stands in a dry room (demo).",
    "The children go to school. The roof leaks above the back room (demo).",
    "The taxi runs; the licence is being renewed. No debts beside the family (demo).",
)
TRIED = (
    "Called three times on three days, nobody picked up (demo).",
    "A cousin said that the number is no longer used (demo).",
    "The neighbours do not know the new place (demo).",
)
REASONS = (
    MissReason.NOT_REACHABLE, MissReason.NOT_REACHABLE, MissReason.NOT_REACHABLE, MissReason.MOVED, MissReason.REFUSED,
    MissReason.LEFT_COUNTRY, MissReason.ILL,
)  # fmt: skip
UNKNOWN = 0.04
SKIPPED = 0.03
NEEDY = 0.08
DONE = (
    "Brought to the health post; a first talk took place (demo).",
    "The registrar gave an appointment, the partner pays the fee (demo).",
    "Food for a month handed over, the cousin helps after that (demo).",
)


def draw_answers(rng: Random, template: Template) -> dict[str, tuple[str, ...]]:
    """One person's answers: good and bad ones lean the same way, a few are missing."""
    luck, given = rng.betavariate(5, 3), dict[str, tuple[str, ...]]()
    for one in template.questions:
        if not one.is_scored or rng.random() < SKIPPED:
            continue
        if rng.random() < UNKNOWN:
            given[one.code] = (rng.choice((Missing.DONT_KNOW.value, Missing.NOT_SAID.value)),)
            continue
        target = min(max(rng.gauss(luck, 0.2), 0.0), 1.0)
        known = {code: float(value) for code, value in one.values.items() if value is not None}
        if one.help is not None and rng.random() > NEEDY:
            known = {code: value for code, value in known.items() if code not in one.help.answers}
        given[one.code] = (min(known, key=lambda code: abs(known[code] - target)),)
    return given
