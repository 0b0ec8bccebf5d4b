"""Retrieval: of the lines of a corpus in one language, how often the nearest line of the other is the same line."""

import itertools
import json
from pathlib import Path

import numpy as np


def vectors(texts, segmenter, rows, weight):
    out = np.zeros((len(texts), rows.shape[1]), np.float32)
    mass = np.zeros((len(texts), 1), np.float32)
    for n, text in enumerate(texts):
        ids = segmenter(text) if isinstance(text, str) else text
        if len(ids):
            out[n] = (rows[ids] * weight[ids][:, None]).sum(0)
            mass[n] = weight[ids].sum()
    out -= mass * (out.sum(0) / mass.sum())
    return out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-9)


class Corpus:
    """Files PATH.LANGUAGE of which line n corresponds in all."""

    def __init__(self, stem, languages, segmenter, limit=1000):
        texts = {l: open(f"{stem}.{l}", encoding="utf-8").read().split("\n") for l in languages}
        count = min(len(lines) for lines in texts.values())
        keep = [n for n in range(count) if all(len(lines[n]) > 20 for lines in texts.values())][:limit]
        self.ids = {l: [segmenter(lines[n]) for n in keep] for l, lines in texts.items()}

    def accuracy(self, rows, weight):
        """p@1 by pair of languages, the mean of both directions."""
        found = {l: vectors(ids, None, rows, weight) for l, ids in self.ids.items()}
        result = {}
        for a, b in itertools.combinations(found, 2):
            result[f"{a}-{b}"] = nearest(found[a], found[b])
        return result


def nearest(left, right):
    """p@1, the mean of both directions."""
    scores = left @ right.T
    truth = np.arange(len(scores))
    return float(((scores.argmax(1) == truth).mean() + (scores.argmax(0) == truth).mean()) / 2)


class Gold:
    """A folder of hand-made alignments: DOC.src, DOC.tgt and DOC.gold with lines `[0, 1]:[2]`. A bead is found by its text."""

    def __init__(self, folder, segmenter):
        self.documents = []
        for path in sorted(Path(folder).glob("*.gold")):
            sides = [path.with_suffix(end).read_text(encoding="utf-8").split("\n") for end in (".src", ".tgt")]
            beads = [[json.loads(part) for part in line.split(":")] for line in path.read_text().split("\n") if ":" in line]
            beads = [bead for bead in beads if bead[0] and bead[1]]
            self.documents.append([[segmenter(" ".join(sides[n][i] for i in bead[n])) for bead in beads] for n in (0, 1)])

    def accuracy(self, rows, weight):
        """p@1 inside each document, the mean over beads."""
        found = [(len(left), nearest(vectors(left, None, rows, weight), vectors(right, None, rows, weight)))
                 for left, right in self.documents]
        return sum(count * p for count, p in found) / sum(count for count, _ in found)
