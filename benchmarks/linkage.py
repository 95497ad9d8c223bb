"""How often the blind check finds the same person, on any person file with known truth.

`python -m benchmarks.linkage --data FILE.csv --json` runs the whole real path: match keys of every stored person, the
oblivious function, slotted addresses under the ten-slot rule, the ten addresses of every asked key, the score of whatever
they meet. Rows of side a are stored, of side b asked; without sides duplicates inside the file are sought. For speed the
oblivious function is evaluated directly under a test key k1*k2 instead of blinding, two holders and unblinding: the tokens
are the same (tests/blind). `--tokens hash` puts a keyed hash in its place, for very large files: equal keys, equal tokens.
Without --data a population of the setting `test` is made. `--peer NAME` adds what a plaintext linker does with the file.
"""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.linking import peers
from benchmarks.linking.files import read
from benchmarks.linking.run import measured
from benchmarks.linking.store import keyed_hash, oblivious
from benchmarks.population import population, write
from returns_app.linkage.model import current_model, read_model


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--tokens", choices=("oblivious", "hash"), default="oblivious")
    parser.add_argument("--peer", choices=sorted(peers.PEERS), action="append", default=[])
    parser.add_argument("--stored", type=int, default=50_000, help="size of the population made without --data")
    parser.add_argument("--asked", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", type=Path, help="another model file than the software's own")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        data = options.data or _made(Path(folder), options)
        model = read_model(options.model.read_text(encoding="utf-8")) if options.model else current_model()
        figures = measured(read(data), oblivious() if options.tokens == "oblivious" else keyed_hash, model)
        for name in options.peer:
            figures[name] = peers.measured(name, data)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def _made(folder: Path, options: argparse.Namespace) -> Path:
    path = folder / "population.csv"
    write(path, population("test", options.seed, options.stored, options.asked))
    return path


if __name__ == "__main__":
    main()
