"""The published vectors of RFC 9497, appendix A.1, for both modes."""

import json
from pathlib import Path
from typing import Any

import pytest

from returns_app.blind import oprf
from returns_app.blind.hashing import Mode

SUITES = json.loads(Path(__file__).with_name("rfc9497_ristretto255.json").read_text())["suites"]
VECTORS = [(suite, vector) for suite in SUITES for vector in suite["vectors"]]


def parts(text: str) -> tuple[bytes, ...]:
    """The byte strings of one comma-separated line of the standard."""
    return tuple(bytes.fromhex(part) for part in text.split(","))


def test_both_modes_are_covered() -> None:
    assert [suite["mode"] for suite in SUITES] == [Mode.OBLIVIOUS, Mode.VERIFIABLE]
    assert len(VECTORS) == 5


@pytest.mark.parametrize("suite", SUITES, ids=["OPRF", "VOPRF"])
def test_the_key_follows_from_seed_and_description(suite: dict[str, Any]) -> None:
    seed, info = bytes.fromhex(suite["seed"]), bytes.fromhex(suite["keyInfo"])
    share = oprf.derive_key(seed, info, Mode(suite["mode"]))
    assert share.hex() == suite["skSm"]
    if "pkSm" in suite:
        assert oprf.public_key(share).hex() == suite["pkSm"]


@pytest.mark.parametrize(("suite", "vector"), VECTORS)
def test_every_step_gives_the_published_bytes(suite: dict[str, Any], vector: dict[str, Any]) -> None:
    inputs, scalars = parts(vector["Input"]), parts(vector["Blind"])
    blinded = oprf.blind_with(inputs, scalars, Mode(suite["mode"]))
    assert blinded == parts(vector["BlindedElement"])
    evaluated = oprf.evaluate(bytes.fromhex(suite["skSm"]), blinded)
    assert evaluated == parts(vector["EvaluationElement"])
    assert oprf.finalize(inputs, scalars, evaluated) == parts(vector["Output"])


@pytest.mark.parametrize(("suite", "vector"), [pair for pair in VECTORS if "Proof" in pair[1]])
def test_the_proof_gives_the_published_bytes(suite: dict[str, Any], vector: dict[str, Any]) -> None:
    elements, answers = parts(vector["BlindedElement"]), parts(vector["EvaluationElement"])
    share, nonce = bytes.fromhex(suite["skSm"]), bytes.fromhex(vector["Proof"]["r"])
    proof = oprf.prove(share, elements, answers, nonce)
    assert proof.hex() == vector["Proof"]["proof"]
    oprf.verify(bytes.fromhex(suite["pkSm"]), elements, answers, proof)
