"""Loading programmes from their files; a version is never changed, a new one stands beside it."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from returns_app.core.actions import Action
from returns_app.core.settings import ROOT
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.programmes.models import Programme, ProgrammeVersion
from returns_app.programmes.queries import find_programme, list_versions
from returns_app.programmes.rules import check_rules
from returns_app.programmes.rules.drafting import named_groups, plain

GROUPS_FILE = "country-groups.toml"
FOLDER = ROOT / "config" / "programmes"


def load_programmes(work: UnitOfWork, folder: Path) -> int:
    """Read every file of a folder; the number of versions that are new because their content is."""
    groups = read_groups(folder)
    files = sorted(path for path in folder.glob("*.toml") if path.name != GROUPS_FILE)
    return sum(_load(work, _read(path), groups) for path in files)


def read_groups(folder: Path = FOLDER) -> dict[str, Any]:
    """Country groups by date, as they are shipped."""
    groups: dict[str, Any] = _read(folder / GROUPS_FILE).get("groups", {})
    return groups


def _load(work: UnitOfWork, content: Mapping[str, Any], groups: Mapping[str, Any]) -> int:
    programme = _programme(work, content)
    known = list_versions(work.session, programme.id)
    kept = [_content(version) for version in known]
    fresh = [version for version in _versions(content, groups) if version not in kept]
    for number, version in enumerate(fresh, start=len(known) + 1):
        work.add(ProgrammeVersion(programme_id=programme.id, number=number, loaded_at=work.now, **version))
        work.record(Action.PROGRAMME_LOADED, programme=programme.code, version=number)
    work.session.flush()
    return len(fresh)


def _programme(work: UnitOfWork, content: Mapping[str, Any]) -> Programme:
    """The programme of a file, made or renamed."""
    programme = find_programme(work.session, content["code"])
    told = {key: content[key] for key in ("name", "member_state", "funding_source")}
    if programme is None:
        programme = work.add(Programme(code=content["code"], **told))
    elif {key: getattr(programme, key) for key in told} == told:
        return programme
    for key, value in told.items():
        setattr(programme, key, value)
    work.session.flush()
    work.record(Action.PROGRAMME_LOADED, programme=programme.code)
    return programme


def _versions(content: Mapping[str, Any], groups: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for version in content["versions"]:
        rules = {"code": content["code"], **plain(version.get("rules", {}))}
        rules["groups"] = named_groups(rules, groups)
        check_rules(content["code"], rules)
        yield {
            "valid_from": version["valid_from"],
            "valid_to": version.get("valid_to"),
            "rules": rules,
            "source": version["source"],
            "is_verified": version["verified"],
        }


def _content(version: ProgrammeVersion) -> dict[str, Any]:
    return {key: getattr(version, key) for key in ("valid_from", "valid_to", "rules", "source", "is_verified")}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
