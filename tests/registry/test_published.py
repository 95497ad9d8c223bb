"""The published description is the one the services keep: same calls, same shapes."""

import json
from pathlib import Path

from returns_app.core.settings import ROOT
from returns_app.peers.routing import HEALTH
from tests.registry.parties import Parties

PUBLISHED = json.loads((Path(ROOT) / "docs" / "registry-api.json").read_text(encoding="utf-8"))


def test_every_call_of_every_service_is_published_and_no_other(parties: Parties) -> None:
    served = {rule.rule for app in parties.apps.values() for rule in app.url_map.iter_rules()}
    assert set(PUBLISHED["paths"]) == served
    assert HEALTH in served


def test_every_call_says_what_it_refuses_and_takes_nothing_undescribed() -> None:
    for path, item in PUBLISHED["paths"].items():
        if path == HEALTH:
            continue
        call = item["post"]
        assert {"200", "400", "401", "403", "404", "409", "413", "422", "429"} <= call["responses"].keys()
        assert call["requestBody"]["content"]["application/json"]["schema"]["additionalProperties"] is False


def test_every_service_shows_a_sign_of_life(parties: Parties) -> None:
    for app in parties.apps.values():
        answer = app.test_client().get(HEALTH)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})
