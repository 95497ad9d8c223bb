"""The calibration report: counts of states add up, and weights that stand too high are said to."""

import pytest

from benchmarks.calibration import add_up, expected, report, shift
from returns_app.linkage.model import current_model

MODEL = current_model()
STEPS = ("+008..+012", "+012..+016", "+016..+020")


def _told(shares: dict[str, float], judged: int = 200) -> dict[str, object]:
    steps = [{"weight": name, "same": round(judged * share), "judged": judged} for name, share in shares.items()]
    return {"judged": judged * len(shares), "models": {MODEL.version: steps}}


def _as_expected(bits: float = 0.0) -> dict[str, float]:
    middles = {"+008..+012": 10, "+012..+016": 14, "+016..+020": 18}
    return {name: expected(middles[name], MODEL.prior_bits + bits) for name in STEPS}


def test_states_add_up() -> None:
    told = _told(_as_expected())
    counts = add_up([told, told])  # type: ignore[list-item]
    assert {judged for _same, judged in counts[MODEL.version].values()} == {400}
    assert "fits" in "\n".join(report(counts, MODEL))


@pytest.mark.parametrize("bits", [-3.0, 0.0, 2.5])
def test_weights_that_stand_too_high_are_said_to(bits: float) -> None:
    counts = add_up([_told(_as_expected(bits), 100_000)])  # type: ignore[list-item]
    assert shift(counts[MODEL.version], MODEL.prior_bits) == pytest.approx(bits, abs=0.05)


def test_few_verdicts_and_older_models_say_less() -> None:
    few = add_up([_told(_as_expected(), 5)])  # type: ignore[list-item]
    assert "too few" in "\n".join(report(few, MODEL))
    older = {"older": few[MODEL.version]}
    assert "too few" not in "\n".join(report(older, MODEL))
