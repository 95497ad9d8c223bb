"""The linkage benchmark prints what it promises; the population it measures on is the same for the same seed."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.fitting.regression import Counts, Pattern, fitted
from benchmarks.linking import hashed, peers
from benchmarks.linking.figures import Candidate, Question, recall_at_false_alarms
from benchmarks.linking.files import born, read
from benchmarks.linking.run import measured, summary
from benchmarks.linking.store import Store, keyed_hash, oblivious
from benchmarks.population import HEADER, STRANGERS, population, write
from benchmarks.returnees.changes import ALIASES, CHANGES
from benchmarks.returnees.letters import SCRIPT_OF, native
from benchmarks.returnees.names import of_setting
from returns_app.core.partial_date import PartialDate
from returns_app.linkage.model import current_model
from tests.linkage.registry_in_memory import person

ROOT = Path(__file__).parents[2]
PROMISED = """candidates f1 precision recall r99 r999 recall_fpr01 recall_fpr001 by_class tokens_per_person seconds
memory_mb model_version"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("population") / "small.csv"
    write(path, population("test", 3, 600, 400))
    return path


def test_a_tiny_run_prints_every_figure(small: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.linkage", "--data", str(small), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    figures = json.loads(done.stdout)
    assert set(PROMISED.split()) <= figures.keys()
    assert figures["model_version"] == current_model().version
    assert figures["f1"] > 0.85


def test_a_file_without_sides_is_cleared_of_duplicates(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    line = "{rid},,{cluster},Chinedu,,{family},1991-03-14,M,Lagos,NG,,,,"
    rows = [line.format(rid=1, cluster=1, family="Okafor"), line.format(rid=2, cluster=1, family="Okafo")]
    rows.append(line.format(rid=3, cluster=2, family="Hoxha"))
    path.write_text("\n".join([",".join(HEADER[:14]), *rows]), encoding="utf-8")
    figures = measured(read(path), keyed_hash, current_model())
    assert (figures["f1"], figures["recall"]) == (1.0, 1.0)


def test_the_same_seed_makes_the_same_people() -> None:
    first, again, other = (list(population("fit", seed, 60, 30)) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_every_class_occurs_and_truth_is_told() -> None:
    rows = list(population("test", 1, 3000, 1500))
    assert {row.klass for row in rows} == {"", *CHANGES, *ALIASES, *STRANGERS}
    stored = {row.cluster for row in rows if row.side == "a"}
    for row in rows:
        if row.side == "b":
            assert (row.cluster in stored) == (row.klass not in STRANGERS), row


def test_fitting_and_testing_share_no_name_and_no_town() -> None:
    fit, test = (
        {name for culture in of_setting(setting).values() for names in culture.lists.values() for name in names}
        for setting in ("fit", "test")
    )
    assert fit
    assert test
    assert not fit & test
    places = [{row.record.place for row in islice(population(setting, 1, 400, 0), 400)} for setting in ("fit", "test")]
    assert places[0] & places[1] <= {""}


@pytest.mark.parametrize(
    ("sounds", "culture", "written"),
    [
        ("muHammad", "arab", "محمد"),
        ("&raHmAn", "arab", "عبد الرحمان"),
        ("giorgi", "georgia", "გიორგი"),
        ("petrosyan", "armenia", "պետրոսյան"),
        ("volodymyr", "slav", "володимир"),
        ("jovan", "balkan", "јован"),
        ("karim", "bengal", "করিম"),
    ],
)
def test_names_are_written_as_at_home(sounds: str, culture: str, written: str) -> None:
    assert culture in SCRIPT_OF
    assert native(sounds, culture) == written


def test_an_impossible_date_is_left_out_and_never_mended() -> None:
    assert born("1971-13-19") == PartialDate(1971)
    assert born("1971-02-31") == PartialDate(1971, 2)
    assert born("19710214") == PartialDate(1971, 2, 14)
    assert born("") is None


def test_an_eleventh_claim_finds_no_slot_and_the_name_counts_as_common() -> None:
    store = Store(oblivious())
    for year in range(1970, 1982):
        store.add(person("Mohamed, Ali", f"14-03-{year}", "EG", "M"))
    assert store.lost > 0
    met = store.evidence(person("Mohamed, Ali", "14-03-1981", "EG", "M"))
    assert met[11].namesakes == 11
    assert met[0].namesakes == 10


def test_recall_is_taken_where_few_strangers_raise_an_alarm() -> None:
    known = [Question("same", 1, (Candidate(weight, is_match=True),)) for weight in (5.0, 15.0)]
    strangers = [Question("stranger", 0, (Candidate(10.0, is_match=False),)), *[Question("stranger", 0, ())] * 9]
    assert recall_at_false_alarms(known + strangers, 0.1) == 1.0
    assert recall_at_false_alarms(known + strangers, 0.05) == 0.5
    assert summary(known + strangers, 2)["r99"] == 0.5


def test_regression_finds_the_weight_of_a_feature_and_keeps_its_bounds() -> None:
    patterns = {Pattern(("a",)): Counts(80, 20), Pattern(()): Counts(20, 80)}
    prior, weights = fitted(patterns, {"a": (-40.0, 40.0)})
    assert prior == pytest.approx(-2.0, abs=0.01)
    assert weights["a"] == pytest.approx(4.0, abs=0.01)
    assert fitted(patterns, {"a": (-40.0, 1.5)})[1] == {"a": pytest.approx(1.5)}


def test_no_weight_at_a_bound_keeps_the_others_from_settling() -> None:
    patterns = {
        Pattern(("a", "b")): Counts(90, 10),
        Pattern(("a",)): Counts(60, 40),
        Pattern(("b",)): Counts(30, 70),
        Pattern((), given_bits=1.0): Counts(10, 90),
    }
    free_prior, free = fitted(patterns, dict.fromkeys("ab", (-40.0, 40.0)))
    held_prior, held = fitted(patterns, {"a": (-40.0, 40.0), "b": (-40.0, 0.5)})
    assert held["b"] == pytest.approx(0.5)
    assert held_prior > free_prior
    assert fitted(patterns, {"a": (-40.0, 40.0), "b": (-40.0, 0.5)}) == (held_prior, held)
    assert free["b"] > 0.5


@pytest.mark.parametrize("name", ["nac", "olt", "ons"])
def test_hashed_peers_find_equal_facts_and_do_not_hear(name: str, tmp_path: Path) -> None:
    path = tmp_path / "peer.csv"
    line = "{rid},{side},{cluster},Chinedu,,{family},1991-03-14,M,Lagos,NG,{number},,"
    rows = [
        line.format(rid=1, side="a", cluster=1, family="Okafor", number="A123"),
        line.format(rid=2, side="a", cluster=2, family="Hoxha", number="B456"),
        line.format(rid=3, side="b", cluster=1, family="Okafor", number="A123"),
        line.format(rid=4, side="b", cluster=3, family="Ibrahimovic", number="C789"),
    ]
    path.write_text("\n".join([",".join(HEADER[:14]), *rows]), encoding="utf-8")
    figures = peers.measured(name, path)
    assert (figures["f1"], figures["r99"]) == (1.0, 1.0)
    assert figures["version"] == "written here"
    spelled = path.read_text(encoding="utf-8").replace(
        "3,b,1,Chinedu,,Okafor,1991-03-14,M,Lagos,NG,A123", "3,b,1,Cinedu,,Oqafor,1991-03-15,M,,NG,"
    )
    path.write_text(spelled, encoding="utf-8")
    assert peers.measured(name, path)["f1"] == 0.0


def test_a_key_that_more_than_ten_share_is_no_evidence_for_a_peer() -> None:
    row = dict.fromkeys(("given", "middle", "family", "dob", "street", "place", "docno", "sex"), "x")
    many = [row | {"rid": str(number), "side": ""} for number in range(11)]
    assert list(hashed.linked(hashed.NAC, many)) == []
    assert len(list(hashed.linked(hashed.NAC, many[:10]))) == 45


def test_a_peer_that_is_not_installed_is_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    assert "not installed" in str(peers.measured("splink", small)["missing"])
