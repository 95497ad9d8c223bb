"""Write returns_app/linkage/data/frequencies.json: how common each name skeleton is.

Run with the package Faker installed: `python -m benchmarks.name_frequencies`. Its name lists (MIT
licence) carry no counts, so each list is one origin with all its names equally likely; the lists in
name_rankings.json stand in rank order for origins it lacks. No list of real persons is read. Only
skeletons are written, never names.
"""

import importlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from returns_app.linkage.skeleton import skeletons

TARGET = Path(__file__).parents[1] / "returns_app" / "linkage" / "data" / "frequencies.json"
RANKINGS = Path(__file__).with_name("name_rankings.json")
_LOCALES = """
ar_AA ar_PS ar_DZ fr_DZ fa_IR hy_AM ka_GE tr_TR ru_RU uk_UA bn_BD en_PK hi_IN ha_NG yo_NG ig_NG az_AZ uz_UZ el_GR
bg_BG hr_HR mk_MK tw_GH en_KE ne_NP si_LK ta_IN ro_RO vi_VN
"""
_FLATNESS = 6
_LEAST_SHARE = 0.00005


def main() -> None:
    """Average the shares of all origins and write the common ones."""
    origins = [*map(_of_locale, _LOCALES.split()), *_of_rankings()]
    total: Counter[str] = Counter()
    for origin in origins:
        total.update(origin)
    shares = {skeleton: round(share / len(origins), 6) for skeleton, share in sorted(total.items())}
    common = {skeleton: share for skeleton, share in shares.items() if share >= _LEAST_SHARE}
    TARGET.write_text(json.dumps({"default": _LEAST_SHARE / 2, "shares": common}, indent=0) + "\n", encoding="utf-8")
    print(f"{len(common)} skeletons, the most common:", sorted(common, key=lambda one: -common[one])[:20])


def _of_locale(locale: str) -> "Counter[str]":
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    given, family = _names(provider, "first_names"), _names(provider, "last_names")
    shares = _equally(given)
    shares.update(_equally(family))
    return shares


def _names(provider: Any, kind: str) -> set[str]:  # noqa: ANN401 - a class of an optional package without types
    lists = (getattr(provider, kind + ending, None) or () for ending in ("", "_male", "_female"))
    return {name for names in lists for name in names if isinstance(name, str)}


def _equally(names: Iterable[str]) -> "Counter[str]":
    listed = list(names)
    return _weighed((name, 1 / len(listed)) for name in listed)


def _of_rankings() -> Iterator["Counter[str]"]:
    """Given and family lists of one origin together, the share falling with the rank."""
    for lists in json.loads(RANKINGS.read_text(encoding="utf-8")).values():
        shares = _by_rank(lists["given"].split())
        shares.update(_by_rank(lists["family"].split()))
        yield shares


def _by_rank(names: list[str]) -> "Counter[str]":
    """Zipf-like: the listed names together stand for six in ten people."""
    weights = [1 / (rank + _FLATNESS) for rank in range(len(names))]
    return _weighed((name, 0.6 * weight / sum(weights)) for name, weight in zip(names, weights, strict=True))


def _weighed(pairs: Iterable[tuple[str, float]]) -> "Counter[str]":
    shares: Counter[str] = Counter()
    for name, share in pairs:
        for skeleton in skeletons(name):
            shares[skeleton] += share  # type: ignore[assignment] # Counter adds fractions as well as counts
    return shares


if __name__ == "__main__":
    main()
